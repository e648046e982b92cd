"""Write to the caseworker through the outbox, and take in what staff answers."""

from datetime import datetime, timedelta
from uuid import UUID

from api.citizens.model import Citizen
from api.db.engine import Transaction
from api.ids import derived_uuid
from api.messages import store
from api.messages.model import LONGEST, Message
from api.outbox import store as outbox
from api.outbox.model import jobcentre_queue
from api.privacy import mask_cpr
from api.tenants.model import Tenant
from api.tenants.opening import answer_by

WAITING = frozenset({"queued", "delivered", "overdue"})
QUIET_AFTER_HANDOVER = timedelta(hours=24)


async def send(
    tx: Transaction,
    citizen: Citizen,
    tenant: Tenant,
    kind: str,
    body: str,
    *,
    message_id: UUID,
    now: datetime,
    interview_id: UUID | None = None,
    reminds_of: UUID | None = None,
) -> Message:
    """Queue a message to the citizen's jobcentre and return it with the time an answer is promised.

    The same `message_id` again returns the message that is there: a double tap writes once.
    """
    known = await store.get(tx, message_id)
    if known:
        return known
    message = Message(
        id=message_id,
        direction="out",
        kind=kind,
        body=mask_cpr(body)[:LONGEST],
        state="queued",
        answers=reminds_of,
        promised_by=answer_by(tenant, now),
        created_at=now,
    )
    await store.add(tx, citizen.id, message)
    await outbox.put(
        tx,
        destination=jobcentre_queue(citizen.jobcentre),
        subject=citizen.id,
        kind="message",
        body={
            "message_id": str(message_id),
            "kind": kind,
            "text": message.body,
            "lang": citizen.lang,
            "interview_id": str(interview_id) if interview_id else None,
        },
        now=now,
    )
    return message


async def remind(
    tx: Transaction, citizen: Citizen, tenant: Tenant, owed: Message, body: str, *, now: datetime
) -> Message:
    """Remind the jobcentre of an answer that is late; an answer to the reminder answers the message itself."""
    await store.set_state(tx, owed.id, "overdue", now=now)
    reminder_id = derived_uuid("reminder", str(owed.id), now.isoformat())
    return await send(
        tx, citizen, tenant, owed.kind, body, message_id=reminder_id, now=now, reminds_of=owed.id
    )


async def delivered(
    tx: Transaction, message_id: UUID, receipt: str, promised_by: datetime | None, *, now: datetime
) -> None:
    """Note the jobcentre's receipt; its own promise replaces ours when it makes one."""
    await store.set_state(tx, message_id, "delivered", now=now, receipt=receipt, promised_by=promised_by)


async def refused(tx: Transaction, message_id: UUID, *, now: datetime) -> None:
    """Note that the jobcentre refused the message."""
    await store.set_state(tx, message_id, "refused", now=now)


async def answered(
    tx: Transaction, citizen_id: UUID, receipt: str, text: str, *, now: datetime
) -> Message | None:
    """Take in an answer from staff; None when it is known already or answers nothing of ours."""
    question = await store.by_receipt(tx, citizen_id, receipt)
    if question is None:
        return None
    answer = Message(
        id=derived_uuid("answer", str(question.id), text),
        direction="in",
        kind=question.kind,
        body=text,
        state="unread",
        answers=question.id,
        created_at=now,
    )
    if await store.get(tx, answer.id):
        return None
    await store.add(tx, citizen_id, answer)
    for open_one in filter(None, (question.id, question.answers)):
        await store.set_state(tx, open_one, "answered", now=now)
    return answer


async def read_answers(tx: Transaction, citizen_id: UUID, *, now: datetime) -> list[Message]:
    """Return unread answers, oldest first, and mark them read."""
    unread = [message for message in await store.of_citizen(tx, citizen_id) if message.state == "unread"]
    for message in unread:
        await store.set_state(tx, message.id, "read", now=now)
    return unread[::-1]


async def person_has_it(tx: Transaction, citizen_id: UUID, *, now: datetime) -> Message | None:
    """Return the handover a person has now: sent lately and not yet answered."""
    for message in await store.of_citizen(tx, citizen_id):
        fresh = message.created_at > now - QUIET_AFTER_HANDOVER
        if message.kind == "handover" and message.state in WAITING and fresh:
            return message
    return None
