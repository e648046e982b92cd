"""Time read right at every edge: clock changes, year ends, leap days, the same weekday."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.clock import COPENHAGEN
from api.i18n import Lang
from api.understand import dates_calendar as calendar
from api.understand.dates import read_window
from api.understand.dates_grammar import read_grammar
from api.understand.dates_makers import MAKERS
from api.understand.spelling import one_slip_apart

SCRAPS = """
på i om den d. kl fra til mellem og efter før inden næste uge 49 3. december torsdag fredag formiddag halv ti
10:30 3/12 31/2 weekenden dage to tre måned sidst først -
"""


def _at(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=COPENHAGEN)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("now", "text", "hours"),
    [
        (_at(2026, 10, 23, 9), "på søndag", 25),
        (_at(2026, 3, 27, 9), "på søndag", 23),
        (_at(2026, 6, 1, 9), "i morgen", 24),
    ],
)
def test_a_day_is_as_long_as_it_is(now: datetime, text: str, hours: int) -> None:
    window = read_window(text, "da", now)
    assert window is not None
    assert (window.to.astimezone(UTC) - window.from_.astimezone(UTC)) == timedelta(hours=hours)
    assert (window.from_.hour, window.to.hour) == (0, 0)


def test_a_clock_time_lasts_one_hour_when_the_clock_changes() -> None:
    window = read_window("søndag kl 02:30", "da", _at(2026, 10, 23, 9))
    assert window is not None
    assert window.to.astimezone(UTC) - window.from_.astimezone(UTC) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "text", "day"),
    [
        (_at(2026, 12, 30, 9), "den 2.", date(2027, 1, 2)),
        (_at(2026, 12, 30, 9), "2. januar", date(2027, 1, 2)),
        (_at(2026, 12, 30, 9), "uge 1", date(2027, 1, 4)),
        (_at(2026, 12, 30, 9), "uge 53", date(2026, 12, 28)),
        (_at(2026, 1, 31, 9), "den 30.", date(2026, 3, 30)),
        (_at(2026, 1, 31, 9), "29. februar", date(2028, 2, 29)),
        (_at(2026, 2, 1, 23, 59), "i morgen", date(2026, 2, 2)),
        (_at(2026, 11, 29, 9), "på søndag", date(2026, 12, 6)),
        (_at(2026, 11, 29, 9), "næste mandag", date(2026, 11, 30)),
    ],
)
def test_the_edges_of_the_calendar(now: datetime, text: str, day: date) -> None:
    window = read_window(text, "da", now)
    assert window is not None
    assert window.from_.date() == day


def test_now_in_another_zone_is_read_as_danish_time() -> None:
    window = read_window("i morgen", "da", datetime(2026, 6, 1, 22, 30, tzinfo=UTC))
    assert window is not None
    assert window.from_.date() == date(2026, 6, 3)


def test_impossible_dates_are_no_time() -> None:
    assert calendar.next_date(date(2026, 1, 1), 31, 2) is None
    assert read_window("den 31/2-2026", "da", _at(2026, 1, 1)) is None


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 6))
def test_a_coming_weekday_is_within_a_week(today: date, weekday: int) -> None:
    found = calendar.coming_weekday(today, weekday)
    assert found.weekday() == weekday
    assert timedelta() < found - today <= timedelta(7)
    assert calendar.past_weekday(today, weekday) < today


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 53))
def test_a_week_lies_in_the_present_or_future(today: date, week: int) -> None:
    monday = calendar.iso_week(today, week)
    assert monday is not None
    assert monday.isocalendar().week == week
    assert monday >= calendar.monday_of(today)


@given(st.lists(st.sampled_from(SCRAPS.split()), max_size=8), st.integers(0, 20_000))
def test_no_words_make_a_backward_window(words: list[str], hours: int) -> None:
    window = read_window(" ".join(words), "da", _at(2026, 1, 1) + timedelta(hours=hours))
    assert window is None or window.from_.astimezone(UTC) < window.to.astimezone(UTC)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_pattern_has_a_maker(lang: Lang) -> None:
    assert {name for name, _ in read_grammar(lang).patterns} <= set(MAKERS)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("torsag", "torsdag", True),
        ("fredga", "fredag", True),
        ("mandat", "mandag", True),
        ("onsdag", "torsdag", False),
    ],
)
def test_one_slip(one: str, other: str, near: bool) -> None:
    assert one_slip_apart(one, other) is near
    assert one_slip_apart(other, one) is near
