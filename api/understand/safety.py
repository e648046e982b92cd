"""Despair, violence and acute need, found by rules before anything else is read.

A classifier must not be the safety net ("jeg vil ikke leve mere" looked like deletion of data to one).
The rules aim to miss nobody; figures of speech and the authority's own "threats" are taken out first.
"""

import re
import unicodedata

from api.understand import safety_da, safety_en, safety_other
from api.understand.understood import CrisisKind

KINDS: tuple[CrisisKind, ...] = ("life", "violence", "needs")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ı": "i", "’": "", "'": "", "´": "", "`": ""})
_STRETCHED = re.compile(r"(\w)\1{2,}")
_CLAUSE_END = re.compile(r"\s*[.,!?;:()\n-]+\s*")


def crisis_kind(cleaned: str) -> CrisisKind | None:
    """`life` (despair, self-harm), `violence` (threats either way), `needs` (food, roof), or None."""
    text = _FALSE_ALARMS.sub(" ", fold(cleaned))
    return next((kind for kind in KINDS if _SIGNS[kind].search(text)), None)


def fold(text: str) -> str:
    """Lower case, æøå spelled out, no accents or apostrophes; ` | ` where a clause ends."""
    plain = _letters(_STRETCHED.sub(r"\1", text.casefold()))
    return f"| {_CLAUSE_END.sub(' | ', plain)} |"


def _letters(text: str) -> str:
    spelled = text.translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_letters(pattern)})" for pattern in patterns))


_RULES = (safety_da, safety_en, safety_other)
_FALSE_ALARMS = _compiled(tuple(p for rules in _RULES for p in rules.FALSE_ALARMS))
_SIGNS = {kind: _compiled(tuple(p for rules in _RULES for p in rules.SIGNS[kind])) for kind in KINDS}
