"""Days as the law counts them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights.calendar import (
    Length,
    add,
    birthday,
    born_by,
    days_off,
    latest_start,
    next_time,
    next_working_day,
)

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
lengths = st.builds(Length, st.integers(0, 60), st.integers(0, 400))


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (date(2026, 3, 2), Length(days=7), date(2026, 3, 9)),  # a week from a Monday is a Monday
        (date(2026, 1, 31), Length(months=1), date(2026, 2, 28)),
        (date(2024, 1, 31), Length(months=1), date(2024, 2, 29)),
        (date(2026, 8, 31), Length(months=6), date(2027, 2, 28)),
        (date(2026, 8, 31), Length(months=6, days=1), date(2027, 3, 1)),
        (date(2026, 3, 31), -Length(months=1), date(2026, 2, 28)),
    ],
)
def test_months_clamp_and_the_first_day_does_not_count(start: date, length: Length, end: date) -> None:
    assert add(start, length) == end


@settings(deadline=None)
@given(days, lengths)
def test_the_latest_start_is_the_last_from_which_so_much_has_gone(day: date, length: Length) -> None:
    start = latest_start(day, length)
    assert add(start, length) <= day < add(start + timedelta(days=1), length)


@settings(deadline=None)
@given(days, st.integers(1, 100), st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_age_by_birthday_and_by_cut_off_agree(born: date, age: int, on: date) -> None:
    assert (born <= born_by(on, age)) == (birthday(born, age) <= on)


def test_born_on_29_february_comes_of_age_on_1_march() -> None:
    assert birthday(date(2000, 2, 29), 18) == date(2018, 3, 1)
    assert birthday(date(2000, 2, 29), 20) == date(2020, 2, 29)


@settings(deadline=None)
@given(days, st.integers(1, 12), days)
def test_what_comes_again_is_counted_from_its_start(start: date, months: int, on: date) -> None:
    found = next_time(start, Length(months=months), on)
    times = (add(start, Length(months=months * count)) for count in range(1, 900))
    assert found == next(day for day in times if day >= on)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 4, 2), date(2026, 4, 7)),  # Maundy Thursday to the Tuesday after Easter
        (date(2026, 6, 5), date(2026, 6, 8)),  # Constitution Day, a Friday
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 12, 31), date(2027, 1, 4)),
        (date(2026, 5, 1), date(2026, 5, 1)),  # no day off in law
        (date(2024, 4, 26), date(2024, 4, 26)),  # Store bededag ended with 2023
        (date(2023, 5, 5), date(2023, 5, 8)),
    ],
)
def test_a_deadline_rolls_over_days_off(day: date, working: date) -> None:
    assert next_working_day(day) == working


def test_every_year_has_its_days_off() -> None:
    assert all(date(year, 12, 24) in days_off(year) for year in range(2010, 2061))
