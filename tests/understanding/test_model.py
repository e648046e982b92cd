"""The committed model: trained from these phrases, small, the same every time, usable alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from api.errors import ConfigurationError
from api.understand import Understanding
from api.understand.encoder import DIMENSIONS, open_encoder
from api.understand.model import FOLDER, load_model
from api.understand.phrases import fingerprint, read_topics

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def test_it_was_trained_from_the_present_phrases() -> None:
    assert load_model().meta.fingerprint == fingerprint(), "run vejviser understand train"


def test_it_is_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 3_000_000


def test_it_knows_every_topic() -> None:
    assert set(load_model().meta.classes) == set(read_topics().topics)


def test_a_model_that_was_never_trained_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="understand train"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("jeg er blevet syg og kan ikke komme i dag", "sick_report"),
        ("kan vi flytte min samtale til en anden dag", "meeting_rebook"),
        ("hvad er virksomhedspraktik", "offer_internship"),
        ("jeg vil klage over jeres afgørelse", "complaint"),
        ("can I have an interpreter at the meeting", "interpreter"),
    ],
)
def test_plain_wishes(understanding: Understanding, text: str, topic: str) -> None:
    heard = understanding.understand(text, "en" if text.startswith("can") else "da", NOW)
    assert (heard.topic, heard.decision) == (topic, "answer")
    assert 0 < heard.confidence <= 1


@pytest.mark.parametrize(
    "text", ["", "   ", "🙂", "\x00\u202e", "a" * 100_000, "?!", "' OR 1=1 --", "\ud800"]
)
def test_bad_input_is_read_calmly(understanding: Understanding, text: str) -> None:
    heard = understanding.understand(text, "da", NOW)
    assert heard.decision in {"ask_back", "out_of_scope"}
    assert sum(p for _, p in heard.ranked) + heard.p_oos == pytest.approx(1, abs=1e-3)


def test_without_the_encoder_it_still_answers() -> None:
    alone = Understanding(load_model(), read_topics(), None)
    heard = alone.understand("jeg vil gerne flytte min samtale til fredag", "da", NOW)
    assert heard.topic == "meeting_rebook"
    assert alone.similar("tolk") == ()


def test_threads_share_one_encoder() -> None:
    encoder = open_encoder()
    if encoder is None:  # pragma: no cover - this processor cannot run the wheel
        return
    texts = [f"jeg vil gerne tale om sag {n}" for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        vectors = np.concatenate(list(pool.map(lambda text: encoder.encode([text]), texts)))
    other = open_encoder()
    assert other is not None
    assert vectors.shape == (40, DIMENSIONS)
    assert np.array_equal(vectors, other.encode(texts))


def test_editors_see_what_a_sentence_resembles(understanding: Understanding) -> None:
    near = understanding.similar("tolk", among=1)
    assert len(near) == 3
    assert near[0].topic == "interpreter"
    assert near[0].likeness == pytest.approx(1, abs=1e-3)
