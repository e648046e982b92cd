"""Plain text of the dialogue as paragraphs and lists, the way the widget shows it too."""

import re
from itertools import groupby
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

_NUMBER = re.compile(r"((?<!§)(?<!§ )(?<!\d )\b(?:\d\d(?: \d\d){3}|112|1813)\b(?! \d))")


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


def callable_numbers(line: str) -> Markup:
    """Return the line, escaped, with its telephone numbers as links; "§ 112" is none."""
    return Markup("").join(
        Markup('<a href="tel:{}">{}</a>').format(part.replace(" ", ""), part) if index % 2 else escape(part)
        for index, part in enumerate(_NUMBER.split(line))
    )


def _of_paragraph(lines: list[str]) -> list[Block]:
    return [
        Block("ul", tuple(line.lstrip()[2:] for line in part)) if item else Block("p", tuple(part))
        for item, part in groupby(lines, key=_is_item)
    ]
