"""Several wishes in one message: where one ends and the next begins."""

import re

_JOINTS = re.compile(
    r"[.!?;\n]+\s|,\s*(?=(?:og|men|and|but)\b)|"
    r"\s(?:og (?:så |også )?(?=(?:jeg|kan|hvordan|hvornår|hvad|hvor|må|skal|vil)\b)|"
    r"samt |desuden |derudover |og desuden |i øvrigt |"
    r"and (?:also |then )?(?=(?:i|can|how|when|what|where|may|do|must|will)\b)|also |besides )",
    re.IGNORECASE,
)
_LEAST_WORDS = 2
_MOST_PARTS = 4


def wishes(text: str) -> tuple[str, ...]:
    """The parts of a message that may each hold a wish; empty when there is only one part."""
    parts = [part.strip(" ,.!?;") for part in _JOINTS.split(text)]
    kept = tuple(part for part in parts if len(part.split()) >= _LEAST_WORDS)
    return kept[:_MOST_PARTS] if len(kept) > 1 else ()
