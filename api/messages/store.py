"""The SQL of messages."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update

from api.db.engine import Transaction
from api.db.tables.citizens import messages
from api.messages.model import Message

MOST_AT_ONCE = 500


def _message(row: object) -> Message:
    return Message.model_validate(row, from_attributes=True)


async def add(tx: Transaction, citizen_id: UUID, message: Message) -> None:
    """Insert a message."""
    values = message.model_dump() | {"citizen_id": citizen_id, "changed_at": message.created_at}
    await tx.execute(insert(messages).values(**values))


async def get(tx: Transaction, message_id: UUID) -> Message | None:
    """Return a message, or None."""
    row = (await tx.execute(select(messages).where(messages.c.id == message_id))).one_or_none()
    return _message(row) if row else None


async def of_citizen(tx: Transaction, citizen_id: UUID, *, limit: int = 20) -> list[Message]:
    """Return the citizen's latest messages, newest first."""
    query = select(messages).where(messages.c.citizen_id == citizen_id)
    return [
        _message(row) for row in await tx.execute(query.order_by(messages.c.created_at.desc()).limit(limit))
    ]


async def by_receipt(tx: Transaction, citizen_id: UUID, receipt: str) -> Message | None:
    """Return the outgoing message that the jobcentre gave this receipt."""
    query = select(messages).where(messages.c.citizen_id == citizen_id, messages.c.receipt == receipt)
    row = (await tx.execute(query.where(messages.c.direction == "out"))).one_or_none()
    return _message(row) if row else None


async def set_state(
    tx: Transaction,
    message_id: UUID,
    state: str,
    *,
    now: datetime,
    receipt: str | None = None,
    promised_by: datetime | None = None,
) -> None:
    """Note what became of a message; a receipt or promise is kept when given."""
    values: dict[str, object] = {"state": state, "changed_at": now}
    values |= {"receipt": receipt} if receipt else {}
    values |= {"promised_by": promised_by} if promised_by else {}
    await tx.execute(update(messages).where(messages.c.id == message_id).values(**values))


async def overdue(tx: Transaction, *, now: datetime) -> list[tuple[UUID, Message, datetime]]:
    """Return (citizen, message, last change) for answers that are owed and late; reminders owe none themselves."""
    query = select(messages).where(messages.c.direction == "out", messages.c.answers.is_(None))
    query = query.where(messages.c.state.in_(("delivered", "overdue")), messages.c.promised_by < now)
    rows = await tx.execute(query.order_by(messages.c.promised_by).limit(MOST_AT_ONCE))
    return [(row.citizen_id, _message(row), row.changed_at) for row in rows]
