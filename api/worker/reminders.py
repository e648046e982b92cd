"""Plans reminders, hands what is due to the channels, sends those of the worker, and listens to the heart."""

from collections.abc import Sequence

from redis.asyncio import Redis

from api.notices import dispatch, heartbeat, planner, sending
from api.notices.channels.files import Files
from api.notices.channels.live import Live
from api.notices.channels.mail import Mail
from api.notices.channels.port import Sender
from api.settings import Settings
from api.tenants.model import Channel
from api.worker import reread
from api.worker.context import Worker
from api.worker.every import Every

PLAN_SECONDS = 120
HEARTBEAT_SECONDS = 60
REREAD_SECONDS = 5


def senders_of(settings: Settings, redis: Redis) -> dict[Channel, Sender]:
    """Return the channels that are set up; Telegram's messages are sent by the bot."""
    senders: dict[Channel, Sender] = {"web": Live(redis)}
    if settings.smtp:
        senders["email"] = Mail(settings.smtp, settings.public_url)
    if settings.outbox_dir:
        files = Files(settings.outbox_dir, settings.public_url)
        senders |= {"sms": files, "digital_post": files}
    return senders


def jobs(worker: Worker) -> Sequence[Every]:
    """Return the jobs of reminders; none where no channel is set up."""
    if not worker.senders:
        return ()
    pace = worker.pace
    return (
        Every(PLAN_SECONDS, plan),
        Every(REREAD_SECONDS, reread.reread, at_once_from=1),
        Every(pace.remind, hand_over, at_once_from=pace.batch),
        Every(pace.remind, send, at_once_from=pace.batch),
        Every(HEARTBEAT_SECONDS, listen),
    )


async def plan(worker: Worker) -> int:
    """Store the reminders of the days ahead."""
    async with worker.database.transaction() as tx:
        return await planner.plan(tx, now=worker.now())


async def hand_over(worker: Worker) -> int:
    """Hand what is due to the channels."""
    async with worker.database.transaction() as tx:
        return await dispatch.hand_over(tx, worker.tenants, most=worker.pace.batch, now=worker.now())


async def send(worker: Worker) -> int:
    """Send what the worker's own channels have waiting; return the longest of the batches."""
    sent = [
        await sending.send_waiting(worker.database, channel, sender, most=worker.pace.batch, clock=worker.now)
        for channel, sender in worker.senders.items()
    ]
    return max(sent)


async def listen(worker: Worker) -> None:
    """Compare what was due with what was sent."""
    async with worker.database.transaction() as tx:
        await heartbeat.beat(tx, now=worker.now())
