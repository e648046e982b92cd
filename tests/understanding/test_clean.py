"""Whatever is typed or pasted becomes safe to look at, and nothing raises."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from api.understand.clean import MAX_READ, MAX_SCANNED, clean, cut


def test_invisible_characters_are_dropped() -> None:
    assert clean("hej\x00 \u202eddag\u202c\u200b\ud800!") == "hej ddag!"


def test_white_space_of_all_kinds_becomes_one_blank() -> None:
    assert clean("  jeg\r\n\ter\u00a0syg \u2003 ") == "jeg er syg"


def test_letters_are_composed() -> None:
    assert clean("ga\u030ar") == "går"


def test_emoji_and_markup_are_left_as_text() -> None:
    assert clean("<b>hej</b> 🙂'; DROP TABLE x;--") == "<b>hej</b> 🙂'; DROP TABLE x;--"


def test_a_long_text_is_cut_at_a_word() -> None:
    text = cut("ordet " * 200)
    assert len(text) <= MAX_READ
    assert text.endswith("ordet")


def test_one_endless_word_is_cut_hard() -> None:
    assert len(cut(clean("a" * 100_000))) == MAX_READ


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_is_cleaned(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) <= MAX_SCANNED
    assert cleaned == " ".join(cleaned.split())
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in cleaned)
