"""CPR numbers never get past the door, in whatever way they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.privacy import MASK, mask_cpr


@pytest.mark.parametrize(
    "text",
    [
        "610190-1234",
        "6101901234",
        "61 01 90 12 34",
        "61.01.90-1234",
        "010190 - 1234",
        "61\u201301\u201390\u20131234",
    ],
)
def test_masks_every_way_of_writing_it(text: str) -> None:
    assert mask_cpr(f"mit nummer er {text}, tak") == f"mit nummer er {MASK}, tak"


@pytest.mark.parametrize(
    "text", ["ring 70 00 00 00", "uge 49", "den 3. december 2026", "sag 20261124123456", "1234567"]
)
def test_leaves_other_numbers_alone(text: str) -> None:
    assert mask_cpr(text) == text


@given(st.dates(), st.integers(0, 9999), st.booleans(), st.sampled_from(["", "-", " "]))
def test_masks_any_number_that_can_be_one(day: object, serial: int, replacement: bool, between: str) -> None:
    first = f"{day:%d%m%y}"
    first = f"{int(first[:2]) + 60}{first[2:]}" if replacement else first
    assert mask_cpr(f"{first}{between}{serial:04d}") == MASK


def test_two_numbers_in_one_text_are_both_masked() -> None:
    assert mask_cpr("610190-1234 og 620280-4321") == f"{MASK} og {MASK}"
