"""Where a citizen stands: everything a decision about a booking needs, read in one go."""

from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.booking.codes import Blocked, DeadlineState, Form, Kind, Status, Wish, WishState
from api.booking.model import Deadline, FreeTime, Frozen, Instant, Offer, Place
from api.clock import danish_day


class Record(Frozen):
    """A row of `interviews`, as it stands there; the defaults are those of a row just written."""

    id: UUID
    citizen_id: UUID
    jobcentre: str
    kind: Kind
    form: Form
    time_id: str | None = None
    group_id: str | None = None
    adviser_id: str | None = None
    adviser: str | None = None
    starts_at: Instant
    ends_at: Instant
    timezone: str = "Europe/Copenhagen"
    details: Place = Place()
    status: Status | None = None
    version: int = 0
    cancelled_by: Literal["citizen", "office"] | None = None
    wish: Wish | None = None
    wish_state: WishState | None = None
    refusal: str | None = None
    replaces: UUID | None = None
    hold_until: Instant | None = None
    extended: bool = False
    active: bool = True
    revision: int = 1
    selfbooked: bool = True
    obligatory: bool = True
    movable: bool = True
    move_until: Instant | None = None
    cancellable: bool = True
    cancel_until: Instant | None = None
    rating: int | None = None
    created_at: Instant
    changed_at: Instant

    @property
    def wire_id(self) -> UUID:
        """The id the planner knows: the new time of a move is held for the interview that moves."""
        return self.replaces or self.id

    def is_pending(self, wish: Wish) -> bool:
        """Whether the citizen's wish is this one and the planner has not answered it."""
        return self.wish is wish and self.wish_state is WishState.SENT

    def is_live_hold(self, now: datetime) -> bool:
        """Whether it is a hold whose time has not run out."""
        return (
            self.active and self.wish is Wish.HOLD and self.hold_until is not None and self.hold_until > now
        )


class Settings(Frozen):
    """What the authority has decided for the jobcentre (BEK 1216/2023 § 44, stk. 4; LAB § 34)."""

    move_cutoff_minutes: int = 24 * 60
    joint_selfbooking: bool = False
    hold_minutes: int = 10


class Selfbooking(Frozen):
    """What the planner says about self-booking."""

    may_selfbook: bool
    reason: Blocked | None = None
    instant_required: bool
    seen_at: Instant


class BookableTime(FreeTime):
    """A time offered to the citizen, whoever may have taken it meanwhile, with what is needed to book it."""

    jobcentre: str
    group_id: str | None = None
    place: dict[str, Any] = Field(default_factory=dict)
    title: str = ""
    # A hold that has run out stands on it and has to go first.
    has_lapsed: bool = False


class Once(Frozen):
    """The citizen's Idempotency-Key and the fingerprint of the request that carries it.

    `is_locked`: the transaction has the citizen to itself already, since the login was read.
    """

    key: str
    request: str
    is_locked: bool = False


class Before(Frozen):
    """What was asked with the key before: the interview it was about, or why it was refused."""

    request: str
    interview_id: UUID | None = None
    refusal: dict[str, Any] | None = None


class Standing(Frozen):
    """Where a citizen stands, and the time they want if it is offered to them."""

    citizen_id: UUID
    jobcentre: str
    settings: Settings = Settings()
    selfbooking: Selfbooking | None = None
    deadlines: tuple[Deadline, ...] = ()
    offers: tuple[Offer, ...] = ()
    records: tuple[Record, ...] = ()
    waiting_for: tuple[UUID, ...] = ()
    # The facts of contracts section 2 that decide where one books; an absent one is unknown.
    facts: dict[str, Any] = Field(default_factory=dict)
    planner_down_since: Instant | None = None
    time: BookableTime | None = None
    # The request that is carried out, and what was asked with its key before.
    once: Once | None = None
    before: Before | None = None

    def record(self, interview_id: UUID) -> Record | None:
        """Return the citizen's row of that id."""
        return next((record for record in self.records if record.id == interview_id), None)

    def having(self, record: Record) -> "Standing":
        """Return where the citizen stands with the row written or changed."""
        others = [one for one in self.records if one.id != record.id]
        return self.model_copy(update={"records": (*others, record)})

    def new_time_of(self, interview_id: UUID) -> Record | None:
        """Return the row beside an interview that holds or asks for its new time."""
        return next((r for r in self.records if r.replaces == interview_id and r.active), None)

    def deadline_for(self, kind: Kind, now: datetime) -> Deadline | None:
        """Return the deadline an interview of this kind is for now: one still open, else one already met."""
        today = danish_day(now)
        open_ones = [d for d in self.deadlines if d.kind is kind and d.latest_held >= today]
        active = [d for d in open_ones if d.state is DeadlineState.ACTIVE]
        met = [d for d in open_ones if d.state is DeadlineState.MET]
        return min(active or met, key=lambda deadline: deadline.due, default=None)

    def offer_of(self, record: Record) -> str | None:
        """Return the planner's id of what the interview was booked as."""
        alike = (o.id for o in self.offers if (o.kind, o.is_group) == (record.kind, bool(record.group_id)))
        return next(alike, None)

    def hold_ends(self, now: datetime) -> datetime:
        """Return until when we keep a time before the planner has said until when it does."""
        return now + timedelta(minutes=self.settings.hold_minutes)

    def fact_day(self, key: str) -> date | None:
        """Return a fact that is a day; None when it is unknown."""
        value = self.facts.get(key)
        return date.fromisoformat(value) if isinstance(value, str) else None


# The facts a decision about booking reads.
FACT_KEYS = (
    "benefit",
    "benefit_hours",
    "benefit_since",
    "registered_on",
    "birth_date",
    "qualifying_education",
    "dependent_children_at_home",
    "interviews",
    "selfbooking_exempt",
)
