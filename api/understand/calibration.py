"""How sure is sure enough: temperature and thresholds from phrases the model had not learnt."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from api.understand.features import Floats
from api.understand.phrases import CRISIS, OUT_OF_SCOPE, Topics

if TYPE_CHECKING:
    from api.understand.training_data import TrainingData

WRONG_ANSWERS_AT_MOST = 0.02
"""Share of messages that may get a wrong answer straight away (the rest is asked back)."""
STRANGERS_ANSWERED_AT_MOST = 0.05
"""Share of the phrases out of scope that may be answered as if they were in it: those in our file are
written to be hard ("tolk til lægebesøg"), so that of real messages far fewer are."""
HIDDEN_TOPICS_AT_MOST = 0.02
"""Share of messages in scope that may be taken for out of scope."""
FALSE_CRISES_AT_MOST = 0.005
"""Share of other phrases that may be met with the lines of a crisis: too careful is better than too late."""
_TRUST_IN_WORDS = np.float32(0.4)
_TEMPERATURES = np.round(np.arange(0.4, 1.81, 0.05), 2)
_STEPS = np.round(np.arange(0.02, 0.995, 0.01), 2)


class Calibration(BaseModel):
    """Temperature and thresholds with the encoder (`sharp`…) and without it (`…_alone`)."""

    model_config = ConfigDict(frozen=True)

    temperature: float
    temperature_alone: float
    answer_at: float
    answer_alone_at: float
    ask_at: float
    ask_alone_at: float
    crisis_at: float
    crisis_alone_at: float


class _Judged(NamedTuple):
    """One line a phrase: how sure of the first topic, whether it serves, hope of the first three, and of crisis."""

    sure: Floats
    serves: NDArray[np.bool_]
    hope: Floats
    in_scope: NDArray[np.bool_]
    crisis: Floats
    calm: NDArray[np.bool_]


def calibrate(data: "TrainingData", p_words: Floats, p_meaning: Floats, topics: Topics) -> Calibration:
    """Choose temperature by likelihood, then thresholds by the shares above."""
    both, alone = blend(p_words, p_meaning), p_words
    cool, cool_alone = (_temperature(p, data.labels) for p in (both, alone))
    judged, judged_alone = (
        _judge(sharpen(p, t), data, topics) for p, t in ((both, cool), (alone, cool_alone))
    )
    return Calibration(
        temperature=cool,
        temperature_alone=cool_alone,
        answer_at=_answer_at(judged),
        answer_alone_at=_answer_at(judged_alone),
        ask_at=_ask_at(judged),
        ask_alone_at=_ask_at(judged_alone),
        crisis_at=_crisis_at(judged),
        crisis_alone_at=_crisis_at(judged_alone),
    )


def sharpen(p: Floats, temperature: float) -> Floats:
    """Probabilities raised to 1/temperature and normalised again, along the last axis."""
    return softmax((np.log(np.maximum(p, 1e-9)) / temperature).astype(np.float32))


def blend(p_words: Floats, p_meaning: Floats) -> Floats:
    """Both heads' opinions as one: a weighted geometric mean, normalised along the last axis."""
    logs = _TRUST_IN_WORDS * np.log(np.maximum(p_words, 1e-9))
    logs += (1 - _TRUST_IN_WORDS) * np.log(np.maximum(p_meaning, 1e-9))
    return softmax(logs)


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _temperature(p: Floats, labels: NDArray[np.int64]) -> float:
    rows = np.arange(len(labels))
    losses = [-np.log(np.maximum(sharpen(p, t)[rows, labels], 1e-9)).mean() for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def _judge(p: Floats, data: "TrainingData", topics: Topics) -> _Judged:
    outside = data.classes.index(OUT_OF_SCOPE)
    ranked = p.copy()
    ranked[:, outside] = 0.0
    shared = np.array([[topics.are_twins(a, b) for b in data.classes] for a in data.classes])
    first = ranked.argmax(axis=1)
    sure = (ranked * shared[first]).sum(axis=1)
    hope = np.sort(ranked, axis=1)[:, -3:].sum(axis=1)
    crisis = data.classes.index(CRISIS)
    return _Judged(
        sure,
        shared[first, data.labels],
        hope,
        data.labels != outside,
        ranked[:, crisis],
        data.labels != crisis,
    )


def _first_step(fits: Callable[[float], bool], steps: NDArray[np.float64]) -> float:
    return next((float(step) for step in steps if fits(step)), float(steps[-1]))


def _answer_at(judged: _Judged) -> float:
    """The lowest threshold at which wrong answers, and answers to what is out of scope, are few enough."""

    def few_wrong(step: float) -> bool:
        wrong = ~judged.serves & (judged.sure >= step)
        return bool(
            wrong.mean() <= WRONG_ANSWERS_AT_MOST
            and wrong[~judged.in_scope].mean() <= STRANGERS_ANSWERED_AT_MOST
        )

    return _first_step(few_wrong, _STEPS)


def _ask_at(judged: _Judged) -> float:
    """The highest threshold that hides few messages in scope."""
    hope = judged.hope[judged.in_scope]
    return _first_step(lambda step: bool((hope < step).mean() <= HIDDEN_TOPICS_AT_MOST), _STEPS[::-1])


def _crisis_at(judged: _Judged) -> float:
    """The lowest threshold at which few messages about other things are met as a crisis."""
    return _first_step(
        lambda step: bool((judged.crisis[judged.calm] >= step).mean() <= FALSE_CRISES_AT_MOST), _STEPS
    )
