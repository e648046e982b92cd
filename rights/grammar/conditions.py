"""Who a rule is for: the condition tree. Seven kinds of question, joined by all, any and not."""

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from rights.grammar.base import Name, Scalar, Slug, Strict, Words, keys_of
from rights.grammar.time import Event, Interviews, PlainSpan, Point


class All(Strict):
    """Every part must hold."""

    all: Annotated[tuple["Condition", ...], Field(min_length=1)]


class Any(Strict):
    """At least one part must hold."""

    any: Annotated[tuple["Condition", ...], Field(min_length=1)]


class Not(Strict):
    """The part must not hold."""

    not_: "Condition" = Field(alias="not")


class Tests(Strict):
    """What is asked of a value. Several together must all hold.

    `is`, `in`: any value. `at_least`, `more_than`, `at_most`, `below`: numbers.
    `before`, `on_or_before`, `after`, `on_or_after`: dates (a date, `today`, or a point from an event).
    """

    is_: Scalar | None = Field(default=None, alias="is")
    in_: tuple[Scalar, ...] | None = Field(default=None, alias="in", min_length=1)
    at_least: float | None = None
    more_than: float | None = None
    at_most: float | None = None
    below: float | None = None
    before: Point | None = None
    on_or_before: Point | None = None
    after: Point | None = None
    on_or_after: Point | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if all(getattr(self, name) is None for name in Tests.model_fields):
            raise ValueError("say what is asked: is, in, at_least, more_than, at_most, below, before ...")
        return self


class FactTest(Tests):
    """`{fact: benefit, in: [kontanthjaelp, uddannelseshjaelp]}`."""

    fact: Slug


class SettingTest(Tests):
    """What the municipality has chosen: `{setting: youth_unit_to, at_least: 30}`."""

    setting: Slug


class TableTest(Tests):
    """What a decision table gives: `{table: groups/lab-2020, in: [1, 2]}`; `gives` names the column."""

    table: Name
    gives: Slug | None = None
    with_: dict[Slug, bool | int | str] = Field(default_factory=dict, alias="with")


class Numbers(Strict):
    """A band of whole numbers."""

    at_least: int | None = None
    more_than: int | None = None
    at_most: int | None = None
    below: int | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.low is None and self.high is None:
            raise ValueError("a band needs at_least, more_than, at_most or below")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("no number is in this band")
        return self

    @property
    def low(self) -> int | None:
        """The lowest whole number in the band."""
        return self.at_least if self.more_than is None else self.more_than + 1

    @property
    def high(self) -> int | None:
        """The lowest whole number above the band."""
        return self.below if self.at_most is None else self.at_most + 1


class AgeTest(Strict):
    """Age in whole years on the day asked: `{age: {at_least: 18, below: 30}}`."""

    age: Numbers


class Spans(Strict):
    """A band of time that has gone, or is left."""

    at_least: PlainSpan | None = None
    more_than: PlainSpan | None = None
    at_most: PlainSpan | None = None
    below: PlainSpan | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if all(part is None for part in (self.at_least, self.more_than, self.at_most, self.below)):
            raise ValueError("say how long: at_least, more_than, at_most or below, for example {months: 6}")
        return self


class SinceTest(Spans):
    """Time gone since an event: `{since: benefit_since, at_least: {months: 6}}`. No if it lies ahead."""

    since: Event


class UntilTest(Spans):
    """Time left to an event: `{until: booking_deadline, at_most: {days: 7}}`. No if it has passed."""

    until: Event


class TodayTest(Strict):
    """The day asked itself, for transitional rules: `{today: {on_or_after: 2020-01-01}}`."""

    today: Tests


class Happened(Strict):
    """An event has happened (its date is known, whenever it is): `{happened: guided_on}`."""

    happened: Event


class AbsenceWhich(Strict):
    """Which absence: its reasons (none given: any), and how it lies to the day asked."""

    reason: tuple[Slug, ...] | Slug | None = None
    state: Literal["open", "ahead", "over"] = "open"
    lasted: Spans | None = None
    ends_within: PlainSpan | None = None


class AbsenceTest(Strict):
    """There is such an absence: `{absence: {reason: [barsel], ends_within: {months: 3}}}`."""

    absence: AbsenceWhich


class InterviewWhich(Interviews):
    """Which interviews, from and to which day (both included), and how many (at least one)."""

    from_: Point | None = Field(default=None, alias="from")
    to: Point | None = None
    at_least: int | None = Field(default=None, ge=0)
    below: int | None = Field(default=None, ge=1)


class InterviewTest(Strict):
    """There are such interviews: `{interview: {type: jobsamtale, state: held}}`."""

    interview: InterviewWhich


class Term(Strict):
    """A named condition, or another rule, applies: `{term: selfbooking/must-book}`."""

    term: Name


class Discretion(Strict):
    """Somebody judges this; nobody can compute it. The answer is unknown, and says who decides what."""

    decided_by: Literal["kommunen", "akassen", "ankestyrelsen", "arbejdsgiveren", "laegen", "borgeren"]
    what: Words
    key: Slug


NODES: dict[str, type[Strict]] = {
    "all": All,
    "any": Any,
    "not": Not,
    "fact": FactTest,
    "age": AgeTest,
    "since": SinceTest,
    "until": UntilTest,
    "today": TodayTest,
    "happened": Happened,
    "absence": AbsenceTest,
    "interview": InterviewTest,
    "setting": SettingTest,
    "table": TableTest,
    "term": Term,
    "decided_by": Discretion,
}


def _node_kind(value: object) -> str | None:
    keys = keys_of(value)
    return next((kind for kind in NODES if kind in keys), None)


Condition = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[Any, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[FactTest, Tag("fact")]
    | Annotated[AgeTest, Tag("age")]
    | Annotated[SinceTest, Tag("since")]
    | Annotated[UntilTest, Tag("until")]
    | Annotated[TodayTest, Tag("today")]
    | Annotated[Happened, Tag("happened")]
    | Annotated[AbsenceTest, Tag("absence")]
    | Annotated[InterviewTest, Tag("interview")]
    | Annotated[SettingTest, Tag("setting")]
    | Annotated[TableTest, Tag("table")]
    | Annotated[Term, Tag("term")]
    | Annotated[Discretion, Tag("decided_by")],
    Discriminator(
        _node_kind,
        custom_error_type="condition",
        custom_error_message="a condition starts with one of: " + ", ".join(NODES),
    ),
]

for _node in (All, Any, Not):
    _node.model_rebuild()
