"""Whether the cases are enough: every answer of every rule, every row of every table, every deadline's days."""

from collections import defaultdict
from collections.abc import Iterator

from rights.check.cases import Asked, Run
from rights.definition import Definition
from rights.faults import Fault, Wrong
from rights.finding import ANSWERS
from rights.grammar.rules import Rule
from rights.grammar.tables import Table
from rights.law import Law
from rights.walk import possible_answers

_AROUND = {-1: "the day before", 0: "the day of", 1: "the day after"}


def faults_of_coverage(law: Law, run: Run) -> Iterator[Fault]:
    """Return what no case asks."""
    asked = defaultdict(list)
    for one in run.asked:
        asked[one.pack, one.rule].append(one)
    for definition in law.definitions:
        if isinstance(definition.what, Rule):
            of_rule = asked[definition.pack.name, definition.id]
            yield from _answers(law, definition, of_rule)
            yield from _days(definition, definition.what, of_rule)
        elif isinstance(definition.what, Table):
            yield from _rows(definition, definition.what, run)


def _answers(law: Law, definition: Definition, asked: list[Asked]) -> Iterator[Fault]:
    """Every answer the rule can give on the day it begins has a case."""
    track = definition.pack.about.track
    book = law.book(definition.begins, "gaeldende" if track == "shared" else track)
    entry = book.entries[f"{book.track}/{definition.id}"]
    possible = possible_answers(entry.plan.applies, frozenset(book.presumed))
    for holds in sorted(possible - {one.holds for one in asked}, key=str):
        message = f"no case in which {definition.id} answers {ANSWERS[holds]}"
        yield definition.place.fault(Wrong("coverage", message))


def _days(definition: Definition, rule: Rule, asked: list[Asked]) -> Iterator[Fault]:
    """Every deadline is asked for on the day before, on it, and on the day after.

    One that comes again is never behind us: the day after, the next one is the answer.
    """
    due = [one for one in rule.dates if one.as_ == "due"]
    recurs = all(one.every is not None for one in due)
    needed = {-1, 0} if recurs else {-1, 0, 1}
    days = {day for one in asked for day in one.from_due}
    if due and (lacking := [_AROUND[day] for day in sorted(needed - days)]):
        message = f"no case asks {definition.id} on {' and '.join(lacking)} its deadline"
        yield definition.place.fault(Wrong("coverage", message, "dates"))


def _rows(definition: Definition, table: Table, run: Run) -> Iterator[Fault]:
    hit = {row for pack, id_, row in run.rows if (pack, id_) == (definition.pack.name, definition.id)}
    for index in range(len(table.rows)):
        if index not in hit:
            message = f"no case hits row {index + 1} of {definition.id}"
            yield definition.place.fault(Wrong("coverage", message, "rows", index))
