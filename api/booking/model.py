"""What the booking slice answers with. Instants are UTC; days are Danish days; `title` is the planner's."""

from datetime import UTC, date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict

from api.booking.codes import Blocked, DeadlineState, Form, Kind, Reason, Status, Wish, WishState
from api.clock import danish_day

State = Literal["offered", "hold", "waiting", "booked", "cancelled", "refused", "held", "missed", "past"]


Instant = Annotated[AwareDatetime, AfterValidator(lambda instant: instant.astimezone(UTC))]


class Frozen(BaseModel):
    """A value that crosses a border and is never changed."""

    model_config = ConfigDict(frozen=True)


class FreeTime(Frozen):
    """A time that was free when the planner was last asked, and that nobody holds with us."""

    time_id: str
    offer_id: str
    kind: Kind
    start: Instant
    end: Instant
    forms: tuple[Form, ...]
    adviser: str | None = None
    adviser_id: str | None = None
    # None for an interview of one citizen, else the seats left in a group meeting.
    seats: int | None = None
    # False when it is later than the latest lawful day of a deadline of this kind.
    meets_deadline: bool = True


class Place(Frozen):
    """Where and how one meets, and what the planner wrote about it."""

    title: str = ""
    description: str = ""
    place: str | None = None
    address: str | None = None
    phone: str | None = None
    link: str | None = None
    contact: tuple[str, ...] = ()


class Target(Frozen):
    """The time a pending move asks for; the old one stands until the planner confirms."""

    time_id: str
    start: Instant
    end: Instant
    form: Form
    adviser: str | None = None


class Interview(Frozen):
    """An interview of a citizen: what the planner has said, and what the citizen has asked for.

    `state` is what may be told as true now. With `moving_to`, or with the wish `cancel` still `sent`, the
    interview stands as it is: the planner has not answered. `version` is the ETag for moves and cancels.
    """

    id: UUID
    kind: Kind
    start: Instant
    end: Instant
    timezone: str = "Europe/Copenhagen"
    form: Form
    adviser: str | None
    where: Place
    state: State
    status: Status | None
    wish: Wish | None
    wish_state: WishState | None
    refusal: Reason | str | None = None
    cancelled_by: Literal["citizen", "office"] | None = None
    hold_until: Instant | None = None
    # The countdown is shown only when the planner has granted the hold; before, "we are asking".
    hold_granted: bool = False
    hold_extendable: bool = False
    replaces: UUID | None = None
    moving_to: Target | None = None
    version: int
    selfbooked: bool
    obligatory: bool
    is_group: bool = False
    may_move: bool
    why_not_move: Reason | None = None
    move_until: Instant | None = None
    may_cancel: bool
    why_not_cancel: Reason | None = None
    cancel_until: Instant | None = None
    # Not confirmed, and the deadline is within 48 hours: book on Jobnet now, or ring.
    jobnet_now: bool = False
    # Earlier than or on the latest lawful day of the deadline it is for; None when there is no deadline.
    meets_deadline: bool | None = None
    may_rate: bool = False
    rating: int | None = None
    on_waiting_list: bool = False


class Deadline(Frozen):
    """A booking deadline (BEK 1216/2023 § 44): book by `due`, interview held by `latest_held` at the latest.

    `guided_on`: told beforehand of self-booking and its consequences; without it no consequence may be
    shown (§ 44, stk. 2). `met_by` is the interview, confirmed or waiting, that meets it.
    """

    id: str
    kind: Kind
    state: DeadlineState
    due: date
    latest_held: date
    guided_on: date | None = None
    met_by: UUID | None = None
    met_is_confirmed: bool = False


class Offer(Frozen):
    """Something the citizen can book."""

    id: str
    kind: Kind
    forms: tuple[Form, ...]
    minutes: int
    adviser_choice: bool
    is_group: bool
    title: str
    window_from: date
    window_to: date


class Overview(Frozen):
    """Everything about booking for one citizen, as it may be told now."""

    deadlines: tuple[Deadline, ...]
    interviews: tuple[Interview, ...]
    recent: tuple[Interview, ...]
    holds: tuple[Interview, ...]
    offers: tuple[Offer, ...]
    may_selfbook: bool
    # Why not: a Reason (belongs_to_akasse, summoned, not_selfbooking) and the planner's own code.
    not_selfbook_reason: Reason | None = None
    not_selfbook_code: Blocked | None = None
    # After a deregistration the interview must be booked at once (BEK 1216/2023 § 30, stk. 3).
    instant_booking_required: bool = False
    planner_down_since: Instant | None = None
    seen_at: Instant | None = None


class SearchReceipt(Frozen):
    """Proof of a search, dated and numbered: it protects the citizen. `found` is how many times it found."""

    number: int
    id: UUID
    searched_at: Instant
    kind: Kind | None
    found: int
    window_from: Instant | None
    window_to: Instant | None
    deadline: date | None
    latest_held: date | None
    planner_down_since: Instant | None
    times_seen_at: Instant | None

    @property
    def last_day(self) -> date | None:
        """The last Danish day that was searched."""
        return danish_day(self.window_to - timedelta(seconds=1)) if self.window_to else None


class CancelPreview(Frozen):
    """What a cancellation means, shown before it can be pressed."""

    interview: Interview
    deadline: Deadline | None
    # Times that would still meet the deadline: how many, and the first three.
    remaining: int
    first_times: tuple[FreeTime, ...]
    obligatory: bool
    allowed: bool
    reason: Reason | None
    until: Instant | None


class WaitingListEntry(Frozen):
    """A place on the waiting list for an earlier time than `interview_id` has."""

    id: UUID
    interview_id: UUID
    earliest: date | None
    latest: date | None
    state: Literal["sent", "waiting", "refused", "left"]
