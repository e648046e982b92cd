"""Housekeeping of interviews: what is over or has run out occupies nothing, what waits too long is said."""

from datetime import timedelta

from sqlalchemy import true

from api.booking import unconfirmed, writes
from api.outbox import inbox
from api.outbox import store as outbox
from api.worker.context import Worker

_KEPT = timedelta(days=14)


async def sweep(worker: Worker) -> None:
    """Close holds that have run out and interviews that are over; let confirmed ones occupy again."""
    now = worker.now()
    async with worker.database.transaction() as tx:
        await writes.lapse(tx, true(), now=now)
    async with worker.database.transaction() as tx:
        await writes.close_past(tx, true(), now=now)
    await _occupy_again(worker)


async def _occupy_again(worker: Worker) -> None:
    """A confirmed interview that had to stand beside another one's stale row gets its time now, if it can."""
    async with worker.database.transaction() as tx:
        shut_out = await writes.shut_out(tx, now=worker.now())
    for interview_id in shut_out:
        async with worker.database.transaction() as tx:
            await writes.try_to_occupy(tx, interview_id, now=worker.now())


async def warn(worker: Worker) -> None:
    """Tell citizens whose booking is unconfirmed near its deadline, once, with a numbered receipt."""
    async with worker.database.transaction() as tx:
        waiting = await unconfirmed.not_warned(tx, now=worker.now())
    for citizen, interview in waiting:
        async with worker.database.transaction() as tx:
            await unconfirmed.warn(tx, citizen, interview, now=worker.now())


async def forget(worker: Worker) -> None:
    """Delete messages that were delivered long ago; the interviews themselves say what became of them."""
    before = worker.now() - _KEPT
    async with worker.database.transaction() as tx:
        await outbox.forget(tx, before=before)
        await inbox.forget(tx, before=before)
