"""Whether the cases would notice: every number and day of a rule is shifted by one, and a case must break.

A mutant that the grammar or the book refuses (a gap in a table) has been noticed too.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from rights.book import make_book
from rights.cases import read_cases
from rights.check.cases import compare
from rights.definition import Definition
from rights.faults import LawError
from rights.grammar.tables import Table
from rights.law import TRACKS, Law
from rights.posed import Posed
from rights.versions import in_force

_NOT_THE_RULE = frozenset(
    {
        "citations",
        "verified_on",
        "verified_through",
        "review_by",
        "text",
        "more",
        "title",
        "note",
        "assumes",
        "label",
    }
    | {"source_row", "otherwise_because", "requires_first", "what", "because"}
)
Way = tuple[str | int, ...]


@dataclass(frozen=True)
class Mutant:
    """A definition with one number or day shifted by one."""

    original: Definition
    changed: Definition | None
    """None: the grammar refuses it."""
    way: Way
    was: object
    became: object

    def __str__(self) -> str:
        place = self.original.place.within(*self.way)
        return f"{place.shown}:{place.line}: {self.original.id}: no case notices {self.became} for {self.was}"


def mutants_of(definition: Definition) -> Iterator[Mutant]:
    """Yield the definition with each of its numbers and days one lower and one higher."""
    if definition.what is None:
        return
    said = definition.what.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for way, was in _numbers(said, ()):
        for became in _shifted(was):
            changed = _with(said, way, became)
            try:
                what = type(definition.what).model_validate(changed)
            except ValidationError:
                yield Mutant(definition, None, way, was, became)
                continue
            begins = max(definition.pack.about.valid_from, what.valid_from or date.min)
            ends = min((end for end in (definition.pack.about.valid_to, what.valid_to) if end), default=None)
            if way[0] in ("valid_from", "valid_to") and (begins, ends) == (
                definition.begins,
                definition.ends,
            ):
                continue  # the pack's own days are narrower: nothing has changed
            yield Mutant(
                definition, replace(definition, what=what, begins=begins, ends=ends), way, was, became
            )


def _numbers(part: Any, way: Way) -> Iterator[tuple[Way, Any]]:
    if isinstance(part, dict):
        for key, inner in part.items():
            if key not in _NOT_THE_RULE:
                yield from _numbers(inner, (*way, key))
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            yield from _numbers(inner, (*way, index))
    elif (isinstance(part, int | float) and not isinstance(part, bool)) or _day(part) is not None:
        yield way, part


def _day(part: object) -> date | None:
    try:
        return date.fromisoformat(part) if isinstance(part, str) else None
    except ValueError:
        return None


def _shifted(was: Any) -> tuple[Any, ...]:
    if (day := _day(was)) is not None:
        return str(day - timedelta(days=1)), str(day + timedelta(days=1))
    return (was - 1, was + 1) if was else (was + 1,)


def _with(part: Any, way: Way, value: object) -> Any:
    if not way:
        return value
    if isinstance(part, dict):
        return {key: _with(inner, way[1:], value) if key == way[0] else inner for key, inner in part.items()}
    return [_with(inner, way[1:], value) if index == way[0] else inner for index, inner in enumerate(part)]


class Hunt:
    """Asks, of each mutant, only the cases that rest on the definition it came from."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self._needs = _needs(law.definitions)
        self._reached: dict[str, frozenset[str]] = {}
        self._resting: dict[tuple[str, str], list[tuple[Posed, str]]] = defaultdict(list)
        self._systems = [one.id for one in law.definitions if isinstance(one.what, Table) and one.what.system]
        for posed in read_cases(law)[0]:
            for rule in posed.expect:
                for id_ in self._needed(posed, rule):
                    self._resting[posed.track, id_].append((posed, rule))

    def survives(self, mutant: Mutant) -> bool:
        """Whether no case notices the mutant."""
        if mutant.changed is None:
            return False
        track = mutant.original.pack.about.track
        tracks = TRACKS if track == "shared" else (track,)
        resting = [one for track in tracks for one in self._resting[track, mutant.original.id]]
        return not any(self._notices(posed, rule, mutant) for posed, rule in resting)

    def _notices(self, posed: Posed, rule: str, mutant: Mutant) -> bool:
        needed = self._needed(posed, rule)
        around = [
            one for one in self._law.of_track(posed.track) if one.id in needed and one is not mutant.original
        ]
        definitions = in_force([*around, mutant.changed] if mutant.changed else around, posed.on)
        try:
            book = make_book(posed.on, posed.track, definitions, self._law.about)
        except LawError:
            return True
        id_ = f"{posed.track}/{rule}"
        found = book.evaluate(posed.facts, rules=[id_], include_no=True, settings=posed.settings)
        return any(True for _ in compare(next(iter(found), None), posed.expect[rule]))

    def _needed(self, posed: Posed, rule: str) -> frozenset[str]:
        """What a case about a rule rests on; one about target groups also on the tables of groups."""
        if posed.expect[rule].target_group is None:
            return self._reach(rule)
        return self._reach(rule).union(*(self._reach(system) for system in self._systems))

    def _reach(self, rule: str) -> frozenset[str]:
        if rule not in self._reached:
            reached, waiting = set[str](), [rule]
            while waiting:
                if (one := waiting.pop()) not in reached:
                    reached.add(one)
                    waiting.extend(self._needs[one])
            self._reached[rule] = frozenset(reached)
        return self._reached[rule]


def _needs(definitions: Sequence[Definition]) -> dict[str, set[str]]:
    """Return the terms and tables that each definition names, in any of its versions."""
    needs: dict[str, set[str]] = defaultdict(set)
    for one in definitions:
        if one.what is not None:
            needs[one.id] |= set(_named(one.what.model_dump(mode="json", by_alias=True, exclude_unset=True)))
    return needs


def _named(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (part[key] for key in ("term", "table") if isinstance(part.get(key), str))
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _named(inner)
