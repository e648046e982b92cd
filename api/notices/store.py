"""The SQL of notices: planned or told once, claimed a citizen at a time, ended with a reason."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import and_, func, or_, select, text, update

from api.db.engine import Transaction
from api.db.tables.notices import notices
from api.notices.model import SILENT, Notice

_COLUMNS = [notices.c[name] for name in Notice.model_fields]
_PLANNED: TypeAdapter[Sequence[Notice]] = TypeAdapter(Sequence[Notice])
# What is written for every notice is put together once: making a statement costs more than sending it.
_PUT = text(
    """
    INSERT INTO notices (id, citizen_id, kind, step, subject, basis, body, planned_at, due_at, expires_at, created_at)
    SELECT id, citizen_id, kind, step, subject, basis, body, due_at, due_at, expires_at, created_at
    FROM jsonb_populate_recordset(cast(NULL AS notices), cast(:planned AS jsonb))
    ON CONFLICT DO NOTHING RETURNING id
    """
)
_DUE_CITIZENS = text(
    """
    SELECT citizen_id FROM notices WHERE state = 'waiting' AND due_at <= :now
    GROUP BY citizen_id ORDER BY min(due_at) LIMIT :most
    """
)
_CLAIM = text(
    f"""
    SELECT {", ".join(Notice.model_fields)} FROM notices
    WHERE citizen_id = ANY(:citizens) AND state = 'waiting' AND due_at <= :now
    ORDER BY due_at FOR UPDATE SKIP LOCKED
    """  # noqa: S608 - put together from constants
).columns(*_COLUMNS)
_FINISH = text(
    """
    UPDATE notices SET state = :state, reason = :reason, finished_at = :now
    WHERE id = ANY(:ids) AND state = 'waiting'
    """
)


async def put(tx: Transaction, planned: Sequence[Notice]) -> int:
    """Store notices; those that are there already stay as they are. Returns how many were new."""
    if not planned:
        return 0
    rows = _PLANNED.dump_json(planned).decode()
    return len((await tx.execute(_PUT, {"planned": rows})).all())


async def due_citizens(tx: Transaction, *, most: int, now: datetime) -> list[UUID]:
    """Return citizens with something due, those who have waited longest first."""
    return list((await tx.execute(_DUE_CITIZENS, {"now": now, "most": most})).scalars())


async def claim(tx: Transaction, citizens: Sequence[UUID], *, now: datetime) -> list[Notice]:
    """Lock and return what is due for the citizens, oldest first; what another replica has is passed over."""
    rows = (await tx.execute(_CLAIM, {"citizens": list(citizens), "now": now})).mappings()
    return [Notice.model_validate(dict(row)) for row in rows]


async def by_ids(tx: Transaction, ids: Iterable[UUID]) -> list[Notice]:
    """Return the notices, oldest first."""
    query = select(*_COLUMNS).where(notices.c.id.in_(list(ids))).order_by(notices.c.due_at)
    return [Notice.model_validate(dict(row)) for row in (await tx.execute(query)).mappings()]


async def finish(
    tx: Transaction, ids: Sequence[UUID], state: str, *, now: datetime, reason: str | None = None
) -> None:
    """End notices: `handed` to the channels, or `dropped` with the reason."""
    if ids:
        await tx.execute(_FINISH, {"ids": list(ids), "state": state, "reason": reason, "now": now})


async def drop(tx: Transaction, citizen_id: UUID, kind: str, *, reason: str, now: datetime) -> None:
    """Leave what waits of a kind unsaid to a citizen."""
    mine = and_(notices.c.citizen_id == citizen_id, notices.c.kind == kind, notices.c.state == "waiting")
    await tx.execute(update(notices).where(mine).values(state="dropped", reason=reason, finished_at=now))


async def postpone(tx: Transaction, notice_id: UUID, due_at: datetime, reason: str) -> None:
    """Let a notice be due later: after the `quiet` hours, or when a `silent` jobcentre is heard again."""
    await tx.execute(update(notices).where(notices.c.id == notice_id).values(due_at=due_at, reason=reason))


async def overdue(tx: Transaction, *, before: datetime) -> int:
    """Return how many were due before and have not been handed on, those a silent jobcentre holds included."""
    held = and_(notices.c.reason == SILENT, notices.c.planned_at < before)
    late = or_(notices.c.due_at < before, held)
    query = select(func.count()).where(notices.c.state == "waiting", late)
    return int((await tx.execute(query)).scalar_one())


async def outcomes(tx: Transaction) -> list[tuple[str, str, str | None, int]]:
    """Return (kind, state, reason, how many) of all notices, for people who look after the service."""
    by: Any = (notices.c.kind, notices.c.state, notices.c.reason)
    query = select(*by, func.count()).group_by(*by).order_by(*by)
    return [(row[0], row[1], row[2], row[3]) for row in await tx.execute(query)]
