"""Messages that take back what was understood before: "nej, jeg mente torsdag"."""

import re

_OPENING = re.compile(
    r"^(?:(?:nej|næ|nå|no|nope|hov|ups|oops|sorry|undskyld|forkert|wrong)[\s,.!:-]+)*"
    r"(?:(?:jeg|i)\s+(?:mente|mener|mente nu|meant|mean|tænkte på|skrev forkert|ville have|was asking about)"
    r"|det (?:var|er) (?:ikke det(?:,? jeg (?:mente|spurgte om))?|forkert)|ikke det|not that"
    r"|that(?:'s| is|s) not what i (?:meant|asked)|jeg spurgte om|i asked about)"
    r"(?:\s+(?:nu|altså|at|actually|faktisk))?[\s,.!:-]*(?:(?:jeg|i)\s+(?:mente|meant)\s+)?",
    re.IGNORECASE,
)
_NO_THEN_MORE = re.compile(r"^(?:nej|næ|no|nope|forkert|wrong)\s*[,.!:-]+\s*(?=\S+)", re.IGNORECASE)


def strip_correction(text: str) -> tuple[str, bool]:
    """The message without its words of correction, and whether there were any."""
    for pattern in (_OPENING, _NO_THEN_MORE):
        if found := pattern.match(text):
            return text[found.end() :].strip() or text, True
    return text, False
