"""The times of a jobcentre that has only calendars: office hours less what free/busy says is taken."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from api.clock import COPENHAGEN, day_end, day_start
from api.jobcentre.caldav.event import STAMP
from api.jobcentre.connection import Calendars
from api.jobcentre.wire import DANISH_TIME, MoedeGruppeType, Moedetilbud, Tid, Vejleder

NOTICE = timedelta(hours=1)
Span = tuple[datetime, datetime]


def offer_id(calendars: Calendars) -> str:
    """Return the id of the one thing that can be booked."""
    return f"samtale-{calendars.samtaletype}"


def offer(calendars: Calendars, today: date) -> Moedetilbud:
    """Return the one thing that can be booked."""
    return Moedetilbud(
        moedetilbud_id=offer_id(calendars),
        samtaletype=calendars.samtaletype,
        moede_gruppe_type=MoedeGruppeType.INDIVIDUEL,
        samtaleformer=list(calendars.forms),
        titel=calendars.title,
        varighed_minutter=calendars.minutes,
        fra=today,
        til=today + timedelta(days=calendars.days_ahead),
        vaelg_vejleder=True,
    )


def time_id(adviser: str, start: datetime) -> str:
    """Return the id of a time: the adviser's calendar and the start."""
    return f"{adviser}/{start.astimezone(UTC).strftime(STAMP)}"


def parse_time_id(calendars: Calendars, text: str) -> tuple[str, datetime] | None:
    """Return (adviser, start) of an id that a time of these calendars can have, else None."""
    adviser, _, stamp = text.partition("/")
    try:
        start = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    day = start.astimezone(COPENHAGEN).date()
    return (
        (adviser, start) if adviser in calendars.advisers and start in set(starts(calendars, day)) else None
    )


def starts(calendars: Calendars, day: date) -> Iterator[datetime]:
    """Yield the starts within office hours of a Danish day; none in the hour that spring takes away."""
    step = timedelta(minutes=calendars.minutes)
    for hours in calendars.hours:
        if hours.weekday != day.weekday():
            continue
        wall, closes = datetime.combine(day, hours.opens), datetime.combine(day, hours.closes)
        while wall + step <= closes:
            there = wall.replace(tzinfo=COPENHAGEN).astimezone(UTC)
            if there.astimezone(COPENHAGEN).replace(tzinfo=None) == wall:
                yield there
            wall += step


def free(calendars: Calendars, adviser: str, days: list[date], busy: list[Span], now: datetime) -> list[Tid]:
    """Return the adviser's free times on the days, at least an hour from `now`."""
    length = timedelta(minutes=calendars.minutes)
    return [
        as_time(calendars, adviser, start)
        for day in days
        for start in starts(calendars, day)
        if start >= now + NOTICE and not any(first < start + length and start < last for first, last in busy)
    ]


def as_time(calendars: Calendars, adviser: str, start: datetime) -> Tid:
    """Return a time as the port has it."""
    return Tid(
        tid_id=time_id(adviser, start),
        moedetilbud_id=offer_id(calendars),
        start=start.astimezone(COPENHAGEN),
        slut=(start + timedelta(minutes=calendars.minutes)).astimezone(COPENHAGEN),
        tidszone=DANISH_TIME,
        vejleder=Vejleder(vejleder_id=adviser, navn=calendars.advisers[adviser]),
        samtaleformer=list(calendars.forms),
    )


def window(start: date, end: date) -> Span:
    """Return the instants between which the Danish days lie."""
    return day_start(start), day_end(end)
