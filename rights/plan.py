"""A condition made ready for one day: what both evaluators walk. Nothing here knows how it was written.

Everything that depends on the day only is already computed: "at least 26 weeks since" has become a comparison
with a date. Nodes are shared: what two rules ask alike is one object, and is answered once a citizen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

from rights.calendar import Length
from rights.grammar.base import Words

Order = Literal["<", "<=", ">", ">="]


class Unknown(Enum):
    """The type of UNKNOWN: nobody told us, so the value may be anything."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """What stands in the law itself: a number, a day, or what a table is handed."""

    value: bool | float | str | date


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A fact as it was told."""

    fact: str


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A setting of the municipality; `default` None: unknown when it is not set."""

    setting: str
    type: Literal["bool", "number", "text"]
    default: bool | int | str | None


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """Which records of a list are meant; empty means any. Days are both included."""

    record: Literal["interviews", "absences"]
    kinds: frozenset[str] = frozenset()
    with_: str | None = None
    states: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """How many interviews lie between two days."""

    where: Where
    since: "Value | None"
    until: "Value | None"


@dataclass(frozen=True, slots=True, eq=False)
class Pick:
    """The day of the first or last interview there is, on or after / before `day` where that is set."""

    where: Where
    pick: Literal["first", "last", "next"]
    day: date


@dataclass(frozen=True, slots=True, eq=False)
class Spell:
    """How many absences there are with their first and last day in these bands (None: no bound).

    `end` bounds the last day; an absence that has not ended lies after every bound.
    """

    where: Where
    start: tuple[date, date]
    end: tuple[date, date | None]


@dataclass(frozen=True, slots=True, eq=False)
class SpellDay:
    """The first or last day of the absence that is open on `day`; of several, the latest to begin."""

    where: Where
    side: Literal["from", "to"]
    day: date


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """The day the person reaches an age."""

    age: int
    birth_date: "Told"


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """What a table gives in one column."""

    table: "TablePlan"
    column: str


@dataclass(frozen=True, slots=True, eq=False)
class Shifted:
    """A day moved by months and days, of which some may come from a table or a setting."""

    start: "Value"
    length: Length
    more: tuple[tuple[Length, "Value"], ...] = ()
    """Unit and number: `(Length(days=7), Lookup(...))`. All none: no day."""


@dataclass(frozen=True, slots=True, eq=False)
class FirstOf:
    """The first of several days that has happened."""

    values: tuple["Value", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Recurring:
    """The next of the days that come every so often from a start, on or after `day`."""

    start: "Value"
    every: Length
    day: date


@dataclass(frozen=True, slots=True, eq=False)
class Rolled:
    """A day moved to the next working day."""

    start: "Value"


@dataclass(frozen=True, slots=True, eq=False)
class Applies:
    """Whether a condition holds, as a value."""

    node: "Node"


Value = (
    Applies
    | Constant
    | Told
    | Chosen
    | Count
    | Pick
    | Spell
    | SpellDay
    | Turns
    | Lookup
    | Shifted
    | FirstOf
    | Recurring
    | Rolled
)


@dataclass(frozen=True, slots=True, eq=False)
class All:
    """Every part holds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Any:
    """At least one part holds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Not:
    """The part does not hold."""

    part: "Node"


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """The value is one of these; None among them means that there is none."""

    value: Value
    allowed: frozenset[object]


@dataclass(frozen=True, slots=True, eq=False)
class Compare:
    """The value stands in this order to the other. No value, no order: false."""

    value: Value
    order: Order
    other: Value


@dataclass(frozen=True, slots=True, eq=False)
class Happened:
    """There is such a day."""

    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A term or rule of this book applies."""

    id: str
    label: Words | None
    part: "Node"


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Nobody can compute this: somebody decides it, or the new text was not read. Always unknown."""

    key: str
    by: str | None
    what: Words


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """True or false on the day asked, for everybody."""

    holds: bool


Node = All | Any | Not | OneOf | Compare | Happened | Named | Judged | Fixed


@dataclass(frozen=True, slots=True, eq=False)
class InputPlan:
    """One asked column: which rows each value leaves possible, one bit a row.

    By value in `exact`, any other value in `other`; or, where there are bands, by the cut-offs between them:
    `bands[n]` for a value with n cuts at or below it. `none`: where there is no value. (`other` and `none`
    are None where that cannot be.) `unasked`: the rows that leave this column out, and so fit for certain
    even when the value is unknown.
    """

    name: str
    value: "Value"
    exact: Mapping[object, int]
    other: int | None
    cuts: tuple[float | date, ...]
    bands: tuple[int, ...]
    none: int | None
    unasked: int


@dataclass(frozen=True, slots=True, eq=False)
class TablePlan:
    """A decision table. The last bit is `otherwise` where there is one."""

    id: str
    inputs: tuple[InputPlan, ...]
    rows: tuple[Mapping[str, bool | int | str | None], ...]
    otherwise: bool
