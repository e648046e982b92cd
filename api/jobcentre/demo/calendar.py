"""Office hours and the times made from them. No time lies in the hour that spring takes away."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from uuid import uuid5

import holidays

from api.clock import COPENHAGEN
from api.jobcentre.demo.catalogue import (
    ADVISERS,
    GROUP_CAPACITY,
    NAMESPACE,
    TEAMS_WITHOUT_TIMES,
    Adviser,
    extra_adviser,
)
from api.jobcentre.demo.clock import stamp
from api.jobcentre.demo.office import Office
from api.jobcentre.demo.storage import read_meta, write_meta

LUNCH = time(12, 0)
HOURS = {
    0: (time(8, 30), time(15, 0)),
    1: (time(8, 30), time(15, 0)),
    2: (time(8, 30), time(15, 0)),
    3: (time(9, 0), time(17, 0)),
    4: (time(8, 30), time(12, 0)),
}
_GROUP_DAYS = {1: time(9, 0), 3: time(13, 0)}


@cache
def _closed_days(year: int) -> frozenset[date]:
    closed = holidays.country_holidays("DK", years=year, categories=("public", "optional"))
    return frozenset(closed)


def is_working_day(day: date) -> bool:
    """Whether the jobcentre is open: no weekend, no Danish public holiday, no day Danes have off besides."""
    return day.weekday() in HOURS and day not in _closed_days(day.year)


def working_day(day: date, *, forward: bool = True) -> date:
    """Return the day itself if it is a working day, else the next, or the one before."""
    while not is_working_day(day):
        day += timedelta(days=1 if forward else -1)
    return day


def instant(day: date, wall: time) -> datetime | None:
    """Return the instant of a Danish wall time, None in the hour that does not exist that day."""
    there = datetime.combine(day, wall, COPENHAGEN).astimezone(UTC)
    return there if there.astimezone(COPENHAGEN).time() == wall else None


def slots(day: date, minutes: int = 30) -> list[datetime]:
    """Return the starts of the individual times on a day, in UTC."""
    if not is_working_day(day):
        return []
    opens, closes = HOURS[day.weekday()]
    start, end = datetime.combine(day, opens), datetime.combine(day, closes)
    length = timedelta(minutes=minutes)
    walls = [start + length * n for n in range((end - start) // length)]
    found = [instant(day, wall.time()) for wall in walls if wall.time() != LUNCH]
    return [slot for slot in found if slot]


def advisers(extra: int = 0) -> list[Adviser]:
    """Return everybody with a calendar."""
    return [*ADVISERS, *(extra_adviser(number) for number in range(extra))]


def extend_times(office: Office) -> int:
    """Open times up to the horizon; return for how many new days. Days already made are left as they are."""
    today = office.today()
    horizon = today + timedelta(weeks=office.config.weeks)
    made = read_meta(office.db, "times_until")
    first = max(today, date.fromisoformat(made) + timedelta(days=1)) if made else today
    days = [first + timedelta(days=n) for n in range((horizon - first).days + 1)]
    for day in days:
        _open_day(office, day)
    write_meta(office.db, "times_until", max(horizon.isoformat(), made or ""))
    return len(days)


def _open_day(office: Office, day: date) -> None:
    for adviser in advisers(office.config.extra_advisers):
        if adviser.team in TEAMS_WITHOUT_TIMES:
            continue
        if adviser.team == "gruppe":
            _open_group(office, adviser, day)
            continue
        for start in slots(day):
            add_time(office, adviser, start, 30)


def _open_group(office: Office, adviser: Adviser, day: date) -> None:
    wall = _GROUP_DAYS.get(day.weekday())
    start = instant(day, wall) if wall and is_working_day(day) else None
    if start:
        add_time(office, adviser, start, 90, group=True, capacity=GROUP_CAPACITY)


def time_id(adviser: str, start: datetime) -> str:
    """Return the planner's id of a time."""
    return f"{adviser}-{start.astimezone(UTC):%Y%m%dT%H%MZ}"


def add_time(
    office: Office, adviser: Adviser, start: datetime, minutes: int, *, group: bool = False, capacity: int = 1
) -> bool:
    """Open one time; False when the adviser is already in use then."""
    name = time_id(adviser.id, start)
    group_id = str(uuid5(NAMESPACE, name)) if group else None
    added = office.db.execute(
        "INSERT OR IGNORE INTO times (id, adviser, team, start, slut, capacity, group_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            name,
            adviser.id,
            adviser.team,
            stamp(start),
            stamp(start + timedelta(minutes=minutes)),
            capacity,
            group_id,
        ),
    )
    return added.rowcount == 1
