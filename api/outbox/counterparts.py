"""Where we stand with each other system: read how far, heard when, paused until when."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from api.db.engine import Transaction
from api.db.tables.outbox import cursors
from api.outbox.model import Counterpart, wait_after

# Clocks differ, and a change may become visible a little after its instant: each reading begins so much
# before the one before it began.
OVERLAP = timedelta(minutes=5)
_ONE = select(cursors).where(cursors.c.source == bindparam("which"))


async def get(tx: Transaction, source: str) -> Counterpart:
    """Return where we stand with `source`; one never heard of is new."""
    row = (await tx.execute(_ONE, {"which": source})).mappings().one_or_none()
    return Counterpart.model_validate(dict(row)) if row else Counterpart(source=source)


async def _keep(tx: Transaction, source: str, **values: object) -> None:
    written = insert(cursors).values(source=source, **values)
    await tx.execute(written.on_conflict_do_update(index_elements=[cursors.c.source], set_=values))


async def heard(tx: Transaction, source: str, *, now: datetime) -> None:
    """The other side answered or called: whatever pause there was is over."""
    await _keep(tx, source, heard_at=now, paused_until=None, failures=0)


async def read_to(tx: Transaction, source: str, *, read_from: datetime, cursor: str | None) -> None:
    """Remember how far the other side's changes have been read."""
    await _keep(tx, source, read_from=read_from, cursor=cursor)


async def pause(
    tx: Transaction, source: str, *, now: datetime, at_least: timedelta = timedelta(0)
) -> Counterpart:
    """No contact, 429 or 5xx: send nothing for a while, longer after each failure in a row."""
    known = await get(tx, source)
    failures = known.failures + 1
    until = now + max(wait_after(failures), at_least)
    await _keep(tx, source, paused_until=until, failures=failures)
    return known.model_copy(update={"paused_until": until, "failures": failures})


async def all_of(tx: Transaction) -> list[Counterpart]:
    """Return every counterpart."""
    rows = (await tx.execute(select(cursors).order_by(cursors.c.source))).mappings()
    return [Counterpart.model_validate(dict(row)) for row in rows]


async def resume(tx: Transaction, source: str) -> None:
    """End a pause by hand."""
    await tx.execute(update(cursors).where(cursors.c.source == source).values(paused_until=None, failures=0))
