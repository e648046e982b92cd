"""What must never be stored or logged: CPR numbers in free text, and control characters."""

import re

_SEPARATOR = r"[\s.\-\u2010-\u2015\u2212]?"
_DIGITS = _SEPARATOR.join([r"(\d)"] * 6) + r"[\s.\-\u2010-\u2015\u2212]{0,3}" + _SEPARATOR.join([r"(\d)"] * 4)
_CPR = re.compile(rf"(?<!\d){_DIGITS}(?!\d)")
MASK = "[cpr]"


def _looks_like_cpr(match: re.Match[str]) -> str:
    day, month = int("".join(match.groups()[:2])), int("".join(match.groups()[2:4]))
    # A replacement number has day + 60: it is as personal as the real thing.
    plausible = 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)
    return MASK if plausible else match.group()


def mask_cpr(text: str) -> str:
    """Replace everything that can be read as a CPR number (day 1-31 or 61-91, month 1-12) by `[cpr]`.

    A number that only looks like one is masked too: losing a digit group costs a question, keeping it
    costs a citizen's secret (databeskyttelsesloven § 11).
    """
    return _CPR.sub(_looks_like_cpr, text)
