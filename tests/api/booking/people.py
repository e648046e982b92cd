"""Citizens, rows and times made by hand, for decisions that need no database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from api.booking.codes import DeadlineState, Form, Kind, Status, Wish, WishState
from api.booking.model import Deadline, FreeTime, Place
from api.booking.standing import Record, Selfbooking, Standing
from api.clock import danish_day

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = danish_day(NOW)
CITIZEN = UUID("11111111-1111-4111-8111-111111111111")
INTERVIEW = UUID("22222222-2222-4222-8222-222222222222")


def in_days(days: float) -> datetime:
    """The instant so many days from now."""
    return NOW + timedelta(days=days)


def day(days: int) -> date:
    """The Danish day so many days from today."""
    return TODAY + timedelta(days=days)


def deadline(due: int = 10, kind: Kind = Kind.JOB, **changes: Any) -> Deadline:
    """A deadline so many days ahead; the interview is held within a week after it."""
    values = {
        "id": f"frist-{kind}",
        "kind": kind,
        "state": DeadlineState.ACTIVE,
        "due": day(due),
        "latest_held": day(due + 7),
        "guided_on": day(-1),
    }
    return Deadline.model_validate(values | changes)


def standing(*records: Record, deadlines: tuple[Deadline, ...] = (), **changes: Any) -> Standing:
    """Where a citizen stands: may self-book, knows of no facts."""
    values = {
        "citizen_id": CITIZEN,
        "jobcentre": "32601",
        "selfbooking": Selfbooking(may_selfbook=True, reason=None, instant_required=False, seen_at=NOW),
        "records": records,
        "deadlines": deadlines,
    }
    return Standing.model_validate(values | changes)


def record(days: float = 5, **changes: Any) -> Record:
    """A self-booked interview, confirmed, so many days ahead."""
    values: dict[str, Any] = {
        "id": INTERVIEW,
        "citizen_id": CITIZEN,
        "jobcentre": "32601",
        "kind": Kind.JOB,
        "form": Form.IN_PERSON,
        "time_id": "t1",
        "group_id": None,
        "adviser_id": "a1",
        "adviser": "Anna",
        "starts_at": in_days(days),
        "ends_at": in_days(days) + timedelta(minutes=30),
        "timezone": "Europe/Copenhagen",
        "details": Place(),
        "status": Status.BOOKED,
        "version": 1,
        "cancelled_by": None,
        "wish": Wish.BOOK,
        "wish_state": WishState.CONFIRMED,
        "refusal": None,
        "replaces": None,
        "hold_until": None,
        "extended": False,
        "active": True,
        "revision": 2,
        "selfbooked": True,
        "obligatory": True,
        "movable": True,
        "move_until": None,
        "cancellable": True,
        "cancel_until": None,
        "rating": None,
        "created_at": in_days(-2),
        "changed_at": in_days(-2),
    }
    return Record.model_validate(values | changes)


def free_time(days: float = 6, **changes: Any) -> FreeTime:
    """A free time so many days ahead."""
    values = {
        "time_id": "t2",
        "offer_id": "o1",
        "kind": Kind.JOB,
        "start": in_days(days),
        "end": in_days(days) + timedelta(minutes=30),
        "forms": (Form.IN_PERSON, Form.PHONE),
    }
    return FreeTime.model_validate(values | changes)
