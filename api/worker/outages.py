"""Contact with a jobcentre: pauses, and the outages that are kept as evidence for the citizen."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from api.db.tables.booking import outages
from api.logs import get_logger
from api.outbox import counterparts
from api.outbox import store as outbox
from api.outbox.model import jobcentre_queue, wait_after
from api.worker.context import Worker

_log = get_logger("worker.outages")
NOTED_EVERY = timedelta(seconds=10)
# One call that fails is no outage.
_OUTAGE_AFTER = 2


async def heard(worker: Worker, code: str) -> None:
    """The jobcentre has answered: whatever paused its queue is over, and what waited goes at once."""
    now, queue = worker.now(), jobcentre_queue(code)
    async with worker.database.transaction() as tx:
        known = await counterparts.get(tx, queue)
        if not known.failures and known.heard_at and known.heard_at > now - NOTED_EVERY:
            return
        await counterparts.heard(tx, queue, now=now)
        if known.failures:
            await outbox.hurry(tx, queue, now=now)
            over = update(outages).where(outages.c.jobcentre == code, outages.c.ended_at.is_(None))
            ended = (await tx.execute(over.values(ended_at=now))).rowcount
            _log.info("contact_again", jobcentre=code, was_outage=bool(ended))


async def no_contact(
    worker: Worker, code: str, *, at_least: timedelta = timedelta(0), cause: str = "no_contact"
) -> None:
    """The jobcentre could not be reached: pause its queue, and after the second time note an outage."""
    now = worker.now()
    async with worker.database.transaction() as tx:
        known = await counterparts.pause(tx, jobcentre_queue(code), now=now, at_least=at_least)
        if known.failures >= _OUTAGE_AFTER:
            began = now - wait_after(known.failures - 1)
            outage = insert(outages).values(jobcentre=code, cause=cause, began_at=began)
            await tx.execute(outage.on_conflict_do_nothing())
    _log.warning("no_contact", jobcentre=code, failures=known.failures, until=str(known.paused_until))
