"""Puts the review sheet together: rules by act, tables, and what the files do not carry."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from rights.cases import read_cases
from rights.definition import Definition
from rights.grammar.rules import Rule, TermDef
from rights.grammar.tables import Table
from rights.law import TRACKS, Law
from rights.posed import Posed
from rights.review.entries import rule_entry, table_entry, term_entry
from rights.review.html import element, grid, listed, page, text
from rights.review.order import in_order
from rights.versions import last_days

_REST = {"terms": "Named conditions", "tables": "Decision tables", "left-out": "Not in the files"}


def sheet(law: Law, on: date) -> str:
    """Return the review sheet of every rule of every track as one HTML document."""
    asked: dict[tuple[str, str], list[Posed]] = defaultdict(list)
    for posed in read_cases(law)[0]:
        for rule in posed.expect:
            asked[posed.track, rule].append(posed)
    title = f"Review sheet, {on}"
    return page(
        title,
        "en",
        element("h1", text(title)),
        element(
            "p",
            "What the files say, where it stands, and which cases hold it. Read beside the acts themselves.",
        ),
        _counts(law),
        _contents(law),
        *(_act(law, act, of_act, asked, on) for act, of_act in _by_act(law).items()),
        _terms(law),
        _tables(law),
        _left_out(law),
    )


def _by_act(law: Law) -> dict[str, list[tuple[Definition, Rule]]]:
    """Rules by the act they rest on first, acts by name, each read from its oldest version and first paragraph."""
    found: dict[str, list[tuple[Definition, Rule]]] = defaultdict(list)
    for definition, rule in law.rules():
        found[law.sources[rule.citations[0].source].act].append((definition, rule))

    def place(pair: tuple[Definition, Rule]) -> tuple[date, list[int | str], str]:
        cited = pair[1].citations[0]
        return law.sources[cited.source].issued, in_order(cited.paragraph or cited.section or ""), pair[0].id

    return {act: sorted(found[act], key=place) for act in sorted(found)}


def _counts(law: Law) -> str:
    counts = Counter((d.pack.about.track, rule.kind, rule.citations[0].evidence) for d, rule in law.rules())
    return grid(
        ("track", "kind", "evidence", "rules"), ((*key, str(count)) for key, count in sorted(counts.items()))
    )


def _contents(law: Law) -> str:
    acts = (element("a", text(act), href=f"#{_anchor(act)}") for act in _by_act(law))
    rest = (
        element("a", name, href=f"#{anchor}")
        for anchor, name in (
            ("terms", "Named conditions"),
            ("tables", "Decision tables"),
            ("left-out", "Not in the files"),
        )
    )
    return element("nav", element("h2", "Acts"), listed([*acts, *rest]))


def _act(
    law: Law,
    act: str,
    rules: Sequence[tuple[Definition, Rule]],
    asked: dict[tuple[str, str], list[Posed]],
    on: date,
) -> str:
    last = {str(track): last_days(law.of_track(track)) for track in TRACKS}
    entries = []
    for definition, rule in rules:
        track = definition.pack.about.track
        ends = last[track][definition.place]
        cases = [posed for posed in asked[track, definition.id] if _within(posed.on, definition.begins, ends)]
        entries.append(rule_entry(law, definition, rule, cases, (on, ends)))
    return element("section", element("h2", text(act), id=_anchor(act)), *entries)


def _within(day: date, begins: date, ends: date | None) -> bool:
    return begins <= day and (ends is None or day <= ends)


def _terms(law: Law) -> str:
    """What the named conditions that rules rest on mean, the versions of one beside each other."""
    terms = [(one, one.what) for one in law.definitions if isinstance(one.what, TermDef)]
    terms.sort(key=lambda pair: (pair[0].id, pair[0].pack.about.track, pair[0].begins))
    seen: set[str] = set()
    entries = []
    for definition, term in terms:
        anchor = None if definition.id in seen else f"term-{definition.id}"
        seen.add(definition.id)
        entries.append(term_entry(definition, term, anchor))
    return element("section", element("h2", "Named conditions", id="terms"), *entries)


def _tables(law: Law) -> str:
    tables = (table_entry(one, one.what) for one in law.definitions if isinstance(one.what, Table))
    return element("section", element("h2", "Decision tables", id="tables"), *tables)


def _left_out(law: Law) -> str:
    return element(
        "section",
        element("h2", "Not in the files", id="left-out"),
        grid(("track", "what", "why", "where"), _omissions(law)),
    )


def _omissions(law: Law) -> Iterator[tuple[str, str, str, str]]:
    for track in TRACKS:
        yield from ((track, item.what, item.why, item.citation) for item in law.not_modelled(track))


def _anchor(act: str) -> str:
    return "act-" + "".join(letter if letter.isalnum() else "-" for letter in act.lower())
