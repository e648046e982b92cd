"""Reads a citizen's deadlines again before reminding of one: what changed unheard is not said."""

import asyncio
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from api.jobcentre.errors import BrokenAnswer, Refused, Unreachable
from api.logs import get_logger
from api.notices import store
from api.notices.model import DEADLINE_REMINDER
from api.worker import outages, refresh
from api.worker.context import Worker

_log = get_logger("worker.reread")
# A morning's reminders are due at one instant: reading begins before, so that few have to wait for it.
AHEAD = timedelta(minutes=30)
OLD = timedelta(minutes=30)
_AT_ONCE = 16
_DUE = text(
    """
    SELECT n.citizen_id FROM notices n JOIN citizens c ON c.id = n.citizen_id
    LEFT JOIN selfbooking s ON s.citizen_id = c.id
    WHERE n.state = 'waiting' AND n.kind = :kind AND n.due_at <= :soon AND n.expires_at > :now
      AND c.jobcentre = :code AND (s.seen_at IS NULL OR s.seen_at < :old)
    GROUP BY n.citizen_id ORDER BY min(n.due_at) LIMIT :most
    """
)


async def reread(worker: Worker) -> int:
    """Read the deadlines of those who are soon to be reminded; return the most of one jobcentre."""
    return max(await asyncio.gather(*(_of(worker, code) for code in worker.jobcentres)), default=0)


async def _of(worker: Worker, code: str) -> int:
    now = worker.now()
    values = {"kind": DEADLINE_REMINDER, "code": code, "now": now, "most": _AT_ONCE}
    async with worker.database.transaction() as tx:
        due = await tx.execute(_DUE, values | {"soon": now + AHEAD, "old": now - OLD})
        citizens = list(due.scalars())
    read = await asyncio.gather(*(_read(worker, code, citizen) for citizen in citizens))
    if False in read:
        await outages.no_contact(worker, code)
        return 0
    return len(read)


async def _read(worker: Worker, code: str, citizen: UUID) -> bool:
    """Read one citizen's; False when the jobcentre cannot be reached: then the reminder waits."""
    try:
        await refresh.refresh(worker, code, citizen, (refresh.status,))
    except (Unreachable, BrokenAnswer):
        return False
    except Refused as no:
        _log.error("deadline_not_read", citizen=str(citizen), answer=no.kind)
        async with worker.database.transaction() as tx:
            await store.drop(tx, citizen, DEADLINE_REMINDER, reason="refused", now=worker.now())
    return True
