"""When reminders are due, on every day of the year, both clock changes included."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.clock import COPENHAGEN, wall
from api.i18n import words_for
from api.notices import words
from api.notices.schedule import after_quiet, deadline_steps, interview_steps

DANISH = words_for("da")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
near_clock_changes = st.sampled_from([SPRING, AUTUMN]).flatmap(
    lambda day: st.datetimes(
        datetime.combine(day - timedelta(days=9), time()), datetime.combine(day + timedelta(days=9), time())
    )
)
some_years = st.datetimes(
    datetime.combine(date(2026, 1, 1), time()), datetime.combine(date(2030, 1, 1), time())
)
any_start = st.one_of(some_years, near_clock_changes).map(
    lambda naive: naive.replace(tzinfo=UTC, second=0, microsecond=0)
)
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, tzinfo=None))


@given(any_start)
def test_steps_follow_each_other_and_end_at_the_interview(start: datetime) -> None:
    steps = list(interview_steps(start))
    assert [step.step for step in steps] == ["week", "day", "two_hours"]
    for step, following in pairwise(steps):
        assert step.due_at < step.expires_at == following.due_at
    assert steps[-1].expires_at == start
    assert start - steps[-1].due_at == timedelta(hours=2), "two real hours, whatever the clock says"


@given(any_start)
def test_the_day_before_is_the_day_before_on_the_wall(start: datetime) -> None:
    week, day, _two_hours = interview_steps(start)
    assert wall(day.due_at).date() == wall(start).date() - timedelta(days=1)
    assert (wall(day.due_at).hour, wall(week.due_at).hour) == (12, 9)
    assert wall(week.due_at).date() == wall(start).date() - timedelta(days=7)


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_deadline_is_reminded_of_until_its_day_is_over(due: date) -> None:
    steps = list(deadline_steps(due))
    assert [wall(step.due_at).date() for step in steps] == [due - timedelta(days=n) for n in (7, 2, 0)]
    assert wall(steps[-1].expires_at).date() == due + timedelta(days=1)


@given(any_start, clocks, clocks)
def test_quiet_hours_end_the_same_night(now: datetime, quiet_from: time, quiet_to: time) -> None:
    later = after_quiet(now, quiet_from, quiet_to)
    assert now <= later <= now + timedelta(hours=25)
    assert later == after_quiet(later, quiet_from, quiet_to) or quiet_from == quiet_to


@pytest.mark.parametrize(
    ("now", "later"),
    [
        ("2026-11-24 20:59", "2026-11-24 20:59"),
        ("2026-11-24 21:00", "2026-11-25 08:00"),
        ("2026-11-25 07:59", "2026-11-25 08:00"),
        ("2026-11-25 08:00", "2026-11-25 08:00"),
        ("2027-03-28 01:30", "2027-03-28 08:00"),
        ("2027-10-31 02:30", "2027-10-31 08:00"),
    ],
)
def test_quiet_from_nine_to_eight(now: str, later: str) -> None:
    def moment(wall_time: str) -> datetime:
        return datetime.fromisoformat(wall_time).replace(tzinfo=COPENHAGEN)

    assert after_quiet(moment(now), time(21), time(8)) == moment(later)


@given(any_start, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_tomorrow_is_tomorrow_on_the_wall_when_it_is_said(start: datetime, before: timedelta) -> None:
    """A message held up for hours or days says the day as it is then, on both nights of a clock change too."""
    now = start - before
    days = (wall(start).date() - wall(now).date()).days
    said, last_day = words.when(DANISH, start, now), words.until(DANISH, wall(start).date(), now)
    assert ("i dag" in said, "i morgen" in said) == (days == 0, days == 1)
    assert ("i dag" in last_day, "i morgen" in last_day) == (days == 0, days == 1)


@pytest.mark.parametrize(
    ("start", "now", "said"),
    [
        ("2027-03-28 10:00", "2027-03-27 23:59", "i morgen kl. 10.00"),
        ("2027-03-28 10:00", "2027-03-28 00:01", "i dag kl. 10.00"),
        ("2027-10-31 10:00", "2027-10-30 23:59", "i morgen kl. 10.00"),
        ("2027-10-31 10:00", "2027-10-31 00:01", "i dag kl. 10.00"),
    ],
)
def test_the_day_turns_at_danish_midnight(start: str, now: str, said: str) -> None:
    at, seen = (datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN) for text in (start, now))
    assert words.when(DANISH, at, seen) == said
