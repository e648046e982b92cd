"""What looks wrong in the phrase files, in plain words for those who write them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from api.i18n import Lang
from api.understand.encoder import Vectors
from api.understand.model import load_model
from api.understand.phrases import OUT_OF_SCOPE, Phrase, Topics, read_phrases, read_topics
from api.understand.training_data import CACHE, embed

FEWEST: dict[Lang, int] = {"da": 40, "en": 20}
"""Phrases a topic should have; the harder topics need more."""
TOO_ALIKE = 0.97
_BLOCK = 512


class Remark(NamedTuple):
    """One thing to look at. `few`: write more; `alike`: two topics say nearly the same; `stray`: perhaps misfiled."""

    kind: Literal["few", "alike", "stray"]
    words: str


def check_files(cache: Path = CACHE) -> tuple[Remark, ...]:
    """Everything worth an editor's look in the files. Embeds new phrases, which takes a moment each."""
    phrases = read_phrases()
    return check_phrases(phrases, embed([phrase.text for phrase in phrases], cache), read_topics())


def check_phrases(phrases: Sequence[Phrase], vectors: Vectors, topics: Topics) -> tuple[Remark, ...]:
    """Topics with too few phrases, phrases too alike, and those the last training takes for another topic."""
    return (
        *_too_few(phrases, topics),
        *_too_alike(phrases, vectors),
        *_strays(phrases, vectors, topics),
    )


def _too_few(phrases: Sequence[Phrase], topics: Topics) -> Iterator[Remark]:
    count = Counter((phrase.topic, phrase.lang) for phrase in phrases)
    for lang, fewest in FEWEST.items():
        for topic in sorted(topics.topics):
            n = count[topic, lang]
            if n < fewest:
                yield Remark(
                    "few", f"{lang}/{topic}: {n} phrases; at least {fewest} different ones are needed"
                )


def _too_alike(phrases: Sequence[Phrase], vectors: Vectors) -> Iterator[Remark]:
    for start in range(0, len(phrases), _BLOCK):
        likeness = vectors[start : start + _BLOCK] @ vectors.T
        for row, column in np.argwhere(likeness > TOO_ALIKE):
            one, other = phrases[start + row], phrases[column]
            if start + row < column and one.topic != other.topic:
                yield Remark(
                    "alike",
                    f"{one.topic} has {one.text!r} and {other.topic} has {other.text!r}: keep one, or say more",
                )


def _strays(phrases: Sequence[Phrase], vectors: Vectors, topics: Topics) -> Iterator[Remark]:
    """Phrases that the model takes for another topic even after it has learnt them."""
    model = load_model()
    for phrase, vector in zip(phrases, vectors, strict=True):
        found = model.predict(phrase.text, vector)
        best = max(found.topics, key=lambda topic: found.topics[topic])
        if phrase.topic != OUT_OF_SCOPE and not topics.are_twins(phrase.topic, best):
            yield Remark("stray", f"{phrase.lang}/{phrase.topic}: {phrase.text!r} sounds more like {best}")
