"""Colours: the ratio itself, what a municipality may choose, and every pair the widget's style uses."""

import re

import pytest

from api.web.contrast import contrast, luminance, readable_colours
from api.web.widget_files import FOLDER

TEXT_ON_GROUND = [
    (text, ground)
    for ground in ("--paper", "--ground", "--mine", "--warn-ground", "--bad-ground")
    for text in ("--ink", "--soft")
] + [("--good", "--paper"), ("--bad", "--paper")]
BORDERS = [("--line", "--paper"), ("--line", "--ground")]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#44831e", "#ffffff", 4.66),
        ("#44831e", "#f1f1f1", 4.12),
        ("#3c5c22", "#ffffff", 7.65),
    ],
)
def test_ratio_as_published(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("wrong", ["", "red", "#fff", "#12345g", "004d99"])
def test_only_full_hex_is_a_colour(wrong: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        luminance(wrong)


def test_a_readable_municipality_keeps_its_colours() -> None:
    chosen = readable_colours({"primary": "#00505c", "on_primary": "#ffffff", "accent": "#c75b12"})
    assert chosen == {"primary": "#00505c", "on-primary": "#ffffff", "accent": "#c75b12"}


@pytest.mark.parametrize(
    "colours",
    [
        {},
        {"primary": "#ffcc00"},
        {"primary": "#00505c", "on_primary": "#777777"},
        {"primary": "url(https://elsewhere.example)"},
        {"primary": "#00505c", "on_primary": "white;}"},
    ],
)
def test_colours_nobody_could_read_are_left_out(colours: dict[str, str]) -> None:
    assert readable_colours(colours) == {}


def _tokens(selector: str) -> dict[str, str]:
    style = (FOLDER / "chat.css").read_text("utf-8")
    block = style[style.index(selector + " {") :].split("}", 1)[0]
    return {
        name: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])
        for name, value in re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", block)
    }


@pytest.mark.parametrize("selector", [".root", ".root[data-dark]"])
def test_every_text_of_the_widget_can_be_read(selector: str) -> None:
    tokens = _tokens(selector)
    ratios = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in TEXT_ON_GROUND}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}
    assert all(contrast(tokens[line], tokens[ground]) >= 3 for line, ground in BORDERS)
