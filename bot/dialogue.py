"""One message from Telegram through the dialogue and back onto the screen."""

from aiogram.utils.chat_action import ChatActionSender

from api.conversation.disclosure import state_link
from api.conversation.handle import handle
from api.conversation.model import HoldCard, Incoming, Reply, Turn
from api.i18n import Words, words_for
from bot import person as people
from bot.edge import Edge
from bot.guard import guarded
from bot.person import Person
from bot.render import render


async def converse(
    edge: Edge,
    person: Person,
    message_id: str,
    *,
    text: str | None = None,
    choice: str | None = None,
    instead_of: int | None = None,
) -> Turn:
    """Answer a text or a pressed choice; the answer takes the place of the pressed message."""
    incoming = Incoming(
        conversation=person.conversation,
        id=f"tg-{message_id}",
        text=text,
        choice=choice,
        lang=person.lang,
        channel="telegram",
        level=person.level,
        citizen=person.citizen,
        tenant=person.tenant.code,
    )
    async with ChatActionSender.typing(chat_id=person.chat_id, bot=edge.bot):
        turn = await handle(edge.services, incoming)
    if turn.lang != person.lang:
        await people.keep(edge.services, person.chat, lang=turn.lang)
    await show(edge, person, turn.reply, topic=turn.topic, words=words_for(turn.lang), instead_of=instead_of)
    return turn


async def show(
    edge: Edge,
    person: Person,
    reply: Reply,
    *,
    topic: str = "help_menu",
    words: Words | None = None,
    instead_of: int | None = None,
) -> None:
    """Put a reply on the person's screen, after the last look at what leaves."""
    words = words or person.words
    safe = guarded(reply, person, state_link(edge.services.settings.public_url, topic))
    messages = await render(safe, words, edge.buttons, person.chat)
    held = next((str(card.interview) for card in safe.cards if isinstance(card, HoldCard)), None)
    await edge.screen(person).show(messages, instead_of=instead_of, about=held)
