"""Writes interviews that were fetched into our rows, those that are newer than what we have."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select

from api.booking import sync
from api.db.engine import Transaction
from api.db.tables.booking import interviews
from api.jobcentre import wire
from api.logs import get_logger
from api.worker import people, translate
from api.worker.context import Worker

_log = get_logger("worker.taking")


async def versions(tx: Transaction, ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return the version we have of each interview we know."""
    query = select(interviews.c.id, interviews.c.version).where(interviews.c.id.in_(list(ids)))
    return {row.id: row.version for row in await tx.execute(query)}


async def take_in(
    worker: Worker, code: str, found: Iterable[wire.Indkaldelse], *, quiet: bool = False
) -> int:
    """Take in interviews of citizens we serve; return how many were news. Each in its own transaction."""
    found = list(found)
    async with worker.database.transaction() as tx:
        whose = await people.by_reference(tx, code, {one.borger_ref for one in found})
        known = await versions(tx, [one.indkaldelse_id for one in found])
    news = [
        one for one in found if one.borger_ref in whose and one.version > known.get(one.indkaldelse_id, 0)
    ]
    return sum([await _take_one(worker, code, whose, one, quiet=quiet) for one in news])


async def _take_one(
    worker: Worker, code: str, whose: Mapping[str, UUID], one: wire.Indkaldelse, *, quiet: bool
) -> bool:
    try:
        news = translate.interview(one)
    except ValueError as fault:
        _log.error("interview_left_out", interview=str(one.indkaldelse_id), fault=str(fault))
        return False
    async with worker.database.transaction() as tx:
        return await sync.apply(tx, whose[one.borger_ref], code, news, now=worker.now(), quiet=quiet)
