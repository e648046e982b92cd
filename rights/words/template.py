"""A rule's text: `{placeholders}`, and square brackets that vanish whole when one inside has no value.

`Book[ by {due}].` or, with something to say instead, `[Your deadline is {due}.|Jobnet shows your deadline.]`
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rights.faults import Wrong

_TOKEN = re.compile(r"\{([^{}\[\]|]*)\}|([\[\]|{}])|([^\[\]|{}]+)")


@dataclass(frozen=True)
class Slot:
    """A placeholder."""

    name: str


@dataclass(frozen=True)
class Bracket:
    """Words that stand only when every placeholder among them has a value; else the other words."""

    words: tuple["str | Slot", ...]
    instead: tuple["str | Slot", ...] = ()


Piece = str | Slot | Bracket


@lru_cache(maxsize=8192)
def parse(template: str) -> tuple[Piece, ...]:
    """Return the pieces of a template. Raises Wrong for a bracket or brace that does not close."""
    pieces: list[Piece] = []
    inside: list[list[str | Slot]] = []
    for name, sign, words in (match.groups() for match in _TOKEN.finditer(template)):
        if sign == "[" and not inside:
            inside = [[]]
        elif sign == "|" and len(inside) == 1:
            inside.append([])
        elif sign == "]" and inside:
            pieces.append(Bracket(*(tuple(part) for part in inside)))
            inside = []
        elif sign:
            raise Wrong(
                "text", f"{sign!r} does not fit here; write [words {{date}}] or [words {{date}}|other words]"
            )
        else:
            (inside[-1] if inside else pieces).append(words if words is not None else Slot(name))
    if inside:
        raise Wrong("text", "a [ is never closed")
    return tuple(pieces)


def slots(template: str) -> Iterator[tuple[str, bool]]:
    """Yield each placeholder and whether it may be missing there."""
    for piece in parse(template):
        match piece:
            case Slot():
                yield piece.name, False
            case Bracket():
                yield from ((one.name, True) for one in piece.words if isinstance(one, Slot))
                yield from ((one.name, False) for one in piece.instead if isinstance(one, Slot))


def fill(template: str, word: Callable[[str], str | None]) -> str:
    """Return the text, asking `word` for each placeholder; None where there is none.

    A placeholder at the start of a sentence gets a capital letter.
    """
    text = ""
    for piece in parse(template):
        for one in _chosen(piece, word):
            text += one if isinstance(one, str) else _sentence_case(word(one.name) or "…", text)
    return text.strip()


def _chosen(piece: Piece, word: Callable[[str], str | None]) -> tuple[str | Slot, ...]:
    if not isinstance(piece, Bracket):
        return (piece,)
    known = all(word(one.name) is not None for one in piece.words if isinstance(one, Slot))
    return piece.words if known else piece.instead


def _sentence_case(word: str, before: str) -> str:
    starts = not before.strip() or before.rstrip().endswith((".", "!", "?"))
    return word[:1].upper() + word[1:] if starts else word
