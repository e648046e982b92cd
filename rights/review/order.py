"""The order a reader expects of paragraphs: § 9 before § 13 b before § 105."""

import re

_PARTS = re.compile(r"(\d+)")


def in_order(paragraph: str) -> list[int | str]:
    """Return a key that sorts numbers as numbers; text and numbers alternate, so that keys can be compared."""
    parts = _PARTS.split(paragraph)
    return [int(part) if index % 2 else part for index, part in enumerate(parts)]
