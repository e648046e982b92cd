"""Plain text becomes paragraphs and lists, and never markup."""

from api.web.prose import Block, blocks


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
