"""What goes into a turn of dialogue and what comes out of it."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.i18n import Lang
from api.tenants.model import Level
from rights import Citation

Channel = Literal["web", "telegram", "cli"]


class Frozen(BaseModel):
    """A value that crosses a border and is never changed."""

    model_config = ConfigDict(frozen=True)


class Incoming(Frozen):
    """One message of a citizen: free text or the id of a choice, never both."""

    conversation: str
    id: str
    text: str | None = None
    choice: str | None = None
    lang: Lang | None = None
    channel: Channel = "web"
    level: Level = "personal"
    citizen: UUID | None = None
    tenant: str = "0326"
    # Time travel of the page "Prøv" and of `ask --on`: the law of this day, never a booking.
    on: date | None = None


class Choice(Frozen):
    """A button. The id is at most 48 characters of `[a-z_]+(:[A-Za-z0-9._-]+)*`, or there is a link."""

    id: str
    label: str
    url: str | None = None
    style: Literal["plain", "primary", "danger", "person"] = "plain"


class TimeOption(Frozen):
    """A free time, as a calendar shows it."""

    time_id: str
    start: datetime
    end: datetime
    forms: tuple[str, ...]
    adviser: str | None = None
    choice: str


class TimesCard(Frozen):
    """Times to choose from."""

    type: Literal["times"] = "times"
    title: str
    times: tuple[TimeOption, ...]


class HoldCard(Frozen):
    """A held time with its countdown; `until` is None while the planner has not yet answered."""

    type: Literal["hold"] = "hold"
    interview: UUID
    start: datetime
    end: datetime
    until: datetime | None
    extend_choice: str | None = None


class InterviewCard(Frozen):
    """An interview and its true state."""

    type: Literal["interview"] = "interview"
    interview: UUID
    title: str
    start: datetime
    end: datetime
    form: str
    place: str | None = None
    state: Literal["booked", "waiting", "cancelled", "refused", "held", "missed"]
    state_text: str
    ics_url: str | None = None


class PlanStep(Frozen):
    """One step of Min Plan."""

    title: str
    text: str
    start: date | None = None
    end: date | None = None
    is_next: bool = False
    done: bool = False


class PlanCard(Frozen):
    """Min Plan, next step on top."""

    type: Literal["plan"] = "plan"
    title: str
    goal: str | None = None
    steps: tuple[PlanStep, ...]


class DueItem(Frozen):
    """One thing the citizen must do, with its day."""

    title: str
    due: date | None = None
    choice: str | None = None


class OverviewCard(Frozen):
    """Everything due, next first."""

    type: Literal["overview"] = "overview"
    title: str
    items: tuple[DueItem, ...]


Card = Annotated[TimesCard | HoldCard | InterviewCard | PlanCard | OverviewCard, Field(discriminator="type")]


class Reply(Frozen):
    """What the citizen gets. `personal` is true when a fact of the person went into it."""

    text: str
    more: str | None = None
    choices: tuple[Choice, ...] = ()
    citations: tuple[Citation, ...] = ()
    rules: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    notice: str | None = None
    personal: bool = False
    # Parts of `text`, word for word, that are general rules computed from no fact of the person: a chat app
    # may show them even in a personal answer, such as what can follow from a cancellation.
    general: tuple[str, ...] = ()
    # Lines of `text` and `more`, word for word, that one of the cards shows too: who draws cards leaves them out.
    in_cards: tuple[str, ...] = ()
    # The name of the neutral template a chat app may show instead, by the tenant's level.
    neutral: str | None = None


class Alternative(Frozen):
    """Another topic the words may have meant."""

    topic: str
    confidence: float


class Window(Frozen):
    """A time the citizen named, half-open, Danish wall time."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)

    from_: datetime = Field(alias="from")
    to: datetime


class Turn(Frozen):
    """The answer to one message, as `ask --json` and the chat routes give it."""

    topic: str
    confidence: float
    lang: Lang
    dir: Literal["ltr", "rtl"] = "ltr"
    understood: bool
    alternatives: tuple[Alternative, ...] = ()
    slots: dict[str, Window] = {}
    reply: Reply
