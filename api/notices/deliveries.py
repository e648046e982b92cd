"""The SQL of deliveries: one message on one channel, claimed with a lease, so that a kill loses none."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, case, func, insert, literal, or_, select, update

from api.db.engine import Transaction
from api.db.tables.notices import deliveries
from api.ids import new_uuid
from api.notices.model import SILENT, Delivery, Notice
from api.tenants.model import Channel

_COLUMNS = [deliveries.c[name] for name in Delivery.model_fields]


async def put(
    tx: Transaction,
    citizen_id: UUID,
    channel: Channel,
    said: Sequence[Notice],
    *,
    address: str | None = None,
    now: datetime,
) -> None:
    """Queue one message that says the notices, of no use once the last of them has expired."""
    row = {
        "id": new_uuid(),
        "citizen_id": citizen_id,
        "channel": channel,
        "address": address,
        "notice_ids": [notice.id for notice in said],
        "due_at": now,
        "expires_at": max(notice.expires_at for notice in said),
        "created_at": now,
    }
    await tx.execute(insert(deliveries), row)


async def claim(
    tx: Transaction, channel: Channel, *, most: int, lease: timedelta, now: datetime
) -> list[Delivery]:
    """Take messages of a channel for the lease. One that a dead sender had is marked: it may come twice."""
    due = (
        select(deliveries.c.id)
        .where(
            deliveries.c.state == "waiting",
            deliveries.c.channel == channel,
            deliveries.c.due_at <= now,
            func.coalesce(deliveries.c.claimed_until, deliveries.c.due_at) <= now,
        )
        .order_by(deliveries.c.due_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(deliveries)
        .where(deliveries.c.id.in_(due.scalar_subquery()))
        .values(
            claimed_until=now + lease,
            attempts=deliveries.c.attempts + 1,
            maybe_twice=case((deliveries.c.claimed_until.is_not(None), True), else_=deliveries.c.maybe_twice),
        )
        .returning(*_COLUMNS)
    )
    return [Delivery.model_validate(dict(row)) for row in (await tx.execute(taken)).mappings()]


async def finish(
    tx: Transaction, delivery_id: UUID, state: str, *, now: datetime, error: str | None = None
) -> None:
    """End a message: `sent`, `dropped` (no longer true, nobody there) or `failed`."""
    ended = update(deliveries).where(deliveries.c.id == delivery_id, deliveries.c.state == "waiting")
    await tx.execute(ended.values(state=state, last_error=error, finished_at=now, claimed_until=None))


async def retry(
    tx: Transaction, delivery_id: UUID, *, due_at: datetime, error: str, perhaps_sent: bool = False
) -> None:
    """Let a message be tried again; one that may have been sent all the same is marked: it may come twice."""
    again = update(deliveries).where(deliveries.c.id == delivery_id, deliveries.c.state == "waiting")
    twice = or_(deliveries.c.maybe_twice, literal(perhaps_sent))
    await tx.execute(again.values(due_at=due_at, claimed_until=None, last_error=error, maybe_twice=twice))


async def counts(tx: Transaction) -> list[tuple[str, str, int]]:
    """Return (channel, state, how many)."""
    by = (deliveries.c.channel, deliveries.c.state)
    query = select(*by, func.count()).group_by(*by).order_by(*by)
    return [(row[0], row[1], row[2]) for row in await tx.execute(query)]


async def overdue(tx: Transaction, *, before: datetime) -> int:
    """Return how many were due before and are still waiting, those a silent jobcentre holds included."""
    held = and_(deliveries.c.last_error == SILENT, deliveries.c.created_at < before)
    late = or_(deliveries.c.due_at < before, held)
    query = select(func.count()).where(deliveries.c.state == "waiting", late)
    return int((await tx.execute(query)).scalar_one())


async def maybe_twice(tx: Transaction) -> list[UUID]:
    """Return the messages that may have come twice: their sender died, or lost the line, while sending."""
    query = select(deliveries.c.id).where(deliveries.c.maybe_twice, deliveries.c.state == "sent")
    return list((await tx.execute(query)).scalars())
