"""When reminders are due. Wall times are Danish; two hours are two real hours, also across a clock change."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from api.clock import COPENHAGEN, day_end, wall
from api.notices.model import Step

MORNING, NOON = time(9), time(12)


class Planned(NamedTuple):
    """One reminder: due at an instant, of no use after another."""

    step: Step
    due_at: datetime
    expires_at: datetime


def at_wall(day: date, clock: time) -> datetime:
    """Return the instant of a Danish wall time; on the night the clock is set back, the first of the two."""
    return datetime.combine(day, clock, COPENHAGEN)


def interview_steps(start: datetime) -> Iterator[Planned]:
    """Yield a week before (9.00), the day before (12.00) and two hours before; each ends where the next begins."""
    day = wall(start).date()
    instants: list[tuple[Step, datetime]] = [
        ("week", at_wall(day - timedelta(days=7), MORNING)),
        ("day", at_wall(day - timedelta(days=1), NOON)),
        ("two_hours", start - timedelta(hours=2)),
    ]
    yield from _chained(instants, start)


def deadline_steps(due: date) -> Iterator[Planned]:
    """Yield a week before, two days before and on the day itself, at 9.00."""
    instants: list[tuple[Step, datetime]] = [
        ("week", at_wall(due - timedelta(days=7), MORNING)),
        ("two_days", at_wall(due - timedelta(days=2), MORNING)),
        ("day", at_wall(due, MORNING)),
    ]
    yield from _chained(instants, day_end(due))


def _chained(instants: list[tuple[Step, datetime]], end: datetime) -> Iterator[Planned]:
    ends = [instant for _step, instant in instants[1:]] + [end]
    for (step, instant), until in zip(instants, ends, strict=True):
        yield Planned(step, instant, until)


def after_quiet(now: datetime, quiet_from: time, quiet_to: time) -> datetime:
    """Return `now`, or the end of the quiet hours it falls into."""
    local = wall(now)
    clock = local.time()
    if quiet_from == quiet_to:
        return now
    if quiet_from > quiet_to:  # over midnight
        is_quiet = clock >= quiet_from or clock < quiet_to
        day = local.date() + timedelta(days=clock >= quiet_from)
    else:
        is_quiet = quiet_from <= clock < quiet_to
        day = local.date()
    return at_wall(day, quiet_to) if is_quiet else now
