"""What a planner tells us, in our words. The worker translates the wire format into these."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from api.booking.codes import OCCUPIES, Blocked, Form, Kind, Status
from api.booking.model import Deadline, Frozen, Instant, Offer, Place


class PlannerInterview(Frozen):
    """One version of an interview, as the planner has it. `wall_start` is the wall time it was given with."""

    id: UUID
    version: int
    status: Status
    kind: Kind
    form: Form
    time_id: str | None
    group_id: str | None
    adviser_id: str | None
    adviser: str | None
    starts_at: Instant
    ends_at: Instant
    wall_start: datetime
    timezone: str
    details: Place
    cancelled_by: Literal["citizen", "office"] | None
    selfbooked: bool
    obligatory: bool
    movable: bool
    move_until: Instant | None
    cancellable: bool
    cancel_until: Instant | None
    rating: int | None

    def occupies(self, now: datetime) -> bool:
        """Whether it takes up its time still."""
        return self.status in OCCUPIES and self.ends_at > now


class PlannerTime(Frozen):
    """A free time; `seats` of `capacity` are left."""

    time_id: str
    starts_at: Instant
    ends_at: Instant
    adviser_id: str | None
    adviser: str | None
    forms: tuple[Form, ...]
    group_id: str | None
    capacity: int
    seats: int


class PlannerOffer(Frozen):
    """Something a citizen can book, and where one meets in person."""

    offer: Offer
    place: Place


class PlannerStatus(Frozen):
    """Whether a citizen can self-book, and until when they must."""

    may_selfbook: bool
    reason: Blocked | None
    instant_required: bool
    deadlines: tuple[Deadline, ...]
