"""Ids of buttons survive the way to a chat app and back."""

from uuid import UUID

import pytest

from api.conversation.choices import LONGEST, Pressed, choice_id, read_choice


def test_what_was_made_is_read_back() -> None:
    made = choice_id("cancel_yes", UUID(int=7))
    assert read_choice(made) == Pressed("cancel_yes", (str(UUID(int=7)),))
    assert len(made) <= LONGEST


@pytest.mark.parametrize("bad", ["Hold:1", "hold:æ", "hold:a b", "x" * 49, "", "hold::", "a:" + "b" * 60])
def test_a_strange_id_is_no_button(bad: str) -> None:
    assert read_choice(bad) is None


def test_an_id_that_would_not_survive_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 48"):
        choice_id("hold", "x" * 60)
