"""While a person has the conversation the assistant keeps quiet, and there is a way back.

It begins when the citizen has sent a message to a member of staff from this conversation, and ends with the
answer, a day after, or when the citizen asks the assistant again. A button is never quiet, nor is a crisis.
"""

from datetime import datetime

from api.conversation.choices import Pressed
from api.conversation.intent import Intent
from api.conversation.model import Incoming, Reply
from api.conversation.session import Session
from api.conversation.talk import Talk
from api.conversation.topics import handover, letters
from api.db.engine import Transaction
from api.i18n import _
from api.messages import service as messages

WORDS_GO_TO = Pressed("to_person", ())
ANSWER_ME = "answer_me"
ALWAYS_ANSWERED = frozenset({"help_menu", "human_handover", "language_switch", "delete_data"})


async def settle(session: Session, incoming: Incoming, tx: Transaction | None, now: datetime) -> Incoming:
    """End the quiet when it is over; return the message, or the words that waited when they are now to be answered."""
    if session.with_person is None:
        return incoming
    if incoming.choice == ANSWER_ME:
        waiting = session.draft.body if session.draft else ""
        session.with_person, session.draft, session.awaiting = None, None, None
        return incoming.model_copy(update={"choice": None, "text": waiting}) if waiting else incoming
    if tx and incoming.citizen and not await messages.person_has_it(tx, incoming.citizen, now=now):
        session.with_person = None
    return incoming


def keeps_quiet(intent: Intent, session: Session, incoming: Incoming) -> bool:
    """Whether free text is for the person who has the conversation, not for the assistant."""
    return (
        session.with_person is not None
        and incoming.text is not None
        and intent.topic != "crisis"
        and (intent.deed is None or intent.deed.name in {"ask_back", "why", "source", "more", "what_if"})
        and not (intent.understood and intent.topic in ALWAYS_ANSWERED)
    )


async def pass_on(talk: Talk) -> Reply:
    """Say who has the conversation, and show the words, to be sent to them or answered here."""
    if talk.citizen is None or not talk.incoming.text:
        return await handover.offer(talk)
    pending = await messages.person_has_it(talk.tx, talk.citizen.id, now=talk.now)
    w = talk.words
    until = w.moment(pending.promised_by) if pending and pending.promised_by else w(_("snart"))
    lead = w(
        _("En medarbejder har din besked og svarer senest {moment}. Derfor svarer jeg ikke af mig selv."),
        moment=until,
    )
    shown = letters.write_again(talk, talk.intent.text)
    return shown.model_copy(update={"text": f"{lead}\n\n{shown.text}"})
