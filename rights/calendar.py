"""The only place that counts days: spans, cut-offs, birthdays, working days."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import holidays
from dateutil.relativedelta import relativedelta

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


class Length(NamedTuple):
    """A span in whole months and days; years are twelve months, weeks seven days."""

    months: int = 0
    days: int = 0

    def __neg__(self) -> "Length":
        return Length(-self.months, -self.days)


def add(day: date, length: Length) -> date:
    """Return the day that lies `length` after `day`: months first, clamped to the month's end.

    The day itself does not count: one week after a Monday is a Monday.
    """
    if length.months:
        day += relativedelta(months=length.months)
    return day + timedelta(days=length.days)


def latest_start(day: date, length: Length) -> date:
    """Return the latest start from which `length` has gone by on `day`.

    Turns "six months since" into one comparison: the start is on or before this day.
    """
    start = add(day, -length) + timedelta(days=4)
    while add(start, length) > day:
        start -= timedelta(days=1)
    return start


def born_by(day: date, age: int) -> date:
    """Return the latest birthday of those who are `age` on `day`; 29 February comes of age on 1 March."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:  # 29 February in a year without one: those born on the 28th are of age already
        return date(day.year - age, 2, 28)


def birthday(born: date, age: int) -> date:
    """Return the day a person born on `born` reaches `age`; for 29 February that is 1 March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


@lru_cache(maxsize=512)
def days_off(year: int) -> frozenset[date]:
    """Return the days of a year on which Danish deadlines do not end, weekends apart.

    Public holidays, 5 June, 24 and 31 December (the days of forældelsesloven section 27).
    """
    public = set(holidays.country_holidays("DK", years=year))
    return frozenset(public | {date(year, 6, 5), date(year, 12, 24), date(year, 12, 31)})


def next_working_day(day: date) -> date:
    """Return `day` itself, or the first day after it that is neither weekend nor holiday."""
    while day.weekday() >= 5 or day in days_off(day.year):
        day += timedelta(days=1)
    return day


def next_time(anchor: date, every: Length, day: date) -> date:
    """Return the first of anchor + every, anchor + 2 x every ... that is on or after `day`.

    Each is counted from the anchor, so that a 31st comes back after a short month.
    """
    count = max(1, _at_least_times(anchor, every, day))
    while (found := add(anchor, Length(every.months * count, every.days * count))) < day:
        count += 1
    return found


def _at_least_times(anchor: date, every: Length, day: date) -> int:
    """Return a count that is surely not too large: at most the true one."""
    longest = every.months * 31 + every.days
    return (day - anchor).days // longest
