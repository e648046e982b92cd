"""Condition trees. "At least 26 weeks since" becomes a comparison with a day, "under 30" with a birthday."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from rights.calendar import FIRST, LAST, add, born_by, latest_start
from rights.compile import values
from rights.compile.scope import Scope
from rights.faults import Wrong
from rights.grammar import conditions as say
from rights.grammar.base import shown
from rights.plan import (
    All,
    Any,
    Compare,
    Count,
    Fixed,
    Happened,
    Judged,
    Node,
    Not,
    OneOf,
    Order,
    Spell,
    Value,
)
from rights.reading import did_you_mean
from rights.vocabulary import FactKind

_DAY = timedelta(days=1)
_NUMBERS: dict[str, Order] = {"at_least": ">=", "more_than": ">", "at_most": "<=", "below": "<"}
_DAYS: dict[str, Order] = {"before": "<", "on_or_before": "<=", "after": ">", "on_or_after": ">="}


def condition(scope: Scope, said: say.Condition) -> Node:
    """Return the condition as a plan. Raises Wrong with the way to the part that cannot be."""
    match said:
        case say.All():
            return scope.make(All, _parts(scope, said.all, "all"))
        case say.Any():
            return scope.make(Any, _parts(scope, said.any, "any"))
        case say.Not():
            return scope.make(Not, _within(condition, scope, said.not_, "not"))
        case say.Term():
            return scope.named(said.term)
        case say.Discretion():
            return scope.make(Judged, said.key, said.decided_by, said.what)
        case _:
            return all_of(scope, _LEAVES[type(said)](scope, said))


def _parts(scope: Scope, said: tuple[say.Condition, ...], key: str) -> tuple[Node, ...]:
    return tuple(_within(condition, scope, part, key, index) for index, part in enumerate(said))


def _within(
    compile_: Callable[[Scope, say.Condition], Node], scope: Scope, said: say.Condition, *path: str | int
) -> Node:
    try:
        return compile_(scope, said)
    except Wrong as wrong:
        raise wrong.within(*path) from None


def all_of(scope: Scope, tests: Iterator[Node]) -> Node:
    """Return one node for several tests that must all hold."""
    parts = tuple(tests)
    return parts[0] if len(parts) == 1 else scope.make(All, parts)


def _fact(scope: Scope, said: say.FactTest) -> Iterator[Node]:
    kind = scope.kind_of(said.fact)
    if kind.type == "list":
        raise Wrong("grammar", f"ask for {said.fact} with {{absence: ...}} or {{interview: ...}}", "fact")
    return _tests(scope, scope.fact(said.fact), said, kind)


def _setting(scope: Scope, said: say.SettingTest) -> Iterator[Node]:
    chosen = values.setting(scope, said.setting)
    return _tests(scope, chosen, said, values.kind_of_setting(scope, said.setting))


def _table(scope: Scope, said: say.TableTest) -> Iterator[Node]:
    cell = values.lookup(scope, said.table, said.gives, said.with_)
    given = {row[cell.column] for row in cell.table.rows}
    numbers = all(type(one) is int for one in given - {None})
    kind = FactKind("number" if numbers else "choice", tuple(one for one in given if one is not None))
    if said.is_ == "none":
        return iter([scope.make(OneOf, cell, frozenset({None}))])
    return _tests(scope, cell, said, kind)


def _tests(scope: Scope, value: Value, said: say.Tests, kind: FactKind) -> Iterator[Node]:
    if said.is_ is not None:
        yield scope.make(OneOf, value, frozenset({_allowed(said.is_, kind, "is")}))
    if said.in_ is not None:
        yield scope.make(OneOf, value, frozenset(_allowed(one, kind, "in") for one in said.in_))
    for name, order in _NUMBERS.items():
        if (bound := getattr(said, name)) is not None:
            _asked_of(kind, "number", name)
            yield scope.make(Compare, value, order, values.number(scope, bound))
    for name, order in _DAYS.items():
        if (bound := getattr(said, name)) is not None:
            _asked_of(kind, "day", name)
            yield scope.make(Compare, value, order, values.point(scope, bound))


def _asked_of(kind: FactKind, wanted: str, test: str) -> None:
    if kind.type != wanted:
        raise Wrong("grammar", f"{test} asks of a {wanted}, and this is a {kind.type}", test)


def _allowed(said: object, kind: FactKind, test: str) -> object:
    """Return the value if the fact can have it. Raises Wrong: true is not 1, and 1 is not the text 1."""
    if kind.type == "day":
        raise Wrong("grammar", "compare days with before, on_or_before, after, on_or_after", test)
    if kind.values and not any(said == one and type(said) is type(one) for one in kind.values):
        known = [shown(one) for one in kind.values]
        near = did_you_mean(str(said), known)
        raise Wrong("reference", f"it can never be {said!r}, only {', '.join(known)}{near}", test)
    return said


def _age(scope: Scope, said: say.AgeTest) -> Iterator[Node]:
    born = scope.fact("birth_date")
    if said.age.low is not None:
        yield scope.make(Compare, born, "<=", scope.constant(born_by(scope.on, said.age.low)))
    if said.age.high is not None:
        yield scope.make(Compare, born, ">", scope.constant(born_by(scope.on, said.age.high)))


def _since(scope: Scope, said: say.SinceTest) -> Iterator[Node]:
    low, high = started_between(scope.on, said)
    return _between(scope, values.event(scope, said.since), low, high)


def _until(scope: Scope, said: say.UntilTest) -> Iterator[Node]:
    low, high = scope.on, LAST
    if said.at_least is not None:
        low = max(low, add(scope.on, values.length(said.at_least)))
    if said.more_than is not None:
        low = max(low, add(scope.on, values.length(said.more_than)) + _DAY)
    if said.at_most is not None:
        high = min(high, add(scope.on, values.length(said.at_most)))
    if said.below is not None:
        high = min(high, add(scope.on, values.length(said.below)) - _DAY)
    return _between(scope, values.event(scope, said.until), low, high)


def started_between(on: date, said: say.Spans) -> tuple[date, date]:
    """Return the first and last start from which so much time has gone by on the day."""
    low, high = FIRST, on
    if said.at_least is not None:
        high = min(high, latest_start(on, values.length(said.at_least)))
    if said.more_than is not None:
        high = min(high, latest_start(on - _DAY, values.length(said.more_than)))
    if said.at_most is not None:
        low = max(low, latest_start(on - _DAY, values.length(said.at_most)) + _DAY)
    if said.below is not None:
        low = max(low, latest_start(on, values.length(said.below)) + _DAY)
    return low, high


def _between(scope: Scope, value: Value, low: date, high: date) -> Iterator[Node]:
    if low > FIRST:
        yield scope.make(Compare, value, ">=", scope.constant(low))
    if high < LAST:
        yield scope.make(Compare, value, "<=", scope.constant(high))


def _today(scope: Scope, said: say.TodayTest) -> Iterator[Node]:
    orders: dict[Order, Callable[[date, date], bool]] = {
        "<": date.__lt__,
        "<=": date.__le__,
        ">": date.__gt__,
        ">=": date.__ge__,
    }
    holds = True
    for name, order in _DAYS.items():
        bound = getattr(said.today, name)
        if bound is None:
            continue
        if not isinstance(bound, date):
            raise Wrong("grammar", "today is compared with a day, for example 2020-01-01", "today", name)
        holds = holds and orders[order](scope.on, bound)
    yield scope.make(Fixed, holds)


def _happened(scope: Scope, said: say.Happened) -> Iterator[Node]:
    yield scope.make(Happened, values.event(scope, said.happened))


def _absence(scope: Scope, said: say.AbsenceTest) -> Iterator[Node]:
    which, on = said.absence, scope.on
    start: tuple[date, date] = (FIRST, on)
    end: tuple[date, date | None] = (on, None)
    if which.state == "ahead":
        start, end = (on + _DAY, LAST), (FIRST, None)
    elif which.state == "over":
        end = (FIRST, on - _DAY)
    if which.lasted is not None:
        low, high = started_between(on, which.lasted)
        start = (max(start[0], low), min(start[1], high))
    if which.ends_within is not None:
        end = (end[0], add(on, values.length(which.ends_within)))
    spells = scope.make(Spell, values.absences(scope, which.reason), start, end)
    yield scope.make(Compare, spells, ">=", scope.constant(1))


def _interview(scope: Scope, said: say.InterviewTest) -> Iterator[Node]:
    which = said.interview
    since = None if which.from_ is None else values.point(scope, which.from_)
    until = None if which.to is None else values.point(scope, which.to)
    count = scope.make(Count, values.interviews(scope, which), since, until)
    if which.at_least is not None or which.below is None:
        yield scope.make(
            Compare, count, ">=", scope.constant(1 if which.at_least is None else which.at_least)
        )
    if which.below is not None:
        yield scope.make(Compare, count, "<", scope.constant(which.below))


_LEAVES: dict[type, Callable[..., Iterator[Node]]] = {
    say.FactTest: _fact,
    say.SettingTest: _setting,
    say.TableTest: _table,
    say.AgeTest: _age,
    say.SinceTest: _since,
    say.UntilTest: _until,
    say.TodayTest: _today,
    say.Happened: _happened,
    say.AbsenceTest: _absence,
    say.InterviewTest: _interview,
}
