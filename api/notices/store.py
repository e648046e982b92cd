"""The SQL of notices: planned or told once, claimed a citizen at a time, ended with a reason."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from api.db.engine import Transaction
from api.db.tables.notices import notices
from api.notices.model import SILENT, Notice

_COLUMNS = [notices.c[name] for name in Notice.model_fields]


async def put(tx: Transaction, planned: Sequence[Notice]) -> int:
    """Store notices; those that are there already stay as they are. Returns how many were new."""
    if not planned:
        return 0
    rows = [{**notice.model_dump(), "planned_at": notice.due_at} for notice in planned]
    stored = insert(notices).values(rows).on_conflict_do_nothing().returning(notices.c.id)
    return len((await tx.execute(stored)).all())


async def due_citizens(tx: Transaction, *, most: int, now: datetime) -> list[UUID]:
    """Return citizens with something due, those who have waited longest first."""
    query = (
        select(notices.c.citizen_id)
        .where(notices.c.state == "waiting", notices.c.due_at <= now)
        .group_by(notices.c.citizen_id)
        .order_by(func.min(notices.c.due_at))
        .limit(most)
    )
    return list((await tx.execute(query)).scalars())


async def claim(tx: Transaction, citizens: Sequence[UUID], *, now: datetime) -> list[Notice]:
    """Lock and return what is due for the citizens, oldest first; what another replica has is passed over."""
    query = (
        select(*_COLUMNS)
        .where(notices.c.citizen_id.in_(citizens), notices.c.state == "waiting", notices.c.due_at <= now)
        .order_by(notices.c.due_at)
        .with_for_update(skip_locked=True)
    )
    return [Notice.model_validate(dict(row)) for row in (await tx.execute(query)).mappings()]


async def by_ids(tx: Transaction, ids: Iterable[UUID]) -> list[Notice]:
    """Return the notices, oldest first."""
    query = select(*_COLUMNS).where(notices.c.id.in_(list(ids))).order_by(notices.c.due_at)
    return [Notice.model_validate(dict(row)) for row in (await tx.execute(query)).mappings()]


async def finish(
    tx: Transaction, ids: Sequence[UUID], state: str, *, now: datetime, reason: str | None = None
) -> None:
    """End notices: `handed` to the channels, or `dropped` with the reason."""
    if ids:
        ended = update(notices).where(notices.c.id.in_(ids), notices.c.state == "waiting")
        await tx.execute(ended.values(state=state, reason=reason, finished_at=now))


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
