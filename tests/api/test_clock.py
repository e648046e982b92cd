"""Danish days begin and end at Danish midnight, also in the nights the clock changes."""

from datetime import UTC, date, datetime

import pytest

from api.clock import danish_day, day_end, day_start, wall


def test_a_day_late_in_the_evening_is_still_that_day_in_denmark() -> None:
    assert danish_day(datetime(2026, 11, 24, 23, 30, tzinfo=UTC)) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2027, 3, 28), 23), (date(2027, 10, 31), 25), (date(2027, 6, 1), 24)]
)
def test_a_day_is_as_long_as_it_is(day: date, hours: int) -> None:
    assert (day_end(day) - day_start(day)).total_seconds() == hours * 3600


def test_wall_time_is_that_of_copenhagen() -> None:
    assert wall(datetime(2026, 7, 1, 8, tzinfo=UTC)).hour == 10
