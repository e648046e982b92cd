"""Events, spans, points in time and numbers."""

from datetime import date

from rights.calendar import Length
from rights.compile.scope import Scope
from rights.faults import Wrong
from rights.grammar.time import (
    AbsenceEvent,
    Birthday,
    Cell,
    DateRule,
    Event,
    FirstInterview,
    FromSetting,
    Interviews,
    LastInterview,
    NextInterview,
    Number,
    PlainSpan,
    Point,
    RelativePoint,
    Span,
)
from rights.plan import (
    Chosen,
    FirstOf,
    Lookup,
    Pick,
    Recurring,
    Rolled,
    Shifted,
    SpellDay,
    Turns,
    Value,
    Where,
)
from rights.reading import did_you_mean
from rights.vocabulary import ABSENCE_REASONS, FactKind

_UNITS = {
    "years": Length(months=12),
    "months": Length(months=1),
    "weeks": Length(days=7),
    "days": Length(days=1),
}


def event(scope: Scope, said: Event) -> Value:
    """Return the day of an event."""
    match said:
        case str():
            return scope.fact(said, "day")
        case Birthday():
            return scope.make(Turns, said.turns, scope.fact("birth_date"))
        case AbsenceEvent():
            side, reasons = (
                ("from", said.absence_from) if said.absence_from else ("to", said.absence_to or ())
            )
            return scope.make(SpellDay, absences(scope, reasons), side, scope.on)
        case FirstInterview() | LastInterview() | NextInterview():
            pick = type(said).__name__.removesuffix("Interview").lower()
            return scope.make(Pick, interviews(scope, said), pick, scope.on)


def interviews(scope: Scope, said: Interviews) -> Where:
    """Return which interviews are meant."""
    return scope.make(Where, "interviews", _all_of(said.type), said.with_, _all_of(said.state))


def absences(scope: Scope, reasons: tuple[str, ...] | str | None) -> Where:
    """Return which absences are meant; raises Wrong for a reason there is none of."""
    for reason in _all_of(reasons) - set(ABSENCE_REASONS):
        raise Wrong(
            "reference", f"there is no absence reason {reason!r}{did_you_mean(reason, ABSENCE_REASONS)}"
        )
    return scope.make(Where, "absences", _all_of(reasons))


def _all_of(said: tuple[str, ...] | str | None) -> frozenset[str]:
    return frozenset((said,) if isinstance(said, str) else said or ())


def length(said: PlainSpan) -> Length:
    """Return a span of plain numbers in months and days."""
    return Length(said.years * 12 + said.months, said.weeks * 7 + said.days)


def number(scope: Scope, said: Number) -> Value:
    """Return a number: one that stands there, a table's, or the municipality's."""
    match said:
        case Cell():
            return lookup(scope, said.table, said.gives, said.with_)
        case FromSetting():
            return setting(scope, said.setting)
        case _:
            return scope.constant(int(said) if said == int(said) else said)


def lookup(scope: Scope, table: str, gives: str | None, given: dict[str, bool | int | str]) -> Lookup:
    """Return a column of a table; `gives` may be left out where there is one."""
    plan = scope.table(table, given)
    columns = list(plan.rows[0])
    column = gives if gives is not None else columns[0]
    if column not in columns or (gives is None and len(columns) > 1):
        raise Wrong("reference", f"say which column of {table} with gives: {', '.join(columns)}", "gives")
    return scope.make(Lookup, plan, column)


def setting(scope: Scope, name: str) -> Chosen:
    """Return what the municipality has chosen."""
    known = scope.about.settings
    if name not in known:
        raise Wrong("reference", f"there is no setting {name!r}{did_you_mean(name, tuple(known))}", "setting")
    return scope.make(Chosen, name, known[name].type, known[name].default)


def kind_of_setting(scope: Scope, name: str) -> FactKind:
    """Return what the municipality can choose."""
    said = scope.about.settings[name]
    kinds = {"bool": FactKind("flag", (True, False)), "number": FactKind("number")}
    return kinds.get(said.type) or FactKind("choice", said.values or ())


def shifted(scope: Scope, start: Value, said: Span, sign: int) -> Value:
    """Return the day so far after (sign 1) or before (-1) the start."""
    months = days = 0
    more: list[tuple[Length, Value]] = []
    for unit, step in _UNITS.items():
        size = getattr(said, unit)
        if size is None:
            continue
        if isinstance(size, Cell | FromSetting):
            more.append((Length(sign * step.months, sign * step.days), number(scope, size)))
        elif size != int(size):
            raise Wrong("grammar", f"a span is counted in whole {unit}, not {size}", unit)
        else:
            months += sign * step.months * int(size)
            days += sign * step.days * int(size)
    return scope.make(Shifted, start, Length(months, days), tuple(more))


def point(scope: Scope, said: Point) -> Value:
    """Return a day that something is compared with."""
    match said:
        case "today":
            return scope.constant(scope.on)
        case RelativePoint():
            return _relative(scope, said)
        case date():
            return scope.constant(said)
    raise AssertionError(said)


def _relative(scope: Scope, said: RelativePoint) -> Value:
    start = scope.constant(scope.on) if said.event == "today" else event(scope, said.event)
    if said.plus is not None:
        start = shifted(scope, start, said.plus, 1)
    if said.minus is not None:
        start = shifted(scope, start, said.minus, -1)
    return start


def date_of(scope: Scope, said: DateRule) -> Value:
    """Return the day a rule computes."""
    events = said.event if isinstance(said.event, tuple) else (said.event,)
    starts = tuple(event(scope, one) for one in events)
    day: Value = starts[0] if len(starts) == 1 else scope.make(FirstOf, starts)
    if said.plus is not None:
        day = shifted(scope, day, said.plus, 1)
    if said.minus is not None:
        day = shifted(scope, day, said.minus, -1)
    if said.every is not None:
        if length(said.every).months and length(said.every).days:
            raise Wrong("grammar", "every takes months, or weeks and days, not both", "every")
        day = scope.make(Recurring, day, length(said.every), scope.on)
    return scope.make(Rolled, day) if said.roll == "next_working_day" else day
