"""Which language a message is written in: guarded, since slang in two words looks like anything.

Guard rules: Cyrillic is Ukrainian; Arabic script is Arabic or Persian; æ, ø or å is Danish; else another
language needs two words and a probability of .6, and except for English two words of four letters.
"""

import re
from functools import cache
from typing import Any

SESSION_LANGUAGES = ("da", "en")
LANGUAGES = ("da", "en", "ar", "uk", "pl", "tr", "de", "so", "fa", "ro")
_SURE = 0.6
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LONG_WORDS_NEEDED = 2
_CYRILLIC = re.compile(r"[\u0400-\u04FF]")
_ARABIC = re.compile(r"[\u0600-\u06FF]")
_DANISH = re.compile(r"[æøåÆØÅ]")
_POLISH_OR_TURKISH = re.compile(r"[ąćęłńśźżğışĄĆĘŁŃŚŹŻĞİŞțșăŢŞ]")


def written_in(cleaned: str) -> str | None:
    """The language code of `LANGUAGES` a message is written in; None when it cannot be told."""
    if len(_CYRILLIC.findall(cleaned)) > 2:
        return "uk"
    if len(_ARABIC.findall(cleaned)) > 2:
        return _likeliest(cleaned, among=("ar", "fa"))[0]
    if _DANISH.search(cleaned) and not _POLISH_OR_TURKISH.search(cleaned):
        return "da"
    if len(re.findall(r"[^\W\d_]{2,}", cleaned)) < 2:
        return None
    code, probability = _likeliest(cleaned, among=LANGUAGES)
    if code == "da":
        return "da"
    enough = code == "en" or len(_LONG_WORD.findall(cleaned)) >= _LONG_WORDS_NEEDED
    return code if probability >= _SURE and enough else None


def suggest(cleaned: str, session: str) -> str | None:
    """The language to offer with a button, when the message is surely not in the session's."""
    found = written_in(cleaned)
    return found if found not in (None, session) else None


def _likeliest(text: str, among: tuple[str, ...]) -> tuple[str, float]:
    values = _detector().compute_language_confidence_values(text.casefold())
    ranked = [(v.language.iso_code_639_1.name.lower(), v.value) for v in values]
    fitting = [(code, value) for code, value in ranked if code in among]
    return fitting[0] if fitting else (among[0], 0.0)


@cache
def _detector() -> Any:
    from lingua import IsoCode639_1, LanguageDetectorBuilder  # noqa: PLC0415 - loads its models

    codes = [IsoCode639_1.from_str(code.upper()) for code in LANGUAGES]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_low_accuracy_mode().with_preloaded_language_models().build()
