"""What editors are told about their phrases, and the commands that tell it."""

import pytest

from api.__main__ import main
from api.understand.check import check_phrases
from api.understand.encoder import open_encoder
from api.understand.phrases import Phrase, read_topics

PHRASES = (
    Phrase("jeg vil gerne flytte min samtale", "meeting_rebook", "da"),
    Phrase("jeg vil gerne flytte min samtale!", "meeting_cancel", "da"),
    Phrase("hvordan klager jeg over en afgørelse", "interpreter", "da"),
    Phrase("jeg vil gerne holde ferie til sommer", "holiday", "da"),
    Phrase("jeg vil gerne holde ferie til sommer!", "stay_abroad", "da"),
    Phrase("jeg vil have en tolk", "interpreter", "da"),
    Phrase("jeg vil have en tolk!", "interpreter", "da"),
)


def test_remarks_say_what_is_wrong() -> None:
    encoder = open_encoder()
    if encoder is None:  # pragma: no cover - this processor cannot run the wheel
        return
    vectors = encoder.encode([phrase.text for phrase in PHRASES])
    remarks = check_phrases(PHRASES, vectors, read_topics())
    words = "\n".join(remark.words for remark in remarks)
    assert "da/meeting_rebook: 1 phrases; at least 40" in words
    assert "en/complaint: 0 phrases; at least 20" in words
    assert "meeting_rebook has 'jeg vil gerne flytte min samtale' and meeting_cancel has" in words
    assert "add the word that tells them apart; if nobody can tell, make the topics twins" in words
    assert "stay_abroad has 'jeg vil gerne holde ferie til sommer!': they share one answer" in words
    assert (
        "da/interpreter: 'jeg vil have en tolk' and 'jeg vil have en tolk!' say the same: delete one" in words
    )
    assert "da/interpreter: 2 phrases" in words  # the third repeats the second
    assert "da/interpreter: 'hvordan klager jeg over en afgørelse' sounds more like complaint" in words


def test_the_model_is_said_to_fit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", "train", "--check"]) == 0
    assert "fits" in capsys.readouterr().out


@pytest.mark.whole
def test_a_sentence_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", "similar", "jeg skal bruge en tolk"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("answer: interpreter")
    assert "interpreter: " in shown.splitlines()[1]
