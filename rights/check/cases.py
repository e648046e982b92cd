"""Asks every case, compares with what was expected, and keeps what the cases covered."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rights import plan
from rights.book import Book
from rights.cases import read_cases
from rights.faults import Fault, Wrong
from rights.finding import Finding
from rights.grammar.packs import Expected
from rights.law import Law
from rights.posed import Posed
from rights.values import possible_rows


@dataclass(frozen=True)
class Asked:
    """One rule asked by one case: what came out, and the due days relative to the day asked."""

    rule: str
    pack: str
    holds: bool | None
    from_due: frozenset[int]
    """How many days the day asked lies after each due day."""


@dataclass
class Run:
    """The outcome of all cases."""

    count: int = 0
    faults: list[Fault] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    rows: set[tuple[str, str, int]] = field(default_factory=set)
    """The table rows that decided an answer: pack, table, row."""


def run_cases(law: Law) -> Run:
    """Ask every case of the law."""
    posed, faults = read_cases(law)
    run = Run(len(posed), faults)
    for one in posed:
        book = law.book(one.on, one.track)
        run.faults += _differences(book, one)
        _cover(run, book, one)
    return run


def _differences(book: Book, posed: Posed) -> Iterator[Fault]:
    ids = {rule: f"{book.track}/{rule}" for rule in posed.expect}
    found = book.evaluate(posed.facts, rules=ids.values(), include_no=True, settings=posed.settings)
    findings = {finding.rule: finding for finding in found}
    for rule, expected in posed.expect.items():
        for difference in compare(findings.get(ids[rule]), expected):
            message = f"on {posed.on} {rule}: {difference} ({posed.says})"
            yield posed.place.fault(Wrong("case", message, "expect", rule))


def compare(finding: Finding | None, expected: Expected) -> Iterator[str]:
    """Yield every difference between what a rule answers and what was expected."""
    if finding is None or expected.applies == "absent":
        answer = "absent" if finding is None else finding.applies
        if answer != expected.applies:
            yield f"expected {expected.applies}, found {answer}"
        return
    if finding.applies != expected.applies:
        missing = ", ".join(finding.missing) or "nothing"
        yield f"expected {expected.applies}, found {finding.applies} (missing {missing})"
    for side, day in (("due", finding.due), ("from_", finding.from_)):
        wanted = getattr(expected, side)
        if wanted is not None and day != (None if wanted == "none" else wanted):
            yield f"expected {side.strip('_')} {wanted}, found {day}"
    for key in ("dates", "limits", "missing", "target_group"):
        wanted = getattr(expected, key)
        if wanted is not None and (said := _plain(wanted)) != (found := _plain(getattr(finding, key))):
            yield f"expected {key} {said}, found {found}"
    if expected.stale is not None and finding.stale != expected.stale:
        yield f"expected stale {expected.stale}, found {finding.stale}"


def _plain(value: object) -> object:
    """Dates, limits and names in a form that two sides can be compared in, whatever their order."""
    if isinstance(value, dict):
        return dict(sorted(value.items()))
    if isinstance(value, tuple):
        return sorted(_one(item) for item in value)
    return value


def _one(item: object) -> str:
    if hasattr(item, "what") and hasattr(item, "due"):
        return f"{item.what} due {item.due} from {item.from_}"  # type: ignore[attr-defined]
    if hasattr(item, "unit"):
        return f"{item.kind} {item.value:g} {item.unit}"  # type: ignore[attr-defined]
    return str(item)


def _cover(run: Run, book: Book, posed: Posed) -> None:
    citizen = book.citizen(posed.facts, posed.settings)
    for verdict in book.decide(citizen):
        definition = verdict.entry.definition
        if definition.id not in posed.expect:
            continue
        behind = frozenset((posed.on - day).days for day in verdict.days("due"))
        run.asked.append(Asked(definition.id, definition.pack.name, verdict.reason.holds, behind))
    for value in citizen.values:
        if isinstance(value, plan.Lookup) and len(rows := possible_rows(value.table, citizen)) == 1:
            pack = book.table_packs[value.table.id]
            run.rows.add((pack, value.table.id, rows[0]))
