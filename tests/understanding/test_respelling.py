"""Misspelt words are put right when it is plain what was meant, and only then."""

import pytest

from api.understand.respelling import Speller, speller

KNOWN = ["jeg vil flytte min samtale"] * 3 + ["hvad er min frist", "samtalen"] * 3 + ["festen"] * 3
SPELLER = Speller([*KNOWN, "fristen"], {"ikk": "ikke", "sagsb": "sagsbehandler"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("jeg vil flyte min smatale", "jeg vil flytte min samtale"),
        ("SAMTTALE nu", "samtale nu"),
        ("det er ikk min sagsb", "det er ikke min sagsbehandler"),
        ("hun kan ikke", "hun kan ikke"),
        ("jeg vil til Vestre", "jeg vil til Vestre"),
        ("", ""),
        ("🙂 ?!", "🙂 ?!"),
    ],
)
def test_one_slip_from_a_known_word(written: str, meant: str) -> None:
    assert SPELLER.respell(written) == meant


def test_a_word_that_some_phrase_has_is_left_alone() -> None:
    assert SPELLER.respell("fristen") == "fristen"


def test_nobody_guesses_between_two_words() -> None:
    either = Speller(["tider"] * 3 + ["timer"] * 3, {})
    assert either.respell("tiler") == "tiler"


def test_apostrophes_are_no_ends_of_words() -> None:
    assert Speller(["x"], {"d": "det"}).respell("I'd like") == "I'd like"


def test_it_knows_the_words_of_both_languages() -> None:
    assert speller().respell("aflsy min samtlae") == "aflys min samtale"
    assert speller().respell("when is my appointmnt") == "when is my appointment"
