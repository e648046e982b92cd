"""A jobcentre's times and its citizens in our own tables, and the planner's word put in by hand."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from api.booking import intake, service, sync
from api.booking.codes import Form, Kind, Status
from api.booking.model import Deadline, Interview, Offer, Place
from api.booking.planner import PlannerInterview, PlannerOffer, PlannerStatus, PlannerTime
from api.citizens import store as citizens
from api.citizens.model import Citizen
from api.clock import wall
from api.db.engine import Database
from api.errors import ConflictError
from tests.api.booking.people import NOW, TODAY, day, in_days

CODE = "32601"
BOTH = (Form.IN_PERSON, Form.PHONE)


def planner_time(number: int, start: datetime, **changes: Any) -> PlannerTime:
    """A free time of half an hour, with an adviser of its own unless named."""
    values = {
        "time_id": f"t{number}",
        "starts_at": start,
        "ends_at": start + timedelta(minutes=30),
        "adviser_id": f"a{number}",
        "adviser": f"Adviser {number}",
        "forms": BOTH,
        "group_id": None,
        "capacity": 1,
        "seats": 1,
    }
    return PlannerTime.model_validate(values | changes)


@dataclass
class Town:
    """Our tables, and the instant it is."""

    database: Database
    now: datetime = NOW
    times: list[PlannerTime] = field(default_factory=list)

    async def citizen(
        self, kind: Kind = Kind.JOB, deadline: Deadline | None = None, *, may: bool = True
    ) -> UUID:
        """Add a citizen who may book interviews of a kind."""
        citizen_id = uuid4()
        who = Citizen(id=citizen_id, tenant="0326", jobcentre=CODE, name="Borger", lang="da")
        offer = Offer(
            id=f"offer-{kind}", kind=kind, forms=BOTH, minutes=30, adviser_choice=True, is_group=False,
            title="Samtale", window_from=TODAY, window_to=day(60),
        )  # fmt: skip
        status = PlannerStatus(
            may_selfbook=may, reason=None, instant_required=False, deadlines=(deadline,) if deadline else ()
        )
        async with self.database.transaction() as tx:
            await citizens.put(tx, who, reference=str(citizen_id), cpr_sealed="", now=self.now)
            await intake.take_status(tx, citizen_id, status, now=self.now)
            offered = [PlannerOffer(offer=offer, place=Place(address="Havnegade 1"))]
            await intake.take_offers(tx, citizen_id, CODE, offered, now=self.now)
        return citizen_id

    async def opens(self, *times: PlannerTime, kind: Kind = Kind.JOB) -> None:
        """The planner lists these free times for a kind, and no others."""
        window = intake.Window(
            jobcentre=CODE, offer_id=f"offer-{kind}", window_from=TODAY, window_to=day(60),
            wanted_at=None, seen_at=None,
        )  # fmt: skip
        async with self.database.transaction() as tx:
            await intake.take_times(tx, window, times, now=self.now, next_at=self.now)

    async def do(self, deed: Any, *arguments: Any, **named: Any) -> Any:
        """Do a deed of the service in a transaction that is kept, also when it is refused."""
        async with self.database.transaction() as tx:
            try:
                return await deed(tx, *arguments, now=self.now, **named)
            except ConflictError as refused:
                return refused

    async def book(self, citizen: UUID, time: str, interview: UUID | None = None) -> Any:
        """Book a time in person."""
        return await self.do(service.book, citizen, interview or uuid4(), time, Form.IN_PERSON)

    async def says(self, citizen: UUID, interview: Interview, version: int = 1, **changes: Any) -> bool:
        """The planner says something of an interview: that it is booked, unless told otherwise."""
        news = planner_interview(interview, version, **changes)
        async with self.database.transaction() as tx:
            return await sync.apply(tx, citizen, CODE, news, now=self.now)

    async def booked(self, citizen: UUID, time: str) -> Interview:
        """Book a time, and let the planner confirm it."""
        asked = await self.book(citizen, time)
        assert isinstance(asked, Interview), asked
        await self.says(citizen, asked, time_id=time, adviser_id=time.replace("t", "a"))
        return await self.see(citizen, asked.id)

    async def see(self, citizen: UUID, interview: UUID) -> Interview:
        """The interview as it may be told."""
        async with self.database.transaction() as tx:
            return await service.interview(tx, citizen, interview, now=self.now)

    async def free(self, citizen: UUID, **wanted: Any) -> list[str]:
        """The ids of the free times."""
        async with self.database.transaction() as tx:
            asked: dict[str, Any] = {"limit": 20, "end": in_days(60)} | wanted
            found = await service.free_times(tx, citizen, now=self.now, **asked)
        return [time.time_id for time in found]

    async def rows(self, query: str) -> list[Any]:
        """What a query finds."""
        async with self.database.transaction() as tx:
            return [tuple(row) for row in await tx.execute(text(query))]

    async def outbox(self) -> list[tuple[str, str]]:
        """(destination, kind) of all messages, in order."""
        found = await self.rows("SELECT split_part(destination, ':', 1), kind FROM outbox ORDER BY sequence")
        return [(to, kind) for to, kind in found]


def planner_interview(interview: Interview, version: int = 1, **changes: Any) -> PlannerInterview:
    """The planner's word on an interview."""
    start = changes.get("starts_at", interview.start)
    values = {
        "id": interview.id,
        "version": version,
        "status": Status.BOOKED,
        "kind": interview.kind,
        "form": interview.form,
        "time_id": None,
        "group_id": None,
        "adviser_id": None,
        "adviser": interview.adviser,
        "starts_at": start,
        "ends_at": start + (interview.end - interview.start),
        "wall_start": wall(start).replace(tzinfo=None),
        "timezone": "Europe/Copenhagen",
        "details": interview.where,
        "cancelled_by": None,
        "selfbooked": True,
        "obligatory": True,
        "movable": True,
        "move_until": start - timedelta(days=1),
        "cancellable": True,
        "cancel_until": None,
        "rating": None,
    }
    return PlannerInterview.model_validate(values | changes)


def reason(answer: Any) -> str:
    """Why a deed was refused."""
    assert isinstance(answer, ConflictError), answer
    return answer.reason
