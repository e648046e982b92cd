"""Plain text of the dialogue as paragraphs and lists, the way the widget shows it too."""

from itertools import groupby
from typing import Literal, NamedTuple


class Block(NamedTuple):
    """A paragraph of lines, or a list of items."""

    kind: Literal["p", "ul"]
    lines: tuple[str, ...]


def _is_item(line: str) -> bool:
    return line.lstrip().startswith(("- ", "• "))


def blocks(text: str | None) -> list[Block]:
    """Return the text's blocks: a blank line parts paragraphs, lines that begin with `- ` are a list."""
    found: list[Block] = []
    for blank, lines in groupby((text or "").strip().splitlines(), key=lambda line: not line.strip()):
        if not blank:
            found += _of_paragraph(list(lines))
    return found


def _of_paragraph(lines: list[str]) -> list[Block]:
    return [
        Block("ul", tuple(line.lstrip()[2:] for line in part)) if item else Block("p", tuple(part))
        for item, part in groupby(lines, key=_is_item)
    ]
