"""Prints the report of `vejviser law check`."""

from rights.check import Report


def show(report: Report, *, with_texts: bool) -> None:
    """Print what was checked, each fault where it stands, the warnings, and the count of each kind."""
    for fault in report.faults:
        print(f"{fault.file}:{fault.line}: [{fault.kind}] {fault.message}")
    for warning in report.warnings:
        print(f"warning: {warning}")
    print(", ".join(f"{count} {what}" for what, count in report.counted.items()))
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
