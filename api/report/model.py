"""The key figures of a jobcentre over a period. Counts and medians; nothing that points to a person."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from api.booking.codes import DeadlineState, Kind
from api.clock import day_end, day_start

# An average of so few ratings would tell what one person said.
FEWEST_RATINGS = 5


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Period(_Frozen):
    """Danish days, both included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The instant at which the first day begins."""
        return day_start(self.first)

    @property
    def end(self) -> datetime:
        """The instant at which the last day is over."""
        return day_end(self.last)


class Week(_Frozen):
    """Interviews that began in a week: what became of them."""

    monday: date
    held: int
    missed: int
    cancelled: int


class KindOfInterview(_Frozen):
    """Interviews of a kind that began in the period."""

    kind: Kind
    held: int
    missed: int
    by_citizen: int
    by_office: int
    ahead: int
    selfbooked: int
    total: int


class Answers(_Frozen):
    """How long citizens waited for the jobcentre's answer to what they booked, moved or cancelled, in seconds."""

    answered: int
    median: float | None
    slow: float | None
    waiting: int
    parked: int


class Count(_Frozen):
    """How many of something; `what` is a code of ours."""

    what: str
    count: int


class DeadlineCount(_Frozen):
    """Booking deadlines that fell in the period."""

    state: DeadlineState
    count: int


class Searches(_Frozen):
    """Searches that citizens had written down, and those that found no time to book."""

    written: int
    in_vain: int
    citizens_in_vain: int


class Contact(_Frozen):
    """Citizens by when they last had an interview that was held (the passivity measure of seed 004)."""

    citizens: int
    within_six_months: int
    six_to_twelve_months: int
    longer_or_never: int
    longer_or_never_without_a_time: int


class MessageKindCount(_Frozen):
    """Messages to staff of a kind: answered, answered within the promised time, and overdue now."""

    kind: str
    sent: int
    answered: int
    in_time: int
    overdue: int


class Ratings(_Frozen):
    """Ratings of interviews, 1 (worst) to 6 (best)."""

    count: int
    average: float | None
    by_rating: tuple[Count, ...]


class Notice(_Frozen):
    """Reminders and notices of a kind: handed on, or dropped since they were no longer true or wanted."""

    kind: str
    handed: int
    dropped: int
    waiting: int


class Outages(_Frozen):
    """When the jobcentre's system could not be reached, and where the last comparison of both sides differed."""

    count: int
    hours: float
    differences: int


class Figures(_Frozen):
    """Everything the report shows."""

    jobcentre: str
    period: Period
    weeks: tuple[Week, ...]
    kinds: tuple[KindOfInterview, ...]
    days_ahead: float | None
    answers: Answers
    refusals: tuple[Count, ...]
    deadlines: tuple[DeadlineCount, ...]
    searches: Searches
    contact: Contact
    messages: tuple[MessageKindCount, ...]
    ratings: Ratings
    topics: tuple[Count, ...]
    notices: tuple[Notice, ...]
    outages: Outages
