"""The values a condition asks for, for one citizen: a fact, a count, a day, a table's answer.

A value is what it is, None when there is none (it has not happened, the table gives nothing), or UNKNOWN.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from rights import plan
from rights.calendar import Length, add, birthday, next_time, next_working_day
from rights.plan import UNKNOWN


class Citizen:
    """What is told about one citizen and chosen by the municipality, with the answers found so far."""

    __slots__ = ("presumed", "reasons", "settings", "told", "values")

    def __init__(
        self,
        told: Mapping[str, object],
        settings: Mapping[str, object],
        presumed: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        self.presumed = presumed.keys() - told.keys()
        """The facts that nobody told, because their absent key says it."""
        self.told = {**presumed, **told}
        self.settings = settings
        self.values: dict[plan.Value, object] = {}
        self.reasons: dict[plan.Node, Any] = {}


def value_of(value: plan.Value, citizen: Citizen) -> Any:
    """Return the value, None when there is none, or UNKNOWN."""
    if type(value) is plan.Told:  # the commonest by far, and cheaper to find than to remember
        return citizen.told.get(value.fact, UNKNOWN)
    if type(value) is plan.Constant:
        return value.value
    found = citizen.values.get(value, citizen)
    if found is citizen:
        found = citizen.values[value] = FINDERS[type(value)](value, citizen)
    return found


def _chosen(value: plan.Chosen, citizen: Citizen) -> object:
    found = citizen.settings.get(value.setting, value.default)
    return UNKNOWN if found is None else found


def _records(where: plan.Where, citizen: Citizen) -> list[Any] | None:
    """The records that are meant, or None when nobody told us of any."""
    records: Any = citizen.told.get(where.record)
    if records is None:
        return None
    if where.record == "absences":
        return [one for one in records if not where.kinds or one.reason in where.kinds]
    return [
        one
        for one in records
        if (not where.kinds or one.type in where.kinds)
        and (where.with_ is None or one.with_ == where.with_)
        and (not where.states or one.state in where.states)
    ]


def _count(value: plan.Count, citizen: Citizen) -> object:
    records = _records(value.where, citizen)
    since = date.min if value.since is None else value_of(value.since, citizen)
    until = date.max if value.until is None else value_of(value.until, citizen)
    if since is None or until is None or records == []:
        return 0
    if records is None or since is UNKNOWN or until is UNKNOWN:
        return UNKNOWN
    return sum(since <= one.on <= until for one in records)


def _pick(value: plan.Pick, citizen: Citizen) -> object:
    records = _records(value.where, citizen)
    if records is None:
        return UNKNOWN
    days = [one.on for one in records]
    if value.pick == "last":
        return max((day for day in days if day <= value.day), default=None)
    return min((day for day in days if value.pick == "first" or day >= value.day), default=None)


def _spell(value: plan.Spell, citizen: Citizen) -> object:
    records = _records(value.where, citizen)
    if records is None:
        return UNKNOWN
    (first, last), (end_first, end_last) = value.start, value.end
    return sum(
        first <= one.from_ <= last
        and (end_last is None if one.to is None else end_first <= one.to <= (end_last or date.max))
        for one in records
    )


def _spell_day(value: plan.SpellDay, citizen: Citizen) -> object:
    records = _records(value.where, citizen)
    if records is None:
        return UNKNOWN
    on = value.day
    current = [one for one in records if one.from_ <= on and (one.to is None or one.to >= on)]
    if value.side == "from":
        return min((one.from_ for one in current), default=None)
    if not current or any(one.to is None for one in current):
        return None
    return max(one.to for one in current)


def _turns(value: plan.Turns, citizen: Citizen) -> object:
    born = value_of(value.birth_date, citizen)
    return birthday(born, value.age) if isinstance(born, date) else born


def _shifted(value: plan.Shifted, citizen: Citizen) -> object:
    start = value_of(value.start, citizen)
    if not value.more or start is None:
        return add(start, value.length) if isinstance(start, date) else start
    sizes = [value_of(size, citizen) for _, size in value.more]
    if value.length == Length() and all(size is None for size in sizes):
        return None
    if start is UNKNOWN or UNKNOWN in sizes:
        return UNKNOWN
    months, days = value.length
    for (step, _), size in zip(value.more, sizes, strict=True):
        months += step.months * (size or 0)
        days += step.days * (size or 0)
    return add(start, Length(months, days))


def _first_of(value: plan.FirstOf, citizen: Citizen) -> object:
    for one in value.values:
        found = value_of(one, citizen)
        if found is not None:
            return found
    return None


def _recurring(value: plan.Recurring, citizen: Citizen) -> object:
    start = value_of(value.start, citizen)
    return next_time(start, value.every, value.day) if isinstance(start, date) else start


def _rolled(value: plan.Rolled, citizen: Citizen) -> object:
    start = value_of(value.start, citizen)
    return next_working_day(start) if isinstance(start, date) else start


def _lookup(value: plan.Lookup, citizen: Citizen) -> object:
    given = may_be(value, citizen)
    return next(iter(given)) if len(given) == 1 else UNKNOWN


def may_be(value: plan.Lookup, citizen: Citizen) -> set[object]:
    """Return what the table may give the citizen: one thing when enough is known."""
    return {value.table.rows[row][value.column] for row in possible_rows(value.table, citizen)}


def possible_rows(table: plan.TablePlan, citizen: Citizen) -> list[int]:
    """Return the rows that may fit the citizen: one when enough is known."""
    own = (1 << len(table.rows) - table.otherwise) - 1
    possible = certain = own
    for column in table.inputs:
        found = value_of(column.value, citizen)
        if found is UNKNOWN:
            certain &= column.unasked
        else:
            fitting = rows_for(column, found)
            possible &= fitting
            certain &= fitting
    rows = [row for row in range(len(table.rows)) if (certain or possible) >> row & 1]
    return [*rows, len(table.rows) - 1] if table.otherwise and not certain else rows


def rows_for(column: plan.InputPlan, found: Any) -> int:
    """Return the rows that a known value leaves possible, as bits."""
    if found is None:
        return column.none or 0
    if column.bands:
        return column.bands[bisect_right(column.cuts, found)]
    return column.exact.get(found, column.other or 0)


FINDERS: dict[type, Callable[[Any, Citizen], object]] = {
    plan.Chosen: _chosen,
    plan.Count: _count,
    plan.Pick: _pick,
    plan.Spell: _spell,
    plan.SpellDay: _spell_day,
    plan.Turns: _turns,
    plan.Shifted: _shifted,
    plan.FirstOf: _first_of,
    plan.Recurring: _recurring,
    plan.Rolled: _rolled,
    plan.Lookup: _lookup,
}
"""How each kind of value is found; `rights.explain` adds the one that needs a condition."""
