"""Despair, violence and acute need, found by rules before anything else is read.

A classifier must not be the safety net ("jeg vil ikke leve mere" looked like deletion of data to one).
The rules (`words/crisis_*.txt`) aim to miss nobody; figures of speech and an authority's own "threats"
are taken out first.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import get_args

from api.errors import ConfigurationError
from api.understand.understood import CrisisKind

FOLDER = Path(__file__).parent / "words"
FALSE_ALARM = "false alarm"
KINDS: tuple[CrisisKind, ...] = get_args(CrisisKind)
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ı": "i", "’": "", "'": "", "´": "", "`": ""})
_STRETCHED = re.compile(r"(\w)\1{2,}")
_CLAUSE_END = re.compile(r"\s*[.,!?;:()\n-]+\s*")
_NEED = re.compile(
    r"\b(?:mad\b|spis|sult|sove|bolig|hus|lejlighed|gaden|udlej|frys|koeleskab|penge|food|eat|hungr|starv|sleep|roof"
    r"|rent\b|landlord|street|flat\b|fridge|home|money)"
)
_HARM = re.compile(r"\b(?:vold|slaar|slog|taev|bank|tru|kniv|hit|beat|violen|threat|abus|knife)")
_DEFINITION = re.compile(r"([A-Z]+) = (.+)")


def crisis_kind(cleaned: str) -> CrisisKind | None:
    """`life` (despair, self-harm), `violence` (threats either way), `needs` (food, roof), or None."""
    rules = _rules()
    text = rules[FALSE_ALARM].sub(" ", fold(cleaned))
    return next((kind for kind in KINDS if rules[kind].search(text)), None)


def likely_kind(cleaned: str) -> CrisisKind:
    """Of a message known to be a crisis by its meaning: what its words point to, danger to life if in doubt."""
    text = fold(cleaned)
    if _NEED.search(text):
        return "needs"
    return "violence" if _HARM.search(text) else "life"


def fold(text: str) -> str:
    """Lower case, æøå spelled out, no accents or apostrophes; ` | ` where a clause ends."""
    plain = _letters(_STRETCHED.sub(r"\1", text.casefold()))
    return " ".join(f"| {_CLAUSE_END.sub(' | ', plain)} |".split())


def _letters(text: str) -> str:
    spelled = text.translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    patterns: dict[str, list[str]] = {name: [] for name in (FALSE_ALARM, *KINDS)}
    for file in sorted(FOLDER.glob("crisis_*.txt")):
        for section, pattern in read_patterns(file):
            patterns[section].append(f"(?:{_letters(pattern)})")
    return {name: re.compile("|".join(found)) for name, found in patterns.items()}


def read_patterns(file: Path) -> list[tuple[str, str]]:
    """(section, pattern) pairs of a file. Raises ConfigurationError naming the line that is wrong."""
    names: dict[str, str] = {}
    section, found = "", list[tuple[str, str]]()
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("# "):
            continue
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif not section and (definition := _DEFINITION.fullmatch(line)):
            names[definition[1]] = definition[2]
        elif section in (FALSE_ALARM, *KINDS):
            found.append((section, re.sub(r"<([A-Z]+)>", lambda name: names[name[1]], line)))
        else:
            raise ConfigurationError(f"{file.name}, line {number}: expected one of [{FALSE_ALARM}], {KINDS}")
    return found
