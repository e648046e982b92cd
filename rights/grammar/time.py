"""Time in a law file: spans, events, points in time, and the dates a rule computes."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from rights.grammar.base import Name, Slug, Strict, keys_of

InterviewType = Literal["jobsamtale", "opfoelgningssamtale", "faellessamtale", "cv_samtale"]
InterviewState = Literal["booked", "held", "missed", "cancelled"]


class Cell(Strict):
    """A number (or any value) that a decision table gives: `{table: offers/length, gives: months}`."""

    table: Name
    gives: Slug | None = None
    with_: dict[Slug, bool | int | str] = Field(default_factory=dict, alias="with")


class FromSetting(Strict):
    """A number the municipality has chosen: `{setting: youth_unit_to}`."""

    setting: Slug


def _number_kind(value: object) -> str:
    keys = keys_of(value)
    return next((kind for kind in ("table", "setting") if kind in keys), "number")


Number = Annotated[
    Annotated[float, Field(ge=0), Tag("number")]
    | Annotated[Cell, Tag("table")]
    | Annotated[FromSetting, Tag("setting")],
    Discriminator(_number_kind),
]
"""A number, or where it is found."""


class Span(Strict):
    """A length of time, in the units the source uses. Months are added first and clamp to month's end."""

    years: Number | None = None
    months: Number | None = None
    weeks: Number | None = None
    days: Number | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if all(part is None for part in (self.years, self.months, self.weeks, self.days)):
            raise ValueError("a span needs days, weeks, months or years, for example {weeks: 3}")
        return self


class PlainSpan(Strict):
    """A length of time in plain numbers, for comparing: `{months: 6}`."""

    years: int = Field(default=0, ge=0)
    months: int = Field(default=0, ge=0)
    weeks: int = Field(default=0, ge=0)
    days: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("a span needs days, weeks, months or years, for example {weeks: 3}")
        return self


class Interviews(Strict):
    """Which interviews are meant. What is left out may be anything."""

    type: tuple[InterviewType, ...] | InterviewType | None = None
    with_: Literal["jobcenter", "akasse"] | None = Field(default=None, alias="with")
    state: tuple[InterviewState, ...] | InterviewState | None = None


class LastInterview(Interviews):
    """The latest one, on or before the day asked."""

    last: Literal["interview"]


class NextInterview(Interviews):
    """The earliest one, on or after the day asked."""

    next: Literal["interview"]


class FirstInterview(Interviews):
    """The earliest of all."""

    first: Literal["interview"]


class AbsenceEvent(Strict):
    """When the absence that is open today began or ends: `{absence_from: [barsel]}`."""

    absence_from: tuple[Slug, ...] | None = None
    absence_to: tuple[Slug, ...] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.absence_from is None) == (self.absence_to is None):
            raise ValueError("write either absence_from or absence_to, with a list of reasons")
        return self


class Birthday(Strict):
    """The day the person reaches an age: `{turns: 30}`."""

    turns: int = Field(ge=1, le=120)


def _event_kind(value: object) -> str:
    if not isinstance(value, dict | Strict):
        return "fact"
    keys = keys_of(value)
    return next((key for key in ("last", "next", "first", "turns") if key in keys), "absence")


Event = Annotated[
    Annotated[Slug, Tag("fact")]
    | Annotated[LastInterview, Tag("last")]
    | Annotated[NextInterview, Tag("next")]
    | Annotated[FirstInterview, Tag("first")]
    | Annotated[Birthday, Tag("turns")]
    | Annotated[AbsenceEvent, Tag("absence")],
    Discriminator(_event_kind),
]
"""A date fact by name, an interview, an absence, or a birthday."""


class RelativePoint(Strict):
    """A day counted from an event: `{event: benefit_since, plus: {weeks: 4}}`; event may be today."""

    event: Event
    plus: Span | None = None
    minus: Span | None = None


def _point_kind(value: object) -> str:
    if value == "today":
        return "today"
    return "relative" if isinstance(value, dict | RelativePoint) else "date"


Point = Annotated[
    Annotated[date, Tag("date")]
    | Annotated[Literal["today"], Tag("today")]
    | Annotated[RelativePoint, Tag("relative")],
    Discriminator(_point_kind),
]
"""A day: 2026-03-01, today, or one counted from an event."""


class DateRule(Strict):
    """A date the rule computes.

    `event`: the anchor; of a list, the first one that has happened. `plus` or `minus`: how far from it.
    `every`: it comes again; the answer is the next one on or after the day asked.
    `roll`: whether it moves from a holiday or weekend to the next working day. Never assumed: read it in
    the rule's own source, else write "no".
    """

    what: Slug
    as_: Literal["due", "from"] = Field(alias="as")
    event: Event | tuple[Event, ...]
    plus: Span | None = None
    minus: Span | None = None
    every: PlainSpan | None = None
    roll: Literal["no", "next_working_day"]

    @model_validator(mode="after")
    def _one_direction(self) -> Self:
        if self.plus is not None and self.minus is not None:
            raise ValueError("a date has plus or minus, not both")
        if self.every is not None and not any(
            (self.every.months, self.every.years, self.every.weeks, self.every.days)
        ):
            raise ValueError("every must be longer than nothing, for example {months: 3}")
        return self
