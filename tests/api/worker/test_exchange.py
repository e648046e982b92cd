"""What is asked of a real demo jobcentre over HTTP, and what comes back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from api.booking import service, settings
from api.booking.codes import Kind
from api.booking.model import FreeTime, Interview
from api.errors import ConflictError
from api.i18n import words_for
from api.ids import new_uuid
from api.jobcentre import wire
from api.tenants.model import Jobcentre
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre, cpr_of


async def test_a_booking_is_waiting_until_the_planner_has_confirmed_it(exchange: Exchange) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    time = (await exchange.free(citizen))[0]

    asked = await exchange.book(citizen, time)
    assert (asked.state, asked.status) == ("waiting", None)

    await exchange.settle()
    told = await exchange.interview(citizen, asked.id)
    assert (told.state, told.status, told.start) == ("booked", "booket", time.start)
    assert await exchange.news(citizen) == ["interview_confirmed"]


async def test_hold_confirm_move_cancel(exchange: Exchange) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    first, second = (await exchange.free(citizen))[5:7]
    hold_id = new_uuid()
    async with exchange.database.transaction() as tx:
        held = await service.hold(tx, citizen, first.time_id, interview_id=hold_id, now=exchange.now())
    assert (held.state, held.hold_granted) == ("hold", False)
    await exchange.settle()
    held = await exchange.interview(citizen, hold_id)
    assert held.hold_granted
    async with exchange.database.transaction() as tx:
        await service.confirm(tx, citizen, hold_id, now=exchange.now())
    await exchange.settle()
    booked = await exchange.interview(citizen, hold_id)
    assert booked.state == "booked"
    async with exchange.database.transaction() as tx:
        moving = await service.move(
            tx, citizen, hold_id, second.time_id, version=booked.version, now=exchange.now()
        )
    assert (moving.state, moving.start, moving.moving_to and moving.moving_to.start) == (
        "booked",
        first.start,
        second.start,
    )
    await exchange.settle()
    moved = await exchange.interview(citizen, hold_id)
    assert (moved.start, moved.moving_to) == (second.start, None)
    async with exchange.database.transaction() as tx:
        await service.cancel(tx, citizen, hold_id, "borger", version=moved.version, now=exchange.now())
    await exchange.settle()
    assert (await exchange.interview(citizen, hold_id)).state == "cancelled"
    assert await exchange.news(citizen) == [
        "hold_granted",
        "interview_confirmed",
        "interview_confirmed",
        "interview_cancelled",
    ]


async def test_a_joint_interview_is_booked_by_oneself_only_where_the_jobcentre_chose_it(
    open_exchange: Callable[..., Exchange], start_jobcentre: Callable[..., DemoJobcentre]
) -> None:
    exchange = open_exchange(start_jobcentre("--joint-selfbooking"))
    name = "dagpenge-month-4"
    citizen = await exchange.citizen(name=name, cpr=cpr_of(name))
    await exchange.look()
    time = (await exchange.free(citizen, kind=Kind.JOINT, end=exchange.now() + timedelta(days=50)))[0]
    with pytest.raises(ConflictError, match="not_selfbooking"):
        await _book(exchange, citizen, time)
    jobcentre = Jobcentre(code=CODE, name="Jobcentret", base_url=exchange.demo.url, joint_selfbooking=True)
    async with exchange.database.transaction() as tx:
        await settings.keep(tx, jobcentre)
    asked = await _book(exchange, citizen, time)
    await exchange.settle()
    assert (await exchange.interview(citizen, asked.id)).state == "booked"
    there = await exchange.worker.jobcentres[CODE].interview(None, asked.id)
    assert there
    assert there.samtaletype == wire.Samtaletype.FAELLES_JOBSAMTALE


async def _book(exchange: Exchange, citizen: UUID, time: FreeTime) -> Interview:
    async with exchange.database.transaction() as tx:
        return await service.book(
            tx, citizen, new_uuid(), time.time_id, time.forms[0], kind=time.kind, now=exchange.now()
        )


@pytest.mark.parametrize(
    ("today", "wall", "start"),
    [
        # Half an hour over the hour that spring takes away, and over the one that autumn gives back.
        ("2027-03-26T09:00+01:00", "01:45", "2027-03-28T00:45:00+00:00"),
        ("2027-10-29T09:00+02:00", "02:45", "2027-10-31T00:45:00+00:00"),
    ],
)
async def test_half_an_hour_in_the_night_the_clock_changes(
    open_exchange: Callable[..., Exchange],
    start_jobcentre: Callable[..., DemoJobcentre],
    today: str,
    wall: str,
    start: str,
) -> None:
    demo = start_jobcentre("--extra-citizens", "3000", "--at", today)
    demo.staff("tider", adviser="mette", day=start[:10], wall=wall)
    exchange = open_exchange(demo)
    exchange.clock.skip = datetime.fromisoformat(today) - exchange.now()
    citizen = await exchange.citizen()
    await exchange.look()
    night = datetime.fromisoformat(start)
    (time,) = await exchange.free(citizen, start=night, end=night + timedelta(minutes=1))
    asked = await exchange.book(citizen, time)
    await exchange.settle()
    booked = await exchange.interview(citizen, asked.id)
    there = await exchange.worker.jobcentres[CODE].interview(None, asked.id)
    assert there
    assert (booked.state, booked.start, booked.end) == ("booked", night, night + timedelta(minutes=30))
    assert (there.start, there.slut) == (booked.start, booked.end)
    async with exchange.database.transaction() as tx:
        file = await service.ics(tx, citizen, asked.id, words_for("da"), now=exchange.now())
    event: Any = next(iter(Calendar.from_ical(file).walk("VEVENT")))
    assert event.decoded("dtstart").astimezone(UTC) == night
    assert event.decoded("duration") == timedelta(minutes=30)
