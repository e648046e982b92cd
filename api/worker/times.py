"""Keeps our copy of free times fresh: at once when a time opens or closes, often while somebody looks."""

from datetime import datetime, timedelta

from api.booking import intake, waiting
from api.booking.intake import Window
from api.clock import danish_day
from api.jobcentre import wire
from api.jobcentre.errors import BrokenAnswer, Refused, Unreachable
from api.logs import get_logger
from api.worker import outages, translate
from api.worker.context import Worker

_log = get_logger("worker.times")
_LOOKED_AT_LATELY = timedelta(minutes=2)
_STRETCH = timedelta(days=13)
# A planner may cut a list off, which would hide the later times: after one so long we go on from its last day.
_LONG = 500


async def refresh_times(worker: Worker, code: str, *, most: int = 8) -> int:
    """Look again at the offers that are due; return how many."""
    async with worker.database.transaction() as tx:
        due = await intake.due_windows(tx, code, now=worker.now(), most=most)
    for window in due:
        try:
            await _refresh(worker, code, window)
        except (Unreachable, BrokenAnswer):
            await outages.no_contact(worker, code)
            return 0
        except Refused as no:
            _log.error("times_not_read", offer=window.offer_id, answer=no.kind)
            async with worker.database.transaction() as tx:
                await intake.take_times(tx, window, [], now=worker.now(), next_at=_next(worker, window))
    return len(due)


async def _refresh(worker: Worker, code: str, window: Window) -> None:
    found: dict[str, wire.Tid] = {}
    start = max(window.window_from, danish_day(worker.now()))
    while start <= window.window_to:
        end = min(start + _STRETCH, window.window_to)
        listed = await worker.jobcentres[code].times(window.offer_id, start, end)
        found |= {one.tid_id: one for one in listed}
        last = max((danish_day(one.start) for one in listed), default=start)
        start = last if len(listed) >= _LONG and last > start else end + timedelta(days=1)
    times = [time for one in found.values() if (time := translate.free_time(one))]
    async with worker.database.transaction() as tx:
        await intake.take_times(tx, window, times, now=worker.now(), next_at=_next(worker, window))
        await waiting.offer_earlier(tx, code, window.offer_id, now=worker.now())


def _next(worker: Worker, window: Window) -> datetime:
    now, pace = worker.now(), worker.pace
    wanted = window.wanted_at is not None and window.wanted_at > now - _LOOKED_AT_LATELY
    return now + (pace.times_wanted if wanted else pace.times_else)
