"""Citizens a day or a number before, at and after everything that a rule tells apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from rights import Book, Facts, plan
from rights.calendar import Length, add
from rights.entry import Entry
from rights.vocabulary import FACTS
from rights.walk import facts_in, walk

ABSENT = object()
Values = dict[str, set[Any]]


def citizens_around(book: Book, entry: Entry, bases: Iterable[Facts]) -> list[Facts]:
    """Return every base with one fact moved to each side of each cut-off of the rule, or left out."""
    rule = entry.plan
    parts = (rule.applies, *(one.value for one in rule.dates), *(one.value for one in rule.limits))
    values = cut_offs(parts, book.on)
    told = [base.model_dump(mode="json", exclude_unset=True) for base in bases]
    found: dict[str, Facts] = {}
    for base in told:
        for facts in _variants(base, values, facts_in(parts)):
            try:
                citizen = Facts.model_validate(facts)
            except ValidationError:  # the moved fact contradicts another: there is no such citizen
                continue
            found.setdefault(citizen.model_dump_json(exclude_unset=True), citizen)
    return list(found.values())


def _variants(base: dict[str, Any], values: Values, read: set[str]) -> Iterator[dict[str, Any]]:
    yield base
    for name in sorted(read):
        without = {key: value for key, value in base.items() if key != name}
        yield without
        if FACTS[name].type == "day" and name != "birth_date":
            yield without | {name: None}
        for value in sorted(values[name], key=str):
            yield without | {name: _as_json(value)}


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return str(value)
    return [dict(one) for one in value] if isinstance(value, tuple) else value


def cut_offs(parts: object, on: date) -> Values:
    """Return, for each fact, the values on either side of whatever the parts of a plan compare it with."""
    values: Values = defaultdict(set)
    for one in walk(parts):
        _compared(values, one)
        if isinstance(one, plan.Shifted | plan.Recurring):
            _spans(values, one, on)
        elif isinstance(one, plan.Turns):
            values["birth_date"] |= _around(add(on, Length(months=-12 * one.age)))
        elif isinstance(one, plan.Where) and one.record == "interviews":
            values["interviews"] |= set(_interviews(one, parts, on))
        elif isinstance(one, plan.Spell | plan.SpellDay):
            values["absences"] |= set(_absences(one, on))
    for name in facts_in(parts):
        if FACTS[name].type == "day":
            values[name] |= _around(on)
    return values


def _compared(values: Values, one: object) -> None:
    match one:
        case plan.OneOf(value=plan.Told(fact=fact)):
            values[fact] |= set(one.allowed) | set(FACTS[fact].values[:3])
        case plan.Compare(value=plan.Told(fact=fact), other=plan.Constant(value=bound)):
            values[fact] |= _around(bound)
        case plan.InputPlan(value=plan.Told(fact=fact)):
            values[fact] |= {*one.exact, *(near for cut in one.cuts for near in _around(cut))}


def _around(bound: Any) -> set[Any]:
    step: Any = timedelta(days=1) if isinstance(bound, date) else 1
    near = {bound - step, bound, bound + step}
    if isinstance(bound, date):
        return near
    return {int(one) for one in near if one >= 0} | {round(bound)}


def _spans(values: Values, one: plan.Shifted | plan.Recurring, on: date) -> None:
    length = one.length if isinstance(one, plan.Shifted) else one.every
    for fact in facts_in(one):
        if FACTS[fact].type == "day":
            values[fact] |= _around(add(on, -length)) | _around(add(on, length))


def _interviews(where: plan.Where, parts: object, on: date) -> Iterator[tuple[Any, ...]]:
    """None, and one on each interesting day: today, and the days the plan counts to or from."""
    yield ()
    edges = {on} | {
        one.value for one in walk(parts) if isinstance(one, plan.Constant) and isinstance(one.value, date)
    }
    kind = min(where.kinds, default="jobsamtale")
    for state in where.states or {"held", "booked"}:
        for day in sorted({near for edge in edges for near in _around(edge)}):
            yield (
                _hashable({"on": str(day), "type": kind, "with": where.with_ or "jobcenter", "state": state}),
            )


def _absences(one: plan.Spell | plan.SpellDay, on: date) -> Iterator[tuple[Any, ...]]:
    yield ()
    reason = min(one.where.kinds, default="ferie")
    starts = (
        {on}
        if isinstance(one, plan.SpellDay)
        else {day for day in one.start if 1990 < day.year < 2100} | {on}
    )
    ends = (
        {on} if isinstance(one, plan.SpellDay) else {d for d in one.end if d and 1990 < d.year < 2100} | {on}
    )
    for start in sorted({near for day in starts for near in _around(day)}):
        yield (_hashable({"reason": reason, "from": str(start), "to": None}),)
        for end in sorted(near for day in ends for near in _around(day) if near >= start):
            yield (_hashable({"reason": reason, "from": str(start), "to": str(end)}),)


def _hashable(record: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(record.items())
