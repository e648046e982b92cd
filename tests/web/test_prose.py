"""Plain text becomes paragraphs and lists, and never markup."""

import pytest

from api.web.prose import Block, blocks, callable_numbers


def test_blank_lines_part_paragraphs() -> None:
    assert blocks("En.\nTo.\n\n\nTre.") == [Block("p", ("En.", "To.")), Block("p", ("Tre.",))]


def test_dashes_are_a_list_inside_a_paragraph() -> None:
    assert blocks("Du skal:\n- det ene\n- det andet\nSå.") == [
        Block("p", ("Du skal:",)),
        Block("ul", ("det ene", "det andet")),
        Block("p", ("Så.",)),
    ]


def test_nothing_is_nothing() -> None:
    assert blocks(None) == blocks("  \n ") == []


def test_a_hyphen_in_a_sentence_is_no_list() -> None:
    assert blocks("a-kasse -5 grader") == [Block("p", ("a-kasse -5 grader",))]


@pytest.mark.parametrize(
    ("line", "html"),
    [
        ("Ring 112 nu.", 'Ring <a href="tel:112">112</a> nu.'),
        ("Tlf.: 70 20 12 01.", 'Tlf.: <a href="tel:70201201">70 20 12 01</a>.'),
        ("Se § 112, stk. 2, og §112.", "Se § 112, stk. 2, og §112."),
        ("10 70 20 12 01 er for langt", "10 70 20 12 01 er for langt"),
        ("<b>1813</b>", '&lt;b&gt;<a href="tel:1813">1813</a>&lt;/b&gt;'),
    ],
)
def test_telephone_numbers_can_be_pressed(line: str, html: str) -> None:
    assert callable_numbers(line) == html
