"""Figures and alarms for operators: what waits, what is parked, which jobcentre is silent."""

from api.logs import get_logger
from api.metrics import JOBCENTRE_SILENT, OUTBOX_PARKED, OUTBOX_WAITING
from api.outbox import counterparts
from api.outbox import store as outbox
from api.outbox.model import jobcentre_queue
from api.worker.context import Worker

_log = get_logger("worker.alarms")


async def watch(worker: Worker) -> None:
    """Set the figures; raise an alarm for a silent jobcentre and for parked commands."""
    now = worker.now()
    async with worker.database.transaction() as tx:
        counts = await outbox.counts(tx)
        known = {one.source: one for one in await counterparts.all_of(tx)}
    OUTBOX_WAITING.clear()
    OUTBOX_PARKED.clear()
    for destination, state, count, oldest in counts:
        (OUTBOX_PARKED if state == "parked" else OUTBOX_WAITING).labels(destination).set(count)
        if state == "parked":
            _log.error("parked", destination=destination, count=count, oldest=str(oldest))
    for code in worker.jobcentres:
        one = known.get(jobcentre_queue(code))
        heard = one.heard_at if one else None
        JOBCENTRE_SILENT.labels(code).set((now - (heard or worker.began)).total_seconds())
        # A worker that has only just begun has had no time to hear anybody.
        if now - max(heard or worker.began, worker.began) > worker.pace.silent_after:
            _log.error("jobcentre_silent", jobcentre=code, since=str(heard or "never heard"))
