"""Jobnet, the second writer: books, moves and cancels beside us at a rate one sets."""

import asyncio

from pydantic import BaseModel, ConfigDict, Field

from api import ids
from api.clock import day_start
from api.jobcentre.demo import booking, changing, interviews, times
from api.jobcentre.demo.catalogue import OFFERS
from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.demo.people import by_ref
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.demo.seeding import add_extra_citizens
from api.jobcentre.demo.storage import transaction
from api.jobcentre.wire import Aflys, Booking, Brugertype, Indkaldelse, Ombook, Samtaleform, System

JOBNET = Actor(kind=Brugertype.BORGER, system=System.JOBNET)
OTHERS = 200
_JOB = OFFERS[0]


class Rate(BaseModel):
    """How busy Jobnet is. `ours`: it also acts for the fictional citizens, as they might themselves."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_minute: float = Field(default=0, ge=0, le=60_000)
    ours: bool = False


class Jobnet:
    """The second writer."""

    def __init__(self, office: Office, rate: Rate) -> None:
        self.office = office
        self.rate = rate
        self.done = 0
        self.refused = 0
        self.changed = asyncio.Event()

    def set(self, rate: Rate) -> None:
        """Set how busy Jobnet is."""
        self.rate = rate
        self.changed.set()

    async def run(self) -> None:
        """Act at the rate until cancelled."""
        while True:
            self.changed.clear()
            pause = 60 / self.rate.per_minute if self.rate.per_minute else 3600
            try:
                await asyncio.wait_for(self.changed.wait(), pause)
            except TimeoutError:
                self.act()

    def act(self) -> None:
        """Do one thing: mostly book, sometimes move or cancel what Jobnet has booked."""
        try:
            with transaction(self.office.db):
                self._act()
        except Refusal:
            self.refused += 1
        else:
            self.done += 1

    def _act(self) -> None:
        drawn = self.office.chance.draw()
        own = self._booked() if drawn > 0.6 else None
        if own is None:
            self._book()
        elif drawn > 0.8:
            changing.cancel(
                self.office, JOBNET, None, own.indkaldelse_id, Aflys(aarsag="Jobnet"), version=own.version
            )
        else:
            order = Ombook(tid_id=self._free_time())
            changing.move(self.office, JOBNET, None, own.indkaldelse_id, order, version=own.version)

    def _book(self) -> None:
        add_extra_citizens(self.office, OTHERS)
        rows = self.office.db.execute(
            "SELECT ref FROM citizens WHERE team = 'job' AND no_selfbooking IS NULL"
            " AND (persona LIKE 'extra-%' OR :ours) AND NOT EXISTS (SELECT 1 FROM interviews i"
            " WHERE i.ref = citizens.ref AND i.status = 'booket')",
            {"ours": self.rate.ours},
        ).fetchall()
        if rows:
            citizen = by_ref(self.office, self.office.chance.pick(rows)["ref"])
            order = Booking(tid_id=self._free_time(), samtaleform=Samtaleform.FREMMOEDE)
            booking.book(self.office, JOBNET, citizen, ids.new_uuid(), order, command="jobnet")

    def _free_time(self) -> str:
        start = day_start(self.office.today())
        horizon = times.as_offer(self.office, _JOB).til
        free = times.free(self.office, _JOB, (start, day_start(horizon)))
        return self.office.chance.pick(free).tid_id if free else "ingen"

    def _booked(self) -> Indkaldelse | None:
        rows = self.office.db.execute(
            "SELECT i.id FROM interviews i JOIN citizens c ON c.ref = i.ref WHERE i.status = 'booket' AND i.type = ?"
            " AND i.start > ? AND (c.persona LIKE 'extra-%' OR ?)",
            (_JOB.type, self.office.now().isoformat(), self.rate.ours),
        ).fetchall()
        found = self.office.chance.pick(rows)["id"] if rows else None
        return interviews.load(self.office, found) if found else None
