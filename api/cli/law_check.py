"""Prints the report of `vejviser law check`."""

from pathlib import Path

from tqdm import tqdm

from rights import read_law
from rights.check import Report
from rights.check.mutants import Hunt, mutants_of


def show(report: Report, *, with_texts: bool) -> None:
    """Print what was checked, each fault where it stands, the warnings, and the count of each kind."""
    for fault in report.faults:
        print(f"{fault.file}:{fault.line}: [{fault.kind}] {fault.message}")
    for warning in report.warnings:
        print(f"warning: {warning}")
    print(", ".join(f"{count} {what}" for what, count in report.counted.items()))
    for by, counts in report.rules.items():
        print(f"rules by {by}: {', '.join(f'{counts[name]} {name}' for name in sorted(counts))}")
    if with_texts:
        _show_citations(report)
    width = max(len(kind) for kind in report.counts())
    for kind, count in report.counts().items():
        print(f"{kind:<{width}} {count}")
    print(f"{'warnings':<{width}} {len(report.warnings)}")


def _show_citations(report: Report) -> None:
    citations = report.citations
    missing = report.counts()["citation"]
    print(
        f"citations: {citations.found} found, {missing} missing, {len(citations.not_there)} sources not in DIR"
    )
    for source in citations.not_there:
        print(f"  not in DIR: {source}")
    for unread in citations.unread:
        print(f"  not readable: {unread}")


def show_mutants(folder: Path) -> None:
    """Print every number and day that could be one off without a case noticing, and the share that could not."""
    law = read_law(folder)
    hunt = Hunt(law)
    mutants = [mutant for definition in law.definitions for mutant in mutants_of(definition)]
    survivors = [mutant for mutant in tqdm(mutants, desc="mutants", disable=None) if hunt.survives(mutant)]
    for mutant in survivors:
        print(mutant)
    killed = len(mutants) - len(survivors)
    print(f"mutants: {killed} of {len(mutants)} noticed ({killed / max(1, len(mutants)):.1%})")
