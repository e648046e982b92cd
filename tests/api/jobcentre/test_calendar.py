"""Times lie in Danish office hours: both clock-change nights, holidays, lunch."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from api.clock import COPENHAGEN
from api.jobcentre.caldav import times as grid
from api.jobcentre.connection import Calendars, OfficeHours
from api.jobcentre.demo.calendar import instant, is_working_day, slots, working_day

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
NIGHT = Calendars(
    advisers={"a": "A"},
    hours=tuple(OfficeHours(weekday=day, opens=time(0, 0), closes=time(6, 0)) for day in range(7)),
)


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), False),
        (date(2027, 1, 1), False),
        (date(2027, 3, 25), False),
        (date(2027, 3, 29), False),
        (date(2027, 4, 23), True),
        (date(2027, 6, 5), False),
    ],
)
def test_weekends_and_holidays_are_closed(day: date, open_: bool) -> None:
    assert is_working_day(day) == open_
    assert bool(slots(day)) == open_


def test_slots_are_half_hours_in_danish_wall_time_without_lunch() -> None:
    walls = [f"{slot.astimezone(COPENHAGEN):%H.%M}" for slot in slots(date(2026, 11, 24))]
    assert walls[0] == "08.30"
    assert walls[-1] == "14.30"
    assert "12.00" not in walls
    assert len(walls) == 12


def test_the_same_wall_time_before_and_after_the_clock_changes() -> None:
    before, after = slots(date(2027, 3, 24))[0], slots(date(2027, 3, 30))[0]
    assert (before.hour, after.hour) == (7, 6)
    assert before.astimezone(COPENHAGEN).time() == after.astimezone(COPENHAGEN).time() == time(8, 30)


def test_the_missing_hour_has_no_times() -> None:
    assert instant(SPRING, time(2, 30)) is None
    assert instant(SPRING, time(3, 0)) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    walls = {start.astimezone(COPENHAGEN).time() for start in grid.starts(NIGHT, SPRING)}
    assert not {time(2, 0), time(2, 30)} & walls
    assert {time(1, 30), time(3, 0)} <= walls


def test_half_an_hour_stays_half_an_hour_when_autumn_gives_one_back() -> None:
    starts = list(grid.starts(NIGHT, AUTUMN))
    free = grid.free(NIGHT, "a", [AUTUMN], [], datetime(2027, 10, 1, tzinfo=UTC))
    assert all(tid.slut.astimezone(UTC) - tid.start.astimezone(UTC) == timedelta(minutes=30) for tid in free)
    assert len(starts) == len(set(starts)) == 12


def test_the_next_and_the_last_working_day() -> None:
    assert working_day(date(2026, 12, 24)) == date(2026, 12, 28)
    assert working_day(date(2026, 12, 27), forward=False) == date(2026, 12, 23)
