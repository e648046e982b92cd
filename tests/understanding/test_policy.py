"""When to answer, when to ask back, and what twins change."""

import pytest

from api.understand.calibration import Calibration, blend, sharpen
from api.understand.model import Probabilities
from api.understand.phrases import Topic, Topics
from api.understand.policy import decide, ranking

LIMITS = Calibration(
    temperature=1, temperature_alone=1, answer_at=0.8, answer_alone_at=0.9, ask_at=0.3, ask_alone_at=0.2,
    crisis_at=0.4, crisis_alone_at=0.5,
)  # fmt: skip
_TOPIC = Topic(area="x", da="x", en="x", changes_data=False)
TOPICS = Topics(topics=dict.fromkeys(("a", "b", "c", "d", "crisis"), _TOPIC), twins=(("a", "b"),))


def test_rank_is_lowered_by_the_chance_of_being_out_of_scope() -> None:
    ranked = ranking(Probabilities({"a": 0.25, "b": 0.75}, p_oos=0.2))
    assert [entry.topic for entry in ranked] == ["b", "a"]
    assert [entry.confidence for entry in ranked] == pytest.approx([0.6, 0.2])


@pytest.mark.parametrize(
    ("topics", "p_oos", "decision"),
    [
        ({"c": 0.9, "d": 0.1}, 0.0, "answer"),
        ({"c": 0.7, "d": 0.3}, 0.0, "ask_back"),
        ({"a": 0.5, "b": 0.4, "c": 0.1}, 0.0, "answer"),
        ({"c": 0.9, "d": 0.1}, 0.3, "ask_back"),
        ({"c": 0.9, "d": 0.1}, 0.9, "out_of_scope"),
        ({"crisis": 0.9, "d": 0.1}, 0.0, "crisis"),
        ({"crisis": 0.5, "c": 0.3, "d": 0.2}, 0.0, "crisis"),
        ({"crisis": 0.4, "d": 0.6}, 0.0, "ask_back"),
        ({"crisis": 0.3, "d": 0.7}, 0.0, "ask_back"),
        ({"crisis": 0.15, "d": 0.85}, 0.0, "answer"),
    ],
)
def test_decisions(topics: dict[str, float], p_oos: float, decision: str) -> None:
    assert decide(Probabilities(topics, p_oos), TOPICS, LIMITS, alone=False) == decision


def test_without_the_encoder_more_is_asked() -> None:
    found = Probabilities({"c": 0.85, "d": 0.15}, 0.0)
    assert decide(found, TOPICS, LIMITS, alone=False) == "answer"
    assert decide(found, TOPICS, LIMITS, alone=True) == "ask_back"


def test_heads_are_blended_and_sharpened() -> None:
    import numpy as np

    one, other = np.array([0.9, 0.1], np.float32), np.array([0.6, 0.4], np.float32)
    both = blend(one, other)
    assert both.sum() == pytest.approx(1)
    assert 0.6 < both[0] < 0.9
    assert sharpen(both, 0.5)[0] > both[0] > sharpen(both, 2.0)[0]
