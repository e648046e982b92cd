"""A citizen's Idempotency-Key: the same request again gets the same answer, another one is refused."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from api.booking import store
from api.booking.model import Frozen
from api.db.engine import Transaction
from api.db.tables.booking import idempotency_keys

_PUT = insert(idempotency_keys)


class Answer(Frozen):
    """The answer a request got, and the fingerprint of the request."""

    request: str
    status: int
    body: dict[str, Any]


async def recall(tx: Transaction, citizen_id: UUID, key: str) -> Answer | None:
    """Return the answer the key got before, waiting for a request of the citizen that is under way."""
    await store.lock(tx, citizen_id)
    query = select(idempotency_keys).where(
        idempotency_keys.c.citizen_id == citizen_id, idempotency_keys.c.key == key
    )
    row = (await tx.execute(query)).mappings().one_or_none()
    return Answer.model_validate(dict(row)) if row else None


async def remember(tx: Transaction, citizen_id: UUID, key: str, answer: Answer, *, now: datetime) -> None:
    """Keep the answer, in the transaction of the deed."""
    values = {"citizen_id": citizen_id, "key": key, "created_at": now, **answer.model_dump()}
    await tx.execute(_PUT, values)
