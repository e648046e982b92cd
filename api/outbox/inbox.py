"""The SQL of the inbox: an event is stored before it is acknowledged, once per (source, id)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from api.db.engine import Transaction
from api.db.tables.outbox import inbox
from api.outbox.model import Arrival

_COLUMNS = [inbox.c[name] for name in Arrival.model_fields]


async def receive(
    tx: Transaction,
    *,
    source: str,
    event_id: str,
    jobcentre: str,
    kind: str,
    body: dict[str, Any],
    now: datetime,
) -> bool:
    """Store an event; False when it came before."""
    stored = (
        insert(inbox)
        .values(
            source=source,
            event_id=event_id,
            jobcentre=jobcentre,
            kind=kind,
            body=body,
            due_at=now,
            received_at=now,
        )
        .on_conflict_do_nothing()
        .returning(inbox.c.sequence)
    )
    return (await tx.execute(stored)).scalar_one_or_none() is not None


async def claim(
    tx: Transaction, jobcentre: str, *, most: int, lease: timedelta, now: datetime
) -> list[Arrival]:
    """Take the oldest events of a jobcentre that nobody works on, for as long as the lease lasts.

    Their order does not matter: an event only says what to fetch, and an older version is ignored.
    """
    due = (
        select(inbox.c.sequence)
        .where(
            inbox.c.state == "waiting",
            inbox.c.jobcentre == jobcentre,
            inbox.c.due_at <= now,
            func.coalesce(inbox.c.claimed_until, inbox.c.due_at) <= now,
        )
        .order_by(inbox.c.sequence)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(inbox)
        .where(inbox.c.sequence.in_(due.scalar_subquery()))
        .values(claimed_until=now + lease, attempts=inbox.c.attempts + 1)
        .returning(*_COLUMNS)
    )
    rows = (await tx.execute(taken)).mappings()
    return sorted((Arrival.model_validate(dict(row)) for row in rows), key=lambda arrival: arrival.sequence)


async def finish(
    tx: Transaction, sequences: list[int], *, now: datetime, state: str = "done", note: str | None = None
) -> None:
    """End events: `done`, or `parked` when what they name cannot be fetched."""
    ended = update(inbox).where(inbox.c.sequence.in_(sequences))
    await tx.execute(ended.values(state=state, finished_at=now, last_error=note))


async def retry(tx: Transaction, sequences: list[int], *, due_at: datetime, error: str) -> None:
    """Let events be worked on again at `due_at`."""
    again = update(inbox).where(inbox.c.sequence.in_(sequences))
    await tx.execute(again.values(due_at=due_at, claimed_until=None, last_error=error))


async def waiting(tx: Transaction) -> list[tuple[str, str, int]]:
    """Return (jobcentre, state, how many) of the events that are not worked off."""
    query = (
        select(inbox.c.jobcentre, inbox.c.state, func.count())
        .where(inbox.c.state.in_(["waiting", "parked"]))
        .group_by(inbox.c.jobcentre, inbox.c.state)
    )
    return [(row[0], row[1], row[2]) for row in await tx.execute(query)]


async def unpark(tx: Transaction, *, now: datetime) -> int:
    """Let parked events be worked on again; return how many."""
    again = update(inbox).where(inbox.c.state == "parked")
    return (await tx.execute(again.values(state="waiting", due_at=now, claimed_until=None))).rowcount


async def forget(tx: Transaction, *, before: datetime) -> int:
    """Delete events worked off before; long after a repeat could still come."""
    old = inbox.delete().where(inbox.c.state == "done", inbox.c.finished_at < before)
    return (await tx.execute(old)).rowcount
