"""A language's words and patterns for time, read from `words/dates_<lang>.yaml`.

In a pattern `<name>` stands for a snippet or for any word of a list; what is caught in a group is
given to the maker of the pattern's name (`dates_makers`).
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from api.i18n import Lang
from api.understand.dates_meaning import Edge, Lead, Part, Role, Unit

FOLDER = Path(__file__).parent / "words"
_MACRO = re.compile(r"(?<!\?P)<([A-Za-z]\w*)>")


class Lists(BaseModel):
    """The words of one language; each list can stand in a pattern by its name."""

    model_config = ConfigDict(frozen=True, extra="allow")

    numbers: dict[str, int]
    ordinals: dict[str, int]
    weekdays: dict[str, int]
    months: dict[str, int]
    offsets: dict[str, int]
    leads: dict[str, Lead]
    week_leads: dict[str, Lead]
    edges: dict[str, Edge]
    units: dict[str, Unit]
    roles: dict[str, Role]


class _File(BaseModel):
    """The file as written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: Lists
    feasts: dict[str, tuple[int, int]]
    parts: dict[str, tuple[int, int, bool]]
    no_weekdays: frozenset[str]
    half_is_before: bool
    towards: frozenset[str]
    snippets: dict[str, str]
    patterns: tuple[tuple[str, str], ...]


class Grammar(NamedTuple):
    """One language, ready: compiled patterns in the order in which they are tried."""

    words: Lists
    feasts: dict[str, tuple[int, int]]
    parts: dict[str, Part]
    no_weekdays: frozenset[str]
    half_is_before: bool
    towards: frozenset[str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    def number(self, text: str) -> int:
        """A number in digits or words; 0 for none."""
        digits = re.match(r"\d+", text)
        if digits:
            return int(digits.group())
        return self.words.numbers.get(text, self.words.ordinals.get(text, 0))


@cache
def read_grammar(lang: Lang) -> Grammar:
    """Read and compile a language's file; Danish where a language has none of its own."""
    name = lang if (FOLDER / f"dates_{lang}.yaml").exists() else "da"
    file = _File.model_validate(YAML(typ="safe").load(FOLDER / f"dates_{name}.yaml"))
    macros = {name: _any(words) for name, words in file.words.model_dump().items()} | file.snippets
    return Grammar(
        words=file.words,
        feasts=file.feasts,
        parts={letter: Part(*part) for letter, part in file.parts.items()},
        no_weekdays=file.no_weekdays,
        half_is_before=file.half_is_before,
        towards=file.towards,
        patterns=tuple((name, re.compile(_spelled_out(pattern, macros))) for name, pattern in file.patterns),
    )


def _spelled_out(pattern: str, macros: dict[str, str]) -> str:
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda found: macros[found.group(1)], pattern)
    return pattern


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"
