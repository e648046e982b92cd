"""Compares what was due with what was sent, and alarms when the two drift apart."""

from datetime import datetime, timedelta
from typing import NamedTuple

from api import metrics
from api.db.engine import Transaction
from api.logs import get_logger
from api.notices import deliveries, store

PATIENCE = timedelta(minutes=15)


class Heartbeat(NamedTuple):
    """How many are late: due but not handed to a channel, and handed but not sent."""

    not_handed: int
    not_sent: int

    @property
    def is_well(self) -> bool:
        """Whether nothing is late."""
        return self.not_handed == self.not_sent == 0


async def beat(tx: Transaction, *, now: datetime) -> Heartbeat:
    """Count what has been due for more than a quarter of an hour, publish it, and alarm."""
    before = now - PATIENCE
    found = Heartbeat(await store.overdue(tx, before=before), await deliveries.overdue(tx, before=before))
    metrics.NOTICES_LATE.labels("not_handed").set(found.not_handed)
    metrics.NOTICES_LATE.labels("not_sent").set(found.not_sent)
    if not found.is_well:
        get_logger("notices").error("notices_late", not_handed=found.not_handed, not_sent=found.not_sent)
    return found
