"""A phrase of the editors is understood as they filed it, whatever its case and punctuation."""

import pytest

from api.understand.verbatim import topic_of


@pytest.mark.parametrize("text", ["hvad skal jeg gøre", "Hvad skal jeg gøre?", "HVAD SKAL JEG GØRE!"])
def test_a_filed_phrase_has_its_topic(text: str) -> None:
    assert topic_of(text) == "duties_overview"


def test_other_words_have_none() -> None:
    assert topic_of("noget som ingen har skrevet i en fil endnu") is None
