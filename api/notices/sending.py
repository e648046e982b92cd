"""Sends what a channel has waiting: claim, read again, send, note; each step its own short transaction."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from api import metrics
from api.db.engine import Database, Transaction
from api.db.tables.citizens import citizens
from api.i18n import as_lang
from api.logs import get_logger
from api.notices import content, deliveries, truth
from api.notices.channels.port import NobodyThereError, NotNowError, Recipient, Sender
from api.notices.content import Said
from api.notices.model import SILENT, Delivery
from api.tenants.model import Channel

LEASE = timedelta(seconds=90)


async def send_waiting(
    database: Database, channel: Channel, sender: Sender, *, most: int, clock: Callable[[], datetime]
) -> int:
    """Send up to `most` messages of a channel one after the other; returns how many were claimed."""
    async with database.transaction() as tx:
        claimed = await deliveries.claim(tx, channel, most=most, lease=LEASE, now=clock())
    for delivery in claimed:
        await send_one(database, delivery, sender, clock=clock)
    return len(claimed)


async def send_one(
    database: Database, delivery: Delivery, sender: Sender, *, clock: Callable[[], datetime]
) -> None:
    """Send one claimed message, put together from what is true now, and note what became of it."""
    async with database.transaction() as tx:
        said = await content.still_true(tx, delivery, now=clock())
        to = await _recipient(tx, delivery)
        if said and await _is_silent(tx, said, clock()):
            due_at = clock() + truth.LOOK_AGAIN
            await deliveries.retry(tx, delivery.id, due_at=due_at, error=SILENT)
            return
    if not said or to is None:
        await _note(database, delivery, said, "dropped", clock(), "not true any more")
        return
    try:
        await sender.send(delivery, to, said, now=clock())
    except NotNowError as error:
        async with database.transaction() as tx:
            due_at = clock() + timedelta(seconds=error.seconds)
            await deliveries.retry(
                tx, delivery.id, due_at=due_at, error=str(error), perhaps_sent=error.perhaps_sent
            )
    except NobodyThereError as error:
        await _note(database, delivery, said, "dropped", clock(), str(error))
    except Exception as error:
        get_logger("notices").exception("notice_failed", channel=delivery.channel, error=type(error).__name__)
        await _note(database, delivery, said, "failed", clock(), type(error).__name__)
    else:
        await _note(database, delivery, said, "sent", clock())


async def _is_silent(tx: Transaction, said: list[Said], now: datetime) -> bool:
    """Whether something of it may have changed unheard: it was handed over, and then contact was lost."""
    return any([await truth.out_of_touch(tx, one.notice, now=now, handed=True) for one in said])


async def _recipient(tx: Transaction, delivery: Delivery) -> Recipient | None:
    columns = (citizens.c.id, citizens.c.lang, citizens.c.email, citizens.c.cpr_sealed)
    row = (await tx.execute(select(*columns).where(citizens.c.id == delivery.citizen_id))).one_or_none()
    return Recipient(row.id, as_lang(row.lang), row.email, row.cpr_sealed) if row else None


async def _note(
    database: Database,
    delivery: Delivery,
    said: list[Said],
    state: str,
    now: datetime,
    error: str | None = None,
) -> None:
    for one in said:
        metrics.NOTICES.labels(one.notice.kind, delivery.channel, state).inc()
    async with database.transaction() as tx:
        await deliveries.finish(tx, delivery.id, state, now=now, error=error)
