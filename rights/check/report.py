"""One report over every check, with a count for each kind of fault."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import get_args

from rights.check.cases import run_cases
from rights.check.citations import Citations, read_citations
from rights.check.coverage import faults_of_coverage
from rights.check.promises import faults_of_promises
from rights.check.readability import faults_of_readability
from rights.faults import Fault, FaultKind, LawError, Wrong
from rights.law import TRACKS, Law, read_law


@dataclass(frozen=True)
class Report:
    """What was found. `warnings` do not make the check fail."""

    faults: tuple[Fault, ...]
    warnings: tuple[str, ...] = ()
    citations: Citations = field(default_factory=Citations)
    counted: dict[str, int] = field(default_factory=dict)
    """How much was checked: rules, tables, cases, days."""
    rules: dict[str, Counter[str]] = field(default_factory=dict)
    """How many rules there are, by track, by kind, and by the evidence of their first citation."""

    def counts(self) -> dict[str, int]:
        """Return the number of faults of each kind, none left out."""
        found = Counter(fault.kind for fault in self.faults)
        return {kind: found[kind] for kind in get_args(FaultKind)}


def check(folder: Path, on: date, texts: Path | None = None) -> Report:
    """Check every law file as of the day; with `texts`, every citation against the texts there."""
    try:
        law = read_law(folder)
    except LawError as error:
        return Report(error.faults)
    broken, days = _books(law)
    if broken:
        return Report(tuple(sorted(set(broken))), counted={"days": days})
    run = run_cases(law)
    citations = read_citations(law, texts)
    faults = [
        *run.faults,
        *faults_of_coverage(law, run),
        *citations.faults,
        *faults_of_readability(law, on),
        *faults_of_promises(law),
        *_evidence(law),
    ]
    tables = sum(definition.is_table for definition in law.definitions)
    counted = {"rules": len(law.rules()), "tables": tables, "cases": run.count, "days": days}
    return Report(tuple(sorted(set(faults))), tuple(_expired(law, on)), citations, counted, _rules(law))


def _rules(law: Law) -> dict[str, Counter[str]]:
    rules = [(definition.pack.about.track, rule) for definition, rule in law.rules()]
    return {
        "track": Counter(track for track, _ in rules),
        "kind": Counter(rule.kind for _, rule in rules),
        "evidence": Counter(rule.citations[0].evidence for _, rule in rules),
    }


def _books(law: Law) -> tuple[list[Fault], int]:
    """Load every track on every day it changes; return the faults and the number of days."""
    faults: list[Fault] = []
    days = [(day, track) for track in TRACKS for day in law.change_days(track)]
    for day, track in days:
        try:
            law.book(day, track)
        except LawError as error:
            faults += error.faults
    return faults, len(days)


def _evidence(law: Law) -> Iterator[Fault]:
    """What was not verified is never shown as law."""
    for definition, rule in law.rules():
        for index, citation in enumerate(rule.citations):
            if citation.evidence == "D":
                message = f"{definition.id} rests on a source nobody verified (D): leave it out, or make it a question"
                yield definition.place.fault(Wrong("evidence", message, "citations", index))


def _expired(law: Law, on: date) -> Iterable[str]:
    for definition, rule in law.rules():
        if rule.review_by < on and (definition.ends is None or definition.ends >= on):
            yield f"{definition.place.shown}: {definition.id} should have been read again by {rule.review_by}"
