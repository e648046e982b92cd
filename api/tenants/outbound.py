"""Reads a text about a person before it leaves by chat app, SMS or mail, and names what may not be in it.

Forbidden at every level: CPR numbers, health, benefit names, sanctions and decisions. Forbidden below
`personal` as well: place, adviser, purpose of a meeting and the plan (databeskyttelsesloven § 11;
Datatilsynet 16-07-2019 on messages by SMS). A general rule text, which is computed from no fact of the
person, may name them; it is read for CPR numbers only.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

from api.privacy import MASK, mask_cpr
from api.tenants.model import Level

FILE = Path(__file__).with_suffix(".yaml")
_STREET = re.compile(
    r"\b[A-ZÆØÅ][\wæøåé.]*(?:gade|vej|allé|torv|plads|stræde|vænge|boulevard) \d|\b\d{4} [A-ZÆØÅ][a-zæøå]{2,}"
)
_LETTER = r"[\w-]"


class Leak(NamedTuple):
    """One thing that may not leave: its kind, and the words that gave it away (never to be logged)."""

    kind: str
    words: str


def _pattern(beginnings: list[str]) -> re.Pattern[str]:
    parts = [
        re.escape(word.removesuffix("$")) + ("" if word.endswith("$") else f"{_LETTER}*")
        for word in beginnings
    ]
    return re.compile(rf"(?<!{_LETTER})(?:{'|'.join(parts)})(?!{_LETTER})", re.IGNORECASE)


@cache
def _patterns() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    lists = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    read = {
        reach: [
            (kind, _pattern([word for words in by_lang.values() for word in words]))
            for kind, by_lang in kinds.items()
        ]
        for reach, kinds in lists.items()
    }
    read["neutral"].append(("place", _STREET))
    return read


def leaks(text: str, level: Level, *, general: tuple[str, ...] = ()) -> tuple[Leak, ...]:
    """Return what the level forbids in the text; parts named in `general` are read for CPR numbers only."""
    found = [Leak("cpr", MASK)] if mask_cpr(text) != text else []
    for part in general:
        text = text.replace(part, " ")
    reaches = ("always",) if level == "personal" else ("always", "neutral")
    for kind, pattern in (pair for reach in reaches for pair in _patterns()[reach]):
        found += [Leak(kind, match.group()) for match in pattern.finditer(text)]
    return tuple(found)
