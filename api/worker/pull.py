"""Reads what has changed at a jobcentre: nothing is lost when an event is, and a silent planner is noticed."""

from datetime import timedelta

from api.jobcentre.errors import BrokenAnswer, Unreachable
from api.outbox import counterparts
from api.outbox.model import jobcentre_queue
from api.worker import outages
from api.worker.context import Worker
from api.worker.taking import take_in

_FIRST = timedelta(days=1)


async def pull(worker: Worker, code: str) -> int:
    """Read all changes since the last reading; return how many were news. Also finds out who is back."""
    queue, began = jobcentre_queue(code), worker.now()
    async with worker.database.transaction() as tx:
        known = await counterparts.get(tx, queue)
    since = known.read_from or began - _FIRST
    cursor, news = known.cursor, 0
    while True:
        try:
            page = await worker.jobcentres[code].changes(since, cursor)
        except (Unreachable, BrokenAnswer) as away:
            await outages.no_contact(worker, code, at_least=timedelta(seconds=_retry_after(away)))
            return news
        await outages.heard(worker, code)
        news += await take_in(worker, code, page.items)
        cursor = page.cursor
        async with worker.database.transaction() as tx:
            # In the middle of a window only the cursor moves; at its end the next one begins.
            read_from = since if cursor else began - counterparts.OVERLAP
            await counterparts.read_to(tx, queue, read_from=read_from, cursor=cursor)
        if cursor is None:
            return news


def _retry_after(away: Unreachable | BrokenAnswer) -> float:
    return (away.retry_after if isinstance(away, Unreachable) else None) or 0.0
