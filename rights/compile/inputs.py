"""The asked columns of a decision table: which rows each value leaves possible, as bits."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from math import inf, nextafter
from typing import Any

from rights.calendar import FIRST, born_by
from rights.compile import values
from rights.compile.conditions import started_between
from rights.compile.scope import Scope
from rights.faults import Wrong
from rights.grammar.base import shown
from rights.grammar.conditions import Numbers, Spans
from rights.grammar.tables import Asked, Input
from rights.plan import Applies, Constant, InputPlan, Value
from rights.vocabulary import ABSENCE_REASONS, FactKind

_FLAG = FactKind("flag", (True, False))
_DAY = timedelta(days=1)
Cells = Sequence[Asked | None]
"""What each row asks of the column; None where a row leaves it out."""
Interval = tuple[Any, Any]
"""From the first number or day inside to the first above; None: no bound."""


def plan_input(scope: Scope, said: Input, cells: Cells, given: Mapping[str, object]) -> InputPlan:
    """Return the plan of one column. Raises Wrong for a cell that its values cannot be."""
    if said.given is not None:
        return _handed_over(said, cells, given)
    if said.since is not None:
        event = values.event(scope, said.since)
        return _banded(said.as_, event, cells, lambda one: _started(scope.on, one), none_too=True)
    if said.fact == "age":
        born = scope.fact("birth_date")
        return _banded(said.as_, born, cells, lambda one: _born(scope.on, one), none_too=False)
    value, kind, none_too = _source(scope, said)
    if kind.type == "number" and not kind.values:
        return _banded(said.as_, value, cells, _numbers, none_too=none_too)
    return _exact(said.as_, value, kind, cells, none_too=none_too)


def _source(scope: Scope, said: Input) -> tuple[Value, FactKind, bool]:
    """Where the column's value is found, what it can be, and whether there may be none."""
    if said.term is not None:
        return scope.make(Applies, scope.named(said.term)), _FLAG, False
    if said.fact is not None:
        told = scope.fact(said.fact, "flag", "choice", "number", "text")
        return told, scope.kind_of(said.fact), scope.about.presumed.get(said.fact, "") is None
    if said.setting is not None:
        return values.setting(scope, said.setting), values.kind_of_setting(scope, said.setting), False
    cell = values.lookup(scope, said.table or "", said.gives, {})
    found = {row[cell.column] for row in cell.table.rows}
    return cell, FactKind("choice", tuple(one for one in found if one is not None)), None in found


def _handed_over(said: Input, cells: Cells, given: Mapping[str, object]) -> InputPlan:
    known = ABSENCE_REASONS if said.given == "absence_reasons" else said.given or ()
    value = given.get(said.as_)
    if value not in known:
        raise Wrong("table", f"hand over with: {{{said.as_}: ...}}, one of {', '.join(map(str, known))}")
    return _exact(said.as_, Constant(value), FactKind("choice", tuple(known)), cells, none_too=False)


def _exact(name: str, value: Value, kind: FactKind, cells: Cells, *, none_too: bool) -> InputPlan:
    """Return a column whose cells are values or lists of values."""
    exact: dict[object, int] = {}
    unasked = none = 0
    for row, cell in enumerate(cells):
        unasked |= (cell is None) << row
        for one in _listed(cell):
            if one == "none" and none_too:
                none |= 1 << row
            elif kind.values and one not in kind.values:
                known = ", ".join(shown(one) for one in kind.values)
                raise Wrong("table", f"{name} can never be {one!r}, only {known}", "rows", row, "when", name)
            else:
                exact[one] = exact.get(one, 0) | 1 << row
    every = dict.fromkeys(kind.values, 0) | exact
    fits = {one: rows | unasked for one, rows in every.items()}
    other = None if kind.values else unasked
    return InputPlan(name, value, fits, other, (), (), none | unasked if none_too else None, unasked)


def _banded(
    name: str, value: Value, cells: Cells, interval: Callable[[Any], Interval], *, none_too: bool
) -> InputPlan:
    """Return a column whose cells are bands of numbers or of days."""
    asked = [[interval(one) for one in _listed(cell) if one != "none"] for cell in cells]
    cuts = sorted({end for row in asked for ends in row for end in ends if end is not None})
    unasked = sum((cell is None) << row for row, cell in enumerate(cells))
    bands = [unasked] * (len(cuts) + 1)
    for row, intervals in enumerate(asked):
        for low, high in intervals:
            if low is not None and high is not None and low >= high:
                raise Wrong("table", "nothing lies in this band", "rows", row, "when", name)
            first = 0 if low is None else cuts.index(low) + 1
            last = len(cuts) if high is None else cuts.index(high)
            for band in range(first, last + 1):
                bands[band] |= 1 << row
    none = unasked | sum(("none" in _listed(cell)) << row for row, cell in enumerate(cells))
    return InputPlan(name, value, {}, None, tuple(cuts), tuple(bands), none if none_too else None, unasked)


def _listed(cell: Asked | None) -> tuple[Any, ...]:
    if isinstance(cell, tuple):
        return cell
    return () if cell is None else (cell,)


def _numbers(asked: int | Numbers) -> Interval:
    if not isinstance(asked, Numbers):
        return asked, nextafter(asked, inf)
    low = asked.at_least if asked.more_than is None else nextafter(asked.more_than, inf)
    return low, asked.below if asked.at_most is None else nextafter(asked.at_most, inf)


def _born(on: date, asked: int | Numbers) -> Interval:
    """Return the birthdays of an age: the older, the earlier."""
    low, high = (asked.low, asked.high) if isinstance(asked, Numbers) else (asked, asked + 1)
    youngest = None if low is None else born_by(on, low) + _DAY
    return None if high is None else born_by(on, high) + _DAY, youngest


def _started(on: date, asked: Spans) -> Interval:
    """Return the days on which a span began that now has this length."""
    first, last = started_between(on, asked)
    return None if first == FIRST else first, last + _DAY
