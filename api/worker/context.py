"""What every job of the worker works with."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from redis.asyncio import Redis

from api import clock
from api.db.engine import Database
from api.identity.sealing import Seal
from api.jobcentre.port import Jobcentre
from api.notices.channels.port import Sender
from api.tenants.model import Channel
from api.tenants.store import Tenants


@dataclass(frozen=True)
class Pace:
    """How often and how much. Seconds where a number has no unit in its name."""

    # Twice what goes to one jobcentre at once: the next call is there when one ends, and answers come in bunches.
    batch: int = 64
    # Somebody who died with a message in hand has it for so long. Longer than a call may take; if one takes
    # longer all the same, the message goes twice, with one key.
    lease: timedelta = timedelta(seconds=12)
    poll: float = 0.1
    # Looked for work so seldom when there has been none for a while: a quiet worker costs little.
    idle: float = 0.4
    pull: float = 30
    # A time may be shown as free for so long after the planner was asked (Cache-Control of the contract).
    times_wanted: timedelta = timedelta(seconds=15)
    times_else: timedelta = timedelta(minutes=5)
    refresh_after: timedelta = timedelta(hours=6)
    silent_after: timedelta = timedelta(minutes=15)
    remind: float = 1


@dataclass(frozen=True)
class Worker:
    """The worker's tools. `jobcentres` maps a five-digit code to its connector."""

    database: Database
    redis: Redis
    seal: Seal
    jobcentres: Mapping[str, Jobcentre]
    now: Callable[[], datetime] = clock.now
    pace: Pace = field(default_factory=Pace)
    # Reminders: the municipalities' choices, and the channels this worker sends through.
    tenants: Tenants = field(default_factory=lambda: Tenants({}))
    senders: Mapping[Channel, Sender] = field(default_factory=dict)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    # Since when this worker listens: nobody is called silent before they could be heard.
    began: datetime = field(default_factory=clock.now)
