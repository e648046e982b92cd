"""Whether every cited paragraph, with its stykke and number, exists in the text of the cited version."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from rights.definition import Definition, Place
from rights.faults import Fault, Wrong
from rights.grammar.rules import Citation, Rule, TermDef
from rights.grammar.tables import Table
from rights.law import Law

_SECTION = re.compile(r"(\d+)\s?([a-zæøå])?\b(?!\.)")
_STYKKE = re.compile(r"stk\. (\d+)(?:(?:, | og |-)(\d+))*")


@dataclass(frozen=True)
class Citations:
    """How many citations were found, and which could not be looked up. Missing ones are faults."""

    found: int = 0
    not_there: tuple[str, ...] = ()
    """Sources whose text is not in the folder."""
    unread: tuple[str, ...] = ()
    """Amending acts and orders whose text could not be read."""
    faults: tuple[Fault, ...] = ()


def read_citations(law: Law, texts: Path | None) -> Citations:
    """Look up every citation of every rule, term, table and row; none without a folder of texts."""
    unread = tuple(
        f"{key}: {amendment}" for key, source in law.sources.items() for amendment in source.unread_amendments
    )
    if texts is None:
        return Citations(unread=unread)
    found, not_there, faults = 0, set[str](), []
    for place, citation in _all_citations(law):
        match _look_up(law, citation, texts):
            case "found":
                found += 1
            case "not in DIR":
                not_there.add(citation.source)
            case problem:
                faults.append(place.fault(Wrong("citation", problem)))
    return Citations(found, tuple(sorted(not_there)), unread, tuple(faults))


def _all_citations(law: Law) -> Iterator[tuple[Place, Citation]]:
    for definition in law.definitions:
        for path, citation in _cited(definition):
            yield definition.place.within(*path), citation


def _cited(definition: Definition) -> Iterator[tuple[tuple[str | int, ...], Citation]]:
    what = definition.what
    if isinstance(what, Rule | TermDef | Table):
        yield from ((("citations", index), one) for index, one in enumerate(what.citations))
    if isinstance(what, Table):
        for row, said in enumerate(what.rows):
            yield from ((("rows", row, "citations", index), one) for index, one in enumerate(said.citations))


def _look_up(law: Law, citation: Citation, texts: Path) -> Literal["found", "not in DIR"] | str:
    source = law.sources[citation.source]
    file = texts / f"{source.file}.json"
    if source.file is None or citation.paragraph is None or not file.is_file():
        return "not in DIR"
    sections = _sections(file)
    for section in cited_sections(citation.paragraph):
        if section not in sections:
            return f"missing: {citation.source} has no § {section} ({citation.paragraph})"
        for part in _parts(citation.paragraph):
            if part not in sections[section]:
                return f"missing: {citation.source} § {section} has no {part!r} ({citation.paragraph})"
    return "found"


@cache
def _sections(file: Path) -> Mapping[str, str]:
    provisions = json.loads(file.read_text(encoding="utf-8"))["provisions"]
    texts: dict[str, str] = {}
    for provision in provisions:  # an amending act may insert the same number into several acts
        section = str(provision["section"])
        texts[section] = f"{texts.get(section, '')} {provision['content']}"
    return texts


def cited_sections(paragraph: str) -> list[str]:
    """Return the sections a citation names: `§ 69 n, stk. 4` is 69n; `§§ 7, 8 og 13` and `§§ 27-30` are each."""
    head = re.split(r",? ?(?:stk\.|nr\.|\d+\. pkt\.|litra)", paragraph.removeprefix("§").removeprefix("§"))[0]
    if span := re.fullmatch(r"\s*(\d+)-(\d+)\s*", head):
        return [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
    return [number + (letter or "") for number, letter in _SECTION.findall(head)]


def _parts(paragraph: str) -> Iterator[str]:
    """The signs that a stykke or number leaves in the text; the first stykke has none of its own."""
    if "§§" in paragraph:
        return
    for stykke in re.findall(r"stk\. ((?:\d+(?:, | og |-)?)+)", paragraph):
        yield from (f"Stk. {one}." for one in re.findall(r"\d+", stykke) if one != "1")
    for numbers in re.findall(r"nr\. ((?:\d+(?:, | og |-)?)+)", paragraph):
        yield from (f"{one})" for one in re.findall(r"\d+", numbers))
