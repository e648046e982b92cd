"""Puts what there is to say into one message, within what the chat may show."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from api.conversation import session as sessions
from api.conversation.disclosure import state_link
from api.conversation.intent import Intent
from api.conversation.model import Choice, Incoming, Reply
from api.conversation.session import Session
from api.conversation.talk import Talk, open_talk
from api.conversation.topics.news import NEWS
from api.conversation.turn import finish
from api.i18n import _
from api.notices.content import Said
from api.notices.model import CHAT_LINKED
from bot.edge import Edge
from bot.guard import guarded
from bot.person import CHANNEL, Person
from bot.render import Message, render

TOPIC = "meeting_show"


async def tell(edge: Edge, person: Person, said: Sequence[Said], *, now: datetime) -> list[Message]:
    """Return the messages for the notices; none when nothing of it holds any more."""
    services = edge.services
    incoming = Incoming(
        conversation=person.conversation,
        id=str(said[0].notice.id),
        lang=person.lang,
        channel=CHANNEL,
        level=person.level,
        citizen=person.citizen,
        tenant=person.tenant.code,
    )
    # A copy that is not kept: what the person is in the middle of goes on undisturbed.
    session = await sessions.load(services.redis, person.conversation) or Session(
        conversation=person.conversation
    )
    session.lang = person.lang
    async with services.database.transaction() as tx:
        talk = await open_talk(incoming, session, Intent(TOPIC), tx=tx, services=services, now=now)
        replies = [reply for one in said if (reply := await _reply(talk, one, person))]
        if not replies:
            return []
        turn = finish(talk, together(replies))
    safe = guarded(turn.reply, person, state_link(services.settings.public_url, TOPIC))
    return await render(safe, person.words, edge.buttons, person.chat)


async def _reply(talk: Talk, one: Said, person: Person) -> Reply | None:
    if one.notice.kind == CHAT_LINKED:
        return _linked(talk) if one.notice.body.get("chat") == person.chat else _another_linked(talk)
    teller = NEWS.get(one.notice.kind)
    plain = {key: value for key, value in one.notice.body.items() if isinstance(value, str)}
    return await teller(talk, {**plain, "notice": str(one.notice.id)}) if teller else None


def _linked(talk: Talk) -> Reply:
    """The chat hears of it too, so that a link made behind somebody's back is seen."""
    text = talk.words(
        _("Chatten er nu koblet til dig. Var det ikke dig, så skriv /afmeld. Hvad vil du vide?")
    )
    return Reply(text=text)


def _another_linked(talk: Talk) -> Reply:
    """The chats that were linked before hear of a new one."""
    text = talk.words(
        _(
            "En anden chat er nu også koblet til dig. Var det ikke dig, så fjern den på din side, og ring til os."
        )
    )
    address = f"{talk.services.settings.public_url}/links"
    return Reply(text=text, choices=(Choice(id="links", label=talk.words(_("Se dine chats")), url=address),))


def together(replies: Sequence[Reply]) -> Reply:
    """Return one reply that says them all, each thing once."""
    if len(replies) == 1:
        return replies[0]
    neutral = {reply.neutral for reply in replies}
    return Reply(
        text="\n\n".join(dict.fromkeys(reply.text for reply in replies)),
        choices=tuple(_each_once(choice for reply in replies for choice in reply.choices)),
        cards=tuple(card for reply in replies for card in reply.cards),
        general=tuple(part for reply in replies for part in reply.general),
        personal=any(reply.personal for reply in replies),
        neutral=neutral.pop() if len(neutral) == 1 else "news",
    )


def _each_once(choices: Iterable[Choice]) -> Iterable[Choice]:
    return {choice.id: choice for choice in choices}.values()
