"""A message made safe to look at: normalised, without invisible characters, of bounded length."""

import unicodedata

MAX_READ = 400
"""Characters the classifier reads; the encoder takes seconds on whole letters."""
MAX_SCANNED = 8000
"""Characters the crisis rules read, so that despair at the end of a long letter is seen."""
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str) -> str:
    """NFC, no control characters, NUL, surrogates or bidi overrides, one space between words.

    Never raises. The result has at most `MAX_SCANNED` characters.
    """
    kept = "".join(_keep(character) for character in text[: 2 * MAX_SCANNED])
    return " ".join(unicodedata.normalize("NFC", kept).split())[:MAX_SCANNED]


def cut(cleaned: str) -> str:
    """The first `MAX_READ` characters, ending with a whole word where there is one."""
    if len(cleaned) <= MAX_READ:
        return cleaned
    head = cleaned[: MAX_READ + 1]
    return head[: head.rfind(" ")] if " " in head[MAX_READ // 2 :] else head[:MAX_READ]


def _keep(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _DROPPED else character
