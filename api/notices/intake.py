"""Takes in what the worker has to tell a citizen: outbox rows become notices, and the open widget hears at once."""

from datetime import datetime, timedelta
from uuid import UUID

from api.db.engine import Transaction
from api.notices import store
from api.notices.model import CHAT_LINKED, OF_THE_MOMENT, Notice
from api.outbox import store as outbox
from api.outbox.model import CITIZEN, Message

OF_USE = timedelta(days=14)
OF_USE_FOR_A_MOMENT = timedelta(minutes=10)


async def take_in(tx: Transaction, *, most: int, now: datetime) -> list[Message]:
    """Turn waiting messages for citizens into notices and return them, to be pushed once this is committed."""
    told = await outbox.take(tx, CITIZEN, most=most, now=now)
    await store.put(tx, [_notice(message, now) for message in told])
    return told


def _notice(message: Message, now: datetime) -> Notice:
    of_use = OF_USE_FOR_A_MOMENT if message.kind in OF_THE_MOMENT - {CHAT_LINKED} else OF_USE
    subject = message.body.get("interview_id") or message.body.get("chat") or message.id
    return Notice(
        id=message.id,
        citizen_id=UUID(message.subject),
        kind=message.kind,
        step="now",
        subject=str(subject),
        basis=str(message.id),
        body=message.body,
        due_at=now,
        expires_at=message.created_at + of_use,
        created_at=message.created_at,
    )
