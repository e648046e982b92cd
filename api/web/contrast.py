"""Contrast of colours after WCAG 2.2, so that a municipality's own colours stay readable."""

import re
from collections.abc import Mapping

TEXT = 4.5
PAPER = "#ffffff"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1; raises ValueError for another form."""
    if not _HEX.fullmatch(colour):
        raise ValueError(f"{colour!r} is no colour of the form #rrggbb")
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_colours(colours: Mapping[str, str]) -> dict[str, str]:
    """Return the colours a municipality may use: `primary` with its text on it, and an accent for ornament.

    `primary` is text and button on white, so it needs 4.5 against white and against `on_primary`.
    """
    primary, on_primary = colours.get("primary", ""), colours.get("on_primary", PAPER)
    if not (_HEX.fullmatch(primary) and _HEX.fullmatch(on_primary)):
        return {}
    if min(contrast(primary, PAPER), contrast(primary, on_primary)) < TEXT:
        return {}
    accent = {"accent": colours["accent"]} if _HEX.fullmatch(colours.get("accent", "")) else {}
    return {"primary": primary, "on-primary": on_primary, **accent}
