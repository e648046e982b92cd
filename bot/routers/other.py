"""What is not text: pictures, voice, stickers, edits. Kindly asks for words; blocking is noted."""

from aiogram import F, Router
from aiogram.filters import KICKED, MEMBER, ChatMemberUpdatedFilter
from aiogram.types import ChatMemberUpdated, Message

from api.conversation.model import Choice, Reply
from api.i18n import _
from bot.dialogue import show
from bot.edge import Edge
from bot.middlewares.failures import note_blocked
from bot.person import Person

ATTACHED = F.photo | F.document | F.video | F.video_note | F.animation
SPOKEN = F.voice | F.audio


def other_router() -> Router:
    """Return the router for everything else; it comes last."""
    router = Router(name="other")
    router.edited_message.register(on_edit)
    router.my_chat_member.register(on_blocked, ChatMemberUpdatedFilter(KICKED))
    router.my_chat_member.register(on_back, ChatMemberUpdatedFilter(MEMBER))
    router.message.register(on_attachment, ATTACHED)
    router.message.register(on_voice, SPOKEN)
    router.message.register(on_anything)
    return router


async def on_edit(_message: Message, edge: Edge, person: Person) -> None:
    """An edited message is not read again: what was done, was done on the first wording."""
    await _say(edge, person, _("Jeg læser ikke rettelser. Skriv det som en ny besked, så svarer jeg på den."))


async def on_attachment(_message: Message, edge: Edge, person: Person) -> None:
    """Files may hold anything, so none is fetched."""
    text = _(
        "Jeg åbner ikke billeder og filer. Skriv det med ord. Papirer til din sag sender du til kommunen."
    )
    await _say(edge, person, text)


async def on_voice(_message: Message, edge: Edge, person: Person) -> None:
    """Voice is not listened to."""
    await _say(edge, person, _("Jeg kan ikke høre lyd. Skriv det med ord, så svarer jeg."))


async def on_anything(_message: Message, edge: Edge, person: Person) -> None:
    """Stickers, places, contacts, dice."""
    await _say(edge, person, _("Jeg kan kun læse tekst. Skriv det med ord, eller vælg et emne."))


async def on_blocked(event: ChatMemberUpdated, edge: Edge) -> None:
    """The person has blocked the bot: nothing more is sent."""
    await note_blocked(edge, event.chat, blocked=True)


async def on_back(event: ChatMemberUpdated, edge: Edge) -> None:
    """The person has let the bot in again."""
    await note_blocked(edge, event.chat, blocked=False)


async def _say(edge: Edge, person: Person, text: str) -> None:
    w = person.words
    ways = (
        Choice(id="topic:help_menu", label=w(_("Vis alle emner"))),
        Choice(id="topic:human_handover", label=w(_("Tal med et menneske")), style="person"),
    )
    await show(edge, person, Reply(text=w(text), choices=ways))
