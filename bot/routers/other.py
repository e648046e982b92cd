"""What is not text: pictures, voice, stickers, edits. Kindly asks for words; blocking is noted.

A cry for help is answered wherever it stands: under a picture, or in a message that was edited.
"""

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.filters import KICKED, MEMBER, ChatMemberUpdatedFilter
from aiogram.types import ChatMemberUpdated, Message, Update

from api.conversation.model import Choice, Reply
from api.i18n import _
from api.understand.clean import clean
from api.understand.safety import crisis_kind
from bot.dialogue import converse, show
from bot.edge import Edge
from bot.middlewares.failures import note_blocked
from bot.person import Person

ATTACHED = F.photo | F.document | F.video | F.video_note | F.animation
SPOKEN = F.voice | F.audio
OF_THE_APP = F.content_type.in_(
    {
        ContentType.PINNED_MESSAGE,
        ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
        ContentType.CHAT_BACKGROUND_SET,
        ContentType.WRITE_ACCESS_ALLOWED,
        ContentType.CONNECTED_WEBSITE,
    }
)
"""What the app itself notes in the chat: nobody said anything."""
ALBUM_SECONDS = 3600


def other_router() -> Router:
    """Return the router for everything else; it comes last."""
    router = Router(name="other")
    router.message.register(on_cry_for_help, _cries_for_help)
    router.edited_message.register(on_cry_for_help, _cries_for_help)
    router.edited_message.register(on_edit, F.text)
    router.my_chat_member.register(on_blocked, ChatMemberUpdatedFilter(KICKED))
    router.my_chat_member.register(on_back, ChatMemberUpdatedFilter(MEMBER))
    router.message.register(on_attachment, ATTACHED)
    router.message.register(on_voice, SPOKEN)
    router.message.register(nothing, OF_THE_APP)
    router.message.register(on_anything)
    return router


def _cries_for_help(message: Message) -> bool:
    return crisis_kind(clean(message.text or message.caption or "")) is not None


async def on_cry_for_help(message: Message, edge: Edge, person: Person, event_update: Update) -> None:
    """Words in a place that is not read otherwise."""
    text = message.text or message.caption
    await converse(edge, person, str(event_update.update_id), text=text)


async def nothing(_message: Message) -> None:
    """Pins, timers and wallpapers need no answer."""


async def on_edit(_message: Message, edge: Edge, person: Person) -> None:
    """An edited message is not read again: what was done, was done on the first wording."""
    await _say(edge, person, _("Jeg læser ikke rettelser. Skriv det som en ny besked, så svarer jeg på den."))


async def on_attachment(message: Message, edge: Edge, person: Person) -> None:
    """Files may hold anything, so none is fetched; of an album the first picture is answered."""
    if album := message.media_group_id:
        key = f"bot:album:{person.chat}:{album}"
        if not await edge.services.redis.set(key, 1, nx=True, ex=ALBUM_SECONDS):
            return
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
