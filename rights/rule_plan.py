"""A rule made ready for one day: when it applies, the days it computes, what bounds it."""

from dataclasses import dataclass
from typing import Literal

from rights.grammar.rules import Unit
from rights.plan import Node, Value


@dataclass(frozen=True, slots=True, eq=False)
class DatePlan:
    """One date of a rule."""

    what: str
    side: Literal["due", "from"]
    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class LimitPlan:
    """One limit of a rule."""

    what: str
    kind: Literal["max", "min", "exactly", "more_than"]
    value: Value
    unit: Unit


@dataclass(frozen=True, slots=True, eq=False)
class RulePlan:
    """One rule of a book."""

    id: str
    applies: Node
    dates: tuple[DatePlan, ...]
    limits: tuple[LimitPlan, ...]
