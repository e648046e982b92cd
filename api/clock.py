"""The only reader of the wall clock; everything else is handed `now`."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


def wall(instant: datetime) -> datetime:
    """Return the instant as Danish wall time (Europe/Copenhagen)."""
    return instant.astimezone(COPENHAGEN)


def danish_day(instant: datetime) -> date:
    """Return the Danish calendar day of the instant."""
    return wall(instant).date()


def day_start(day: date) -> datetime:
    """Return the instant at which the Danish day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN).astimezone(UTC)


def day_end(day: date) -> datetime:
    """Return the instant at which the next Danish day begins: a deadline holds until then."""
    return day_start(day + timedelta(days=1))
