"""A citizen's Idempotency-Key: what was done with it is not done again.

A key is written before the deed, in its transaction, so a second request with it waits for the first. Of a
deed that was done nothing more is kept: its outcome is read anew, and so is true when it is told. A refusal is
kept as it was.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from api.booking.model import Frozen
from api.db.engine import Transaction
from api.db.tables.booking import idempotency_keys

_BEGIN = insert(idempotency_keys).on_conflict_do_nothing().returning(idempotency_keys.c.key)
_MINE = (
    idempotency_keys.c.citizen_id == bindparam("whose"),
    idempotency_keys.c.key == bindparam("which"),
)


class Before(Frozen):
    """What a key was used for before, and the refusal it got, if it was refused."""

    request: str
    status: int | None
    body: dict[str, Any] | None


async def begin(tx: Transaction, citizen_id: UUID, key: str, request: str, *, now: datetime) -> Before | None:
    """Note that the key is used for this request; return what it was used for before, None when it is new."""
    values = {"citizen_id": citizen_id, "key": key, "request": request, "created_at": now}
    if (await tx.execute(_BEGIN, values)).scalar_one_or_none() is not None:
        return None
    known = select(idempotency_keys).where(*_MINE)
    row = (await tx.execute(known, {"whose": citizen_id, "which": key})).mappings().one()
    return Before.model_validate(dict(row))


async def refused(tx: Transaction, citizen_id: UUID, key: str, status: int, body: dict[str, Any]) -> None:
    """Keep the refusal that the request got."""
    noted = update(idempotency_keys).where(*_MINE).values(status=status, body=body)
    await tx.execute(noted, {"whose": citizen_id, "which": key})
