"""What runs how often. The list `jobs` is the whole worker on one screen."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

from api.jobcentre.errors import JobcentreError
from api.logs import get_logger
from api.worker import (
    alarms,
    arrivals,
    awake,
    notices,
    owed,
    pull,
    push,
    reconcile,
    refresh,
    reminders,
    sweep,
    times,
)
from api.worker.context import Worker
from api.worker.every import Every, JobOfOne

_log = get_logger("worker.loop")
_AFTER_A_FAULT = 1.0
# Seconds without work after which a job that can be idle is.
_AWAKE_FOR = 10.0


class ForEach:
    """A job for every jobcentre, all at once: a slow one holds up nobody else."""

    def __init__(self, job: JobOfOne) -> None:
        self.__name__ = job.__name__
        self._job = job

    async def __call__(self, worker: Worker) -> int:
        done = await asyncio.gather(*(_one(self._job, worker, code) for code in worker.jobcentres))
        return max(done, default=0)


class WhileThereIs:
    """Starts a job for each jobcentre with something to do, and lets it go on until there is nothing left."""

    def __init__(self, find: Callable[..., Awaitable[list[str]]], job: JobOfOne) -> None:
        self.__name__ = job.__name__
        self._find, self._job = find, job
        self._busy: dict[str, asyncio.Task[None]] = {}

    async def __call__(self, worker: Worker) -> int:
        for code in [code for code, task in self._busy.items() if task.done()]:
            self._busy.pop(code).result()
        idle = [code for code in worker.jobcentres if code not in self._busy]
        async with worker.database.transaction() as tx:
            ready = await self._find(tx, idle, now=worker.now()) if idle else []
        for code in ready:
            self._busy[code] = asyncio.create_task(self._drain(worker, code))
        return len(self._busy)

    async def _drain(self, worker: Worker, code: str) -> None:
        while not worker.stopping.is_set() and await _one(self._job, worker, code):
            pass

    async def finish(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._busy.values(), return_exceptions=True)


async def _one(job: JobOfOne, worker: Worker, code: str) -> int:
    try:
        result = await job(worker, code)
    except JobcentreError as fault:
        _log.error("job_failed", job=job.__name__, jobcentre=code, fault=str(fault))
        return 0
    return result if isinstance(result, int) else 0


async def reconcile_now(worker: Worker, code: str) -> None:
    """Compare with the planner; what is left is shown to staff, and counted here."""
    counts = await reconcile.reconcile(worker, code)
    _log.info("reconciled", jobcentre=code, **counts)


def jobs(worker: Worker) -> Sequence[Every]:
    """Return everything the worker does."""
    pace = worker.pace
    return (
        Every(pace.poll, WhileThereIs(awake.with_commands, push.push), idle=pace.idle),
        Every(pace.poll, WhileThereIs(awake.with_events, arrivals.work_off), idle=pace.idle),
        Every(pace.poll, notices.tell, at_once_from=pace.batch, idle=pace.idle),
        Every(1, ForEach(refresh.refresh_due), at_once_from=1),
        Every(1, ForEach(times.refresh_times), at_once_from=1),
        Every(pace.pull, ForEach(pull.pull)),
        Every(2, sweep.sweep),
        Every(60, sweep.warn),
        Every(15, alarms.watch),
        Every(300, owed.remind),
        *reminders.jobs(worker),
        Every(3600, sweep.forget),
        Every(24 * 3600, ForEach(reconcile_now)),
    )


async def run(worker: Worker) -> None:
    """Run all jobs until the worker is told to stop; one that fails is tried again and holds up no other."""
    listed = jobs(worker)
    async with asyncio.TaskGroup() as group:
        for every in listed:
            group.create_task(_repeat(worker, every))
    for every in listed:
        if isinstance(every.job, WhileThereIs):
            await every.job.finish()


async def _repeat(worker: Worker, every: Every) -> None:
    worked = time.monotonic()
    while not worker.stopping.is_set():
        wait = every.seconds
        try:
            found = await every.job(worker)
            if found:
                worked = time.monotonic()
            elif every.idle and time.monotonic() - worked > _AWAKE_FOR:
                wait = every.idle
            if every.at_once_from and isinstance(found, int) and found >= every.at_once_from:
                wait = 0
        except Exception as fault:  # PostgreSQL or Redis restarts: the worker outlives it
            _log.error("job_failed", job=getattr(every.job, "__name__", "?"), fault=_said(fault))
            wait = max(wait, _AFTER_A_FAULT)
        try:
            await asyncio.wait_for(worker.stopping.wait(), wait)
        except TimeoutError:
            continue


def _said(fault: Exception) -> str:
    first = next(iter(str(fault).splitlines()), "")
    return f"{type(fault).__name__}: {first}"[:300]
