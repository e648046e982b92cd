"""What the tests of the connector do again and again: find a free time, book it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from api import clock
from api.jobcentre import wire
from api.jobcentre.demo.seeding import extra_cpr
from api.jobcentre.port import Jobcentre


def key() -> str:
    """A fresh idempotency key."""
    return str(uuid4())


_next = iter(range(600))


def somebody() -> str:
    """The CPR number of a citizen nobody else uses in this session."""
    return extra_cpr(next(_next))


def today() -> date:
    """The Danish day."""
    return clock.danish_day(clock.now())


async def free_times(
    jobcentre: Jobcentre, cpr: str, *, after_days: int = 3, days: int = 20
) -> list[wire.Tid]:
    """Free times of the first thing the citizen can book."""
    offer = (await jobcentre.offers(cpr))[0]
    start = today() + timedelta(days=after_days)
    end = min(start + timedelta(days=days), offer.til)
    return await jobcentre.times(offer.moedetilbud_id, start, end)


@dataclass(frozen=True)
class Booked:
    """A booked interview and whose it is."""

    cpr: str
    interview: wire.Indkaldelse

    @property
    def id(self) -> UUID:
        """The interview's id."""
        return self.interview.indkaldelse_id


async def book(jobcentre: Jobcentre, time: wire.Tid, cpr: str | None = None) -> Booked:
    """Book a time for a citizen of one's own."""
    who = cpr or somebody()
    order = wire.Booking(tid_id=time.tid_id, samtaleform=time.samtaleformer[0])
    return Booked(who, await jobcentre.book(who, uuid4(), order, key=key()))


async def book_any(jobcentre: Jobcentre) -> tuple[Booked, list[wire.Tid]]:
    """Book the first free time; return also the times that were free after it."""
    times = await free_times(jobcentre, extra_cpr(599))
    return await book(jobcentre, times[0]), times[1:]
