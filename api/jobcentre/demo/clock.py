"""The demo jobcentre's clock: the real one, moved as tests and the fault panel ask."""

from datetime import UTC, datetime, timedelta

from api import clock


class Clock:
    """`offset` moves the demo to another day; `skew` is the fault of a clock that goes wrong."""

    def __init__(self, at: datetime | None = None) -> None:
        self.offset = at - clock.now() if at else timedelta()
        self.skew = timedelta()

    def now(self) -> datetime:
        """Return the instant this jobcentre believes in, in UTC."""
        return clock.now() + self.offset + self.skew

    def signing_time(self) -> datetime:
        """Return the instant put on signatures: real time, plus the skew."""
        return clock.now() + self.skew


def stamp(instant: datetime) -> str:
    """Return the form in which instants are stored: UTC, milliseconds, sortable as text."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")


def local(text: str) -> datetime:
    """Return a stored instant as Danish wall time with its offset."""
    return datetime.fromisoformat(text).astimezone(clock.COPENHAGEN)
