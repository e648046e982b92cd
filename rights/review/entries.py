"""One rule and one table on the review sheet."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from rights.definition import Definition
from rights.grammar.base import Words
from rights.grammar.rules import Citation, Rule, TermDef
from rights.grammar.tables import Output, Row, Table
from rights.law import Law
from rights.posed import Posed
from rights.review.html import element, grid, listed, pairs, text

_WHOLE = re.compile(r"(\d+)\.0\b")
_SUBJECTS = frozenset(
    {"fact", "table", "term", "setting", "since", "until", "reason", "type", "what", "kind", "due"}
)
_TERM = re.compile(r"term:? ([a-z0-9/_-]+)")


def rule_entry(
    law: Law, definition: Definition, rule: Rule, cases: Sequence[Posed], days: tuple[date, date | None]
) -> str:
    """Return a rule with its days, texts, condition, sources and cases, and a line for the reader's word.

    `days`: the day of the sheet, and the last day on which this version holds.
    """
    on, ends = days
    late = rule.review_by < on
    review = element("span", text(rule.review_by), class_="late" if late else "")
    return element(
        "article",
        element("h3", text(rule.title.da if rule.title else definition.id)),
        element("div", text(f"{definition.pack.about.track}/{definition.id}"), class_="id"),
        pairs(
            [
                ("kind, topic", text(f"{rule.kind}, {rule.topic}")),
                ("in force", text(f"{definition.begins} to {ends or 'now'}")),
                ("Danish", _said(rule, "da")),
                ("English", _said(rule, "en")),
                ("source", listed(_cited(law, one) for one in rule.citations)),
                ("read, read again", f"{text(rule.verified_on)}, {review}"),
                ("first", listed(text(one.da) for one in rule.requires_first)),
                ("decided by", text(f"{rule.decides.by}: {rule.decides.what.da}") if rule.decides else ""),
                (
                    "unread from",
                    text(f"{rule.unread_from.on}: {rule.unread_from.because.da}") if rule.unread_from else "",
                ),
                ("assumes", listed(text(one) for one in rule.assumes)),
                ("note", text(rule.note or "")),
            ]
        ),
        element("pre", _linked(_structure(rule, {"when", "dates", "limits"}) or "for everybody")),
        element(
            "details",
            element("summary", f"{len(cases)} cases"),
            listed(_cases(definition.id, cases)),
            open="",
        ),
        element("p", "read: ______________  date: __________  holds: yes / no / change", class_="sign"),
    )


def _said(rule: Rule, lang: str) -> str:
    texts: list[Words] = [words for words in (rule.text, rule.more) if words is not None]
    return "<br>".join(text(words.in_language(lang)) for words in texts)


def _cited(law: Law, one: Citation) -> str:
    source = law.sources[one.source]
    also = "".join(
        f"; also {text(law.sources[second.source].act)} {text(second.section)}" for second in one.also
    )
    where = text(f"{source.act} {one.paragraph or one.section} ({one.source})")
    shown = element("a", where, href=source.url) if source.url else where
    return f"{shown}, evidence {one.evidence}, read through {text(source.read_through)}{also}"


def term_entry(definition: Definition, term: TermDef, anchor: str | None) -> str:
    """Return a named condition: what it is called, and when it holds.

    `anchor`: where the links to it lead; none for its later versions, which stand right below the first.
    """
    cited = ", ".join(f"{one.source} {one.paragraph or one.section}" for one in term.citations)
    days = f"{definition.begins} to {definition.ends or 'now'}"
    return element(
        "article",
        element("h3", text(f"{term.label.da} ({term.label.en})")),
        element("div", text(f"{definition.pack.about.track}/{definition.id}, {days}, {cited}"), class_="id"),
        element("pre", _linked(_structure(term, {"when"})), **({"id": anchor} if anchor else {})),
        element("p", text(term.note or "")),
    )


def _structure(said: Rule | TermDef, parts: set[str]) -> str:
    """The condition, dates and limits, indented as a file has them."""
    return "\n".join(
        _lines(said.model_dump(mode="json", by_alias=True, exclude_unset=True, include=parts), 0)
    )


def _linked(structure: str) -> str:
    """The structure as HTML, each named condition with a link to what it means."""
    return _TERM.sub(r'term: <a href="#term-\1">\1</a>', text(structure))


def _lines(part: Any, depth: int) -> Iterator[str]:
    for key, value in part.items() if isinstance(part, dict) else (("-", one) for one in part):
        flat = _flat(value)
        if not isinstance(value, dict | list) or (len(flat) < 90 and "[{" not in flat):
            yield f"{'  ' * depth}{key} {flat}"
        else:
            yield f"{'  ' * depth}{key}"
            yield from _lines(value, depth + 1)


def _flat(value: object) -> str:
    """One line as a file has it: no quotes, whole numbers without a point."""
    return _WHOLE.sub(r"\1", json.dumps(_subject_first(value), ensure_ascii=False)).replace('"', "")


def _subject_first(value: Any) -> Any:
    """What is asked before what it must be: {table: groups, in: [1, 2]}."""
    if isinstance(value, dict):
        return {
            key: _subject_first(value[key]) for key in sorted(value, key=lambda key: key not in _SUBJECTS)
        }
    return [_subject_first(one) for one in value] if isinstance(value, list) else value


def _cases(id_: str, cases: Sequence[Posed]) -> Iterator[str]:
    for posed in cases:
        expected = posed.expect[id_].model_dump(mode="json", by_alias=True, exclude_unset=True)
        yield text(
            f"{posed.on}: {posed.says} ({', '.join(f'{key} {_flat(value)}' for key, value in expected.items())})"
        )


def table_entry(definition: Definition, table: Table) -> str:
    """Return a table row by row, as its source has it."""
    inputs = [one if isinstance(one, str) else one.as_ for one in table.inputs]
    outputs = [definition.id.rsplit("/", 1)[-1]] if isinstance(table.outputs, Output) else list(table.outputs)
    cited = ", ".join(f"{one.source} {one.paragraph or one.section}" for one in table.citations)
    otherwise = f"Otherwise {table.otherwise}: {table.otherwise_because}" if table.otherwise_because else ""
    return element(
        "article",
        element("h3", text(table.title.da)),
        element(
            "div",
            text(f"{definition.id}, {definition.begins} to {definition.ends or 'now'}, {cited}"),
            class_="id",
        ),
        grid(("source", *inputs, *outputs), (_row(row, inputs, outputs) for row in table.rows)),
        element("p", text(otherwise)),
        element("p", text(table.note or "")),
    )


def _row(row: Row, inputs: Sequence[str], outputs: Sequence[str]) -> Iterator[str]:
    said = row.model_dump(mode="json", by_alias=True, exclude_none=True)
    gives = said["gives"] if isinstance(said["gives"], dict) else dict.fromkeys(outputs, said["gives"])
    yield row.source_row or ""
    for cell in (*(said["when"].get(name, "any") for name in inputs), *(gives[name] for name in outputs)):
        yield json.dumps(cell, ensure_ascii=False).replace('"', "")
