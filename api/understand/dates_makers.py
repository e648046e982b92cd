"""From what a pattern caught to its meanings: none for 31 February, None where it was no match after all.

The names in `MAKERS` are those of the patterns in `words/dates_*.yaml`.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from api.understand import dates_calendar as calendar
from api.understand.dates_calendar import DAY, WEEK
from api.understand.dates_grammar import Grammar
from api.understand.dates_meaning import Clock, Days, Instant, Lead, Meaning, Number, Weekday, Word
from api.understand.spelling import one_slip_apart

Made = tuple[Meaning, ...] | None


class Caught(NamedTuple):
    """What a pattern caught, and the moment it was said at (Danish wall time)."""

    groups: dict[str, str]
    grammar: Grammar
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    def lead(self) -> Lead:
        """Which week or month: this one when nothing is said."""
        return self.grammar.words.week_leads.get(" ".join(self.groups.get("lead", "").split()), "this")

    def n(self, name: str) -> int:
        """The number a group caught; 0 for none."""
        return self.grammar.number(self.groups.get(name, ""))


def one_day(day: date | None) -> Made:
    """A single whole day; nothing for a date that does not exist."""
    return (Days(day, day + DAY),) if day else ()


def _ymd(c: Caught) -> Made:
    return one_day(calendar.next_date(c.today, c.n("d"), c.n("m"), c.n("y")))


def _dmy(c: Caught) -> Made:
    year = c.n("y")
    return one_day(
        calendar.next_date(c.today, c.n("d"), c.n("m"), year + 2000 if 0 < year < 100 else year or None)
    )


def _d_month(c: Caught) -> Made:
    month = c.grammar.words.months[c.groups["month"]]
    return one_day(calendar.next_date(c.today, c.n("d"), month, c.n("y") or None))


def _days_month(c: Caught) -> Made:
    month = c.grammar.words.months[c.groups["month"]]
    last = calendar.next_date(c.today, c.n("d2"), month, c.n("y") or None)
    first = calendar.next_date(c.today, c.n("d"), month, last.year) if last else None
    return (Days(first, last + DAY),) if first and last and first <= last else ()


def _day_of_month(c: Caught) -> Made:
    return one_day(calendar.next_day_of_month(c.today, c.n("d")))


def _days_of_month(c: Caught) -> Made:
    first = calendar.next_day_of_month(c.today, c.n("d"))
    last = calendar.next_day_of_month(first, c.n("d2")) if first else None
    return (Days(first, last + DAY),) if first and last else None


def _weekday(c: Caught) -> Made:
    lead = c.grammar.words.leads.get(c.groups.get("lead", ""))
    weeks = c.n("weeks") if "weeks" in c.groups else c.n("days") // 7
    return (Weekday(c.grammar.words.weekdays[c.groups["w"]], lead, weeks),)


def _near_weekday(c: Caught) -> Made:
    written, lead = c.groups["w"], c.grammar.words.leads.get(c.groups.get("lead", ""))
    if written in c.grammar.no_weekdays:
        return None
    near = {
        n for name, n in c.grammar.words.weekdays.items() if len(name) > 5 and one_slip_apart(written, name)
    }
    return (Weekday(near.pop(), lead),) if len(near) == 1 else None


def _past_weekday(c: Caught) -> Made:
    return (Weekday(c.grammar.words.weekdays[c.groups["w"]], "last"),)


def _week_number(c: Caught) -> Made:
    monday = calendar.iso_week(c.today, c.n("n"))
    if monday is None or "n2" not in c.groups:
        return _part_of_week(monday, c) if monday else None
    last = calendar.iso_week(monday, c.n("n2"))
    return (Days(monday, last + WEEK),) if last else None


def _relative_week(c: Caught) -> Made:
    lead = c.lead()
    monday = calendar.monday_of(c.today) + {"this": 0, "next": 1, "last": -1}[lead] * WEEK
    if lead == "this" and "edge" not in c.groups:
        return (Days(c.today, monday + WEEK, week=True),)
    return _part_of_week(monday, c)


def _part_of_week(monday: date, c: Caught) -> Made:
    edge = c.grammar.words.edges.get(c.groups.get("edge", ""))
    if edge is None:
        return (Days(monday, monday + WEEK, week=True),)
    first, last = {"start": (0, 2), "middle": (1, 4), "end": (3, 5)}[edge]
    return (Days(monday + first * DAY, monday + last * DAY),)


def _weekend(c: Caught) -> Made:
    lead = c.lead()
    week = c.n("n")
    monday = calendar.iso_week(c.today, week) if week else calendar.monday_of(c.today)
    if monday is None:
        return None
    saturday = monday + 5 * DAY + {"this": 0, "next": 1, "last": -1}[lead] * WEEK
    return (Days(saturday, saturday + 2 * DAY),)


def _offset(c: Caught) -> Made:
    return one_day(c.today + c.grammar.words.offsets["".join(c.groups["o"].split())] * DAY)


def _moved(c: Caught, sign: int) -> date:
    unit, n = c.grammar.words.units[c.groups["unit"]], sign * c.n("n")
    if unit == "fortnight":
        return c.today + sign * 2 * WEEK
    if unit in ("month", "year"):
        return calendar.add_months(c.today, n * (12 if unit == "year" else 1))
    return c.today + n * (WEEK if unit == "week" else DAY)


def _in(c: Caught) -> Made:
    unit = c.grammar.words.units[c.groups["unit"]]
    if unit in ("minute", "hour"):
        return (Instant(c.now + timedelta(**{f"{unit}s": c.n("n")})),)
    return one_day(_moved(c, 1))


def _ago(c: Caught) -> Made:
    return None if c.grammar.words.units[c.groups["unit"]] in ("minute", "hour") else one_day(_moved(c, -1))


def _within(c: Caught) -> Made:
    if c.grammar.words.units[c.groups["unit"]] in ("minute", "hour"):
        return None
    return (Days(c.today, _moved(c, 1)),)


def _month(c: Caught) -> Made:
    first = calendar.next_month_named(c.today, c.grammar.words.months[c.groups["month"]])
    return _part_of_month(first, c)


def _relative_month(c: Caught) -> Made:
    lead = c.lead()
    first = calendar.add_months(c.today.replace(day=1), {"this": 0, "next": 1, "last": -1}[lead])
    return _part_of_month(first, c)


def _part_of_month(first: date, c: Caught) -> Made:
    end = calendar.add_months(first, 1)
    tenth, twentieth = first + 10 * DAY, first + 20 * DAY
    edge = c.grammar.words.edges.get(c.groups.get("edge", ""))
    if edge is None:
        return (Days(max(first, c.today) if c.today < end else first, end),)
    return (
        {"start": Days(first, tenth), "middle": Days(tenth, twentieth), "end": Days(twentieth, end)}[edge],
    )


def _feast(c: Caught) -> Made:
    month, day = c.grammar.feasts[c.groups["feast"]]
    return one_day(calendar.next_date(c.today, day, month))


def _clock(c: Caught) -> Made:
    hour, minute = c.n("h"), c.n("min")
    half_day = c.groups.get("ampm", "")[:1]
    if hour > 24 or minute > 59:
        return None
    if half_day:
        hour = hour % 12 + (12 if half_day == "p" else 0)
    written_out = c.groups["h"].startswith("0") and len(c.groups["h"]) == 2
    return (Clock(hour * 60 + minute, hour, sure=bool(half_day) or written_out),)


def _half(c: Caught) -> Made:
    return _beside(c, -30 if c.grammar.half_is_before else 30)


def _quarter(c: Caught) -> Made:
    return _beside(c, -15 if c.groups["side"] in c.grammar.towards else 15)


def _minutes(c: Caught) -> Made:
    minutes = -c.n("n") if c.groups["side"] in c.grammar.towards else c.n("n")
    return _beside(c, minutes + ((-30 if c.grammar.half_is_before else 30) if "half" in c.groups else 0))


def _beside(c: Caught, minutes: int) -> Made:
    hour = c.n("h")
    if not 0 < hour <= 24:
        return None
    return (Clock(hour * 60 + minutes, hour, sure=hour > 12),)


def _noon(c: Caught) -> Made:
    return (Clock(12 * 60, 12, sure=True),)


def _part(c: Caught) -> Made:
    return (c.grammar.parts[c.groups["part"][0]],)


def _today_part(c: Caught) -> Made:
    return (Days(c.today, c.today + DAY), c.grammar.parts[c.groups["part"][0]])


def _role(c: Caught) -> Made:
    return (Word(c.grammar.words.roles[" ".join(c.groups["role"].split())]),)


def _number(c: Caught) -> Made:
    value = c.n("n")
    return (Number(value),) if 0 < value <= 24 else None


def _nothing(c: Caught) -> Made:
    return ()


MAKERS: dict[str, Callable[[Caught], Made]] = {
    "ymd": _ymd, "dmy": _dmy, "d_month": _d_month, "days_month": _days_month, "day_of_month": _day_of_month,
    "days_of_month": _days_of_month, "weekday": _weekday, "near_weekday": _near_weekday, "past_weekday": _past_weekday,
    "week_number": _week_number, "relative_week": _relative_week, "weekend": _weekend, "offset": _offset,
    "in": _in, "ago": _ago, "within": _within, "month": _month, "relative_month": _relative_month,
    "feast": _feast, "clock": _clock, "half": _half, "quarter": _quarter, "minutes": _minutes, "noon": _noon,
    "part": _part, "today_part": _today_part, "role": _role, "number": _number, "nothing": _nothing,
}  # fmt: skip
