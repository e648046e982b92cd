"""The calendar connector against a real CalDAV server, with staff writing in the same calendars."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from pydantic import SecretStr

from api.jobcentre import wire
from api.jobcentre.caldav.times import offer_id
from api.jobcentre.connect import open_jobcentre
from api.jobcentre.connection import Calendars, Connection, OfficeHours
from api.jobcentre.errors import Refused, Unreachable, Unsupported
from api.jobcentre.port import Jobcentre
from tests.api.jobcentre.acts import key, today
from tests.support.radicale import PASSWORD, USER, Radicale

ME, OTHER = "6211801013", "7206781005"
CALENDARS = Calendars(
    advisers={"mette": "Mette Holm", "soeren": "Søren Bak"},
    hours=tuple(OfficeHours(weekday=day, opens=time(9), closes=time(12)) for day in range(5)),
)
OFFER = offer_id(CALENDARS)
PHONE = wire.Samtaleform.TELEFON


def _connection(server: Radicale, hold_minutes: int = 10) -> Connection:
    calendars = CALENDARS.model_copy(update={"hold_minutes": hold_minutes})
    return Connection(
        kind="caldav",
        base_url=server.url,
        organisation_code="32601",
        user=USER,
        password=SecretStr(PASSWORD),
        calendars=calendars,
    )


@pytest.fixture
async def calendar(radicale: Radicale) -> AsyncIterator[Jobcentre]:
    """The connector to the server."""
    opened = open_jobcentre(_connection(radicale))
    yield opened
    await opened.close()


@pytest.fixture
def monday() -> date:
    """A Monday more than a week ahead."""
    ahead = today() + timedelta(days=8)
    return ahead + timedelta(days=-ahead.weekday() % 7)


async def _refused(kind: wire.Kind, deed: object) -> None:
    with pytest.raises(Refused) as caught:
        await deed  # type: ignore[misc]
    assert caught.value.kind == kind


def _order(tid: wire.Tid) -> wire.Booking:
    return wire.Booking(tid_id=tid.tid_id, samtaleform=PHONE)


async def test_times_are_office_hours_less_what_is_busy(
    radicale: Radicale, calendar: Jobcentre, monday: date
) -> None:
    before = await calendar.times(OFFER, monday, monday, "mette")
    assert [f"{tid.start:%H.%M}" for tid in before] == ["09.00", "09.30", "10.00", "10.30", "11.00", "11.30"]
    _staff_event(radicale, "mette", before[1].start, minutes=60)
    after = await calendar.times(OFFER, monday, monday, "mette")
    assert [f"{tid.start:%H.%M}" for tid in after] == ["09.00", "10.30", "11.00", "11.30"]
    assert len(await calendar.times(OFFER, monday, monday)) == 10


def _staff_event(server: Radicale, calendar: str, start: datetime, *, minutes: int, extra: str = "") -> None:
    first, last = (
        f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (start, start + timedelta(minutes=minutes))
    )
    uid = uuid4()
    body = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//staff//DA\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:Teammøde\r\n"
        f"DTSTAMP:{first}\r\nDTSTART:{first}\r\nDTEND:{last}\r\n{extra}END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    sent = server.request("PUT", f"/{calendar}/{uid}.ics", body.encode(), **{"Content-Type": "text/calendar"})
    assert sent.status_code == 201


async def test_hold_book_move_and_cancel(calendar: Jobcentre, monday: date) -> None:
    times = await calendar.times(OFFER, monday, monday, "mette")
    interview_id = uuid4()
    held = await calendar.reserve(ME, interview_id, times[0].tid_id, key=key())
    again = await calendar.reserve(ME, interview_id, times[0].tid_id, key=key())
    assert (held.forlaenget, again.forlaenget) == (False, True)
    await _refused(wire.Kind.TID_OPTAGET, calendar.book(OTHER, uuid4(), _order(times[0]), key=key()))
    booked = await calendar.book(ME, interview_id, _order(times[0]), key=key())
    assert await calendar.book(ME, interview_id, _order(times[0]), key=key()) == booked
    assert (booked.status, booked.start, booked.version) == (wire.Status.BOOKET, times[0].start, 1)

    moved = await calendar.move(ME, interview_id, times[2].tid_id, None, version=1, key=key())
    assert (moved.start, moved.version) == (times[2].start, 2)
    assert await calendar.move(ME, interview_id, times[2].tid_id, None, version=1, key=key()) == moved
    assert times[0].tid_id in {tid.tid_id for tid in await calendar.times(OFFER, monday, monday)}
    await _refused(
        wire.Kind.VERSION_KONFLIKT,
        calendar.move(ME, interview_id, times[3].tid_id, None, version=1, key=key()),
    )

    cancelled = await calendar.cancel(ME, interview_id, "Nyt job", version=2, key=key())
    assert (cancelled.status, cancelled.aflyst_af, cancelled.version) == (wire.Status.AFLYST, "borger", 3)
    assert await calendar.cancel(ME, interview_id, "Nyt job", version=2, key=key()) == cancelled
    assert await calendar.interview(ME, interview_id) == cancelled
    assert len(await calendar.times(OFFER, monday, monday, "mette")) == 6
    other = await calendar.book(OTHER, uuid4(), _order(times[2]), key=key())
    assert other.start == times[2].start


async def test_a_move_stopped_half_way_is_finished_by_the_same_command(
    radicale: Radicale, calendar: Jobcentre, monday: date
) -> None:
    times = await calendar.times(OFFER, monday, monday, "mette")
    interview_id = uuid4()
    await calendar.book(ME, interview_id, _order(times[0]), key=key())
    old = radicale.request("GET", f"/mette/{times[0].tid_id.partition('/')[2]}.ics")
    await calendar.move(ME, interview_id, times[1].tid_id, None, version=1, key=key())
    # As if it had stopped before the old event was removed: the old one is put back.
    name = f"/mette/{times[0].tid_id.partition('/')[2]}.ics"
    assert radicale.request("PUT", name, old.content, **{"Content-Type": "text/calendar"}).status_code == 201
    moved = await calendar.move(ME, interview_id, times[1].tid_id, None, version=1, key=key())
    assert (moved.start, moved.version) == (times[1].start, 2)
    assert radicale.request("GET", name).status_code == 404


async def test_one_of_many_gets_the_time(calendar: Jobcentre, monday: date) -> None:
    tid = (await calendar.times(OFFER, monday, monday))[0]

    async def attempt(number: int) -> bool:
        try:
            await calendar.book(f"61017000{number:02d}", uuid4(), _order(tid), key=key())
        except Refused as no:
            if no.kind != wire.Kind.TID_OPTAGET:
                raise
            return False
        return True

    assert sum(await asyncio.gather(*map(attempt, range(8)))) == 1


async def test_staff_who_wrote_meanwhile_win(radicale: Radicale, calendar: Jobcentre, monday: date) -> None:
    tid = (await calendar.times(OFFER, monday, monday, "mette"))[0]
    _staff_event(radicale, "mette", tid.start - timedelta(minutes=10), minutes=20)
    interview_id = uuid4()
    await _refused(wire.Kind.TID_OPTAGET, calendar.book(ME, interview_id, _order(tid), key=key()))
    assert await calendar.interview(ME, interview_id) is None


async def test_an_event_shown_as_free_takes_no_time(
    radicale: Radicale, calendar: Jobcentre, monday: date
) -> None:
    tid = (await calendar.times(OFFER, monday, monday, "mette"))[0]
    _staff_event(radicale, "mette", tid.start, minutes=30, extra="TRANSP:TRANSPARENT\r\n")
    assert (await calendar.book(ME, uuid4(), _order(tid), key=key())).start == tid.start


async def test_a_hold_that_ran_out_is_free_again(radicale: Radicale, monday: date) -> None:
    hasty = open_jobcentre(_connection(radicale, hold_minutes=0))
    tid = (await hasty.times(OFFER, monday, monday))[0]
    mine = uuid4()
    await hasty.reserve(ME, mine, tid.tid_id, key=key())
    await _refused(wire.Kind.RESERVATION_UDLOEBET, hasty.book(ME, mine, _order(tid), key=key()))
    await hasty.reserve(ME, mine, tid.tid_id, key=key())
    assert tid.tid_id in {free.tid_id for free in await hasty.times(OFFER, monday, monday)}
    assert await hasty.book(OTHER, uuid4(), _order(tid), key=key())
    await hasty.close()


async def test_a_released_hold_is_free_and_a_booking_is_not(calendar: Jobcentre, monday: date) -> None:
    tid, interview_id = (await calendar.times(OFFER, monday, monday))[0], uuid4()
    await calendar.reserve(ME, interview_id, tid.tid_id, key=key())
    await calendar.release(ME, interview_id, key=key())
    await calendar.book(ME, interview_id, _order(tid), key=key())
    await calendar.release(ME, interview_id, key=key())
    assert await calendar.interview(ME, interview_id)


async def test_rules_of_the_contract_hold_here_too(calendar: Jobcentre, monday: date) -> None:
    times = await calendar.times(OFFER, monday, monday)
    mine = uuid4()
    await calendar.book(ME, mine, _order(times[0]), key=key())
    await _refused(
        wire.Kind.ALLEREDE_FREMTIDIG_AFTALE, calendar.book(ME, uuid4(), _order(times[4]), key=key())
    )
    await _refused(wire.Kind.ALLEREDE_OPRETTET, calendar.book(ME, mine, _order(times[4]), key=key()))
    await _refused(wire.Kind.IKKE_BORGERENS, calendar.cancel(OTHER, mine, "Nej", version=1, key=key()))
    await _refused(wire.Kind.IKKE_BORGERENS, calendar.interview(OTHER, mine))
    await _refused(wire.Kind.BOOKING_UKENDT, calendar.cancel(ME, uuid4(), "Nej", version=1, key=key()))
    nonsense = wire.Booking(tid_id="mette/nu", samtaleform=PHONE)
    await _refused(wire.Kind.IKKE_FUNDET, calendar.book(OTHER, uuid4(), nonsense, key=key()))


async def test_nothing_in_the_calendar_tells_who_it_is(
    radicale: Radicale, calendar: Jobcentre, monday: date
) -> None:
    tid = (await calendar.times(OFFER, monday, monday, "mette"))[0]
    await calendar.book(ME, uuid4(), _order(tid), key=key())
    files = radicale.folder.glob("store/collection-root/jobcenter/mette/*.ics")
    stored = "".join(file.read_text(encoding="utf-8") for file in files)
    assert "Optaget (selvbooking)" in stored
    assert ME not in stored


async def test_everything_is_there_after_the_server_was_killed(
    radicale: Radicale, calendar: Jobcentre, monday: date
) -> None:
    tid, interview_id = (await calendar.times(OFFER, monday, monday))[0], uuid4()
    booked = await calendar.book(ME, interview_id, _order(tid), key=key())
    radicale.kill()
    with pytest.raises(Unreachable):
        await calendar.interview(ME, interview_id)
    radicale.start()
    listed = await calendar.changes(booked.aendret, cpr=ME)
    assert (listed.items, listed.cursor) == ((booked,), None)


async def test_what_a_calendar_cannot_do_is_said(calendar: Jobcentre) -> None:
    status = await calendar.status(ME)
    assert status.kan_selvbooke
    assert await calendar.plan(ME) is None
    assert not await calendar.facts(ME)
    assert not await calendar.deadlines(ME)
    with pytest.raises(Unsupported, match="take messages"):
        await calendar.message(ME, wire.Besked(kategori="tolk", tekst="x"), key=key())
