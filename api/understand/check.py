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
    """One thing to look at, and what to do about it.

    `few`: write more; `twice`: one topic says nearly the same again; `alike`: two topics do; `stray`: perhaps
    misfiled.
    """

    kind: Literal["few", "twice", "alike", "stray"]
    words: str


def check_files(cache: Path = CACHE) -> tuple[Remark, ...]:
    """Everything worth an editor's look in the files. Embeds new phrases, which takes a moment each."""
    phrases = read_phrases()
    return check_phrases(phrases, embed([phrase.text for phrase in phrases], cache), read_topics())


def check_phrases(phrases: Sequence[Phrase], vectors: Vectors, topics: Topics) -> tuple[Remark, ...]:
    """Topics with too few phrases, phrases too alike, and those the last training takes for another topic."""
    pairs = _alike(phrases, vectors)
    return (
        *_too_few(phrases, {one for one, other in pairs if one.topic == other.topic}, topics),
        *_too_alike(pairs, topics),
        *_strays(phrases, vectors, topics),
    )


def _too_few(phrases: Sequence[Phrase], repeated: set[Phrase], topics: Topics) -> Iterator[Remark]:
    """A phrase that repeats another of its topic does not count: it teaches nothing."""
    count = Counter((phrase.topic, phrase.lang) for phrase in phrases if phrase not in repeated)
    for lang, fewest in FEWEST.items():
        for topic in sorted(topics.topics):
            n = count[topic, lang]
            if n < fewest:
                yield Remark(
                    "few", f"{lang}/{topic}: {n} phrases; at least {fewest} different ones are needed"
                )


def _alike(phrases: Sequence[Phrase], vectors: Vectors) -> list[tuple[Phrase, Phrase]]:
    """Pairs that say nearly the same in one language."""
    pairs: list[tuple[Phrase, Phrase]] = []
    for start in range(0, len(phrases), _BLOCK):
        likeness = vectors[start : start + _BLOCK] @ vectors.T
        for row, column in np.argwhere(likeness > TOO_ALIKE):
            one, other = phrases[start + row], phrases[column]
            if start + row < column and one.lang == other.lang:
                pairs.append((one, other))
    return pairs


def _too_alike(pairs: Sequence[tuple[Phrase, Phrase]], topics: Topics) -> Iterator[Remark]:
    for one, other in pairs:
        if one.topic == other.topic:
            yield Remark(
                "twice",
                f"{one.lang}/{one.topic}: {one.text!r} and {other.text!r} say the same: "
                "delete one, or write it as somebody else would",
            )
        else:
            where = f"{one.topic} has {one.text!r} and {other.topic} has {other.text!r}"
            yield Remark("alike", f"{where}: {_cure(one.topic, other.topic, topics)}")


def _cure(one: str, other: str, topics: Topics) -> str:
    if topics.are_twins(one, other):
        return "they share one answer, so keep the phrase where it fits best and delete the other"
    return (
        "keep it where a caseworker would file it and delete the other, or add the word that tells them apart; "
        "if nobody can tell, make the topics twins in topics.yaml, with one answer that shows both"
    )


def _strays(phrases: Sequence[Phrase], vectors: Vectors, topics: Topics) -> Iterator[Remark]:
    """Phrases that the model takes for another topic even after it has learnt them."""
    model = load_model()
    for phrase, vector in zip(phrases, vectors, strict=True):
        found = model.predict(phrase.text, vector)
        best = max(found.topics, key=lambda topic: found.topics[topic])
        if phrase.topic != OUT_OF_SCOPE and not topics.are_twins(phrase.topic, best):
            where = f"{phrase.lang}/{phrase.topic}: {phrase.text!r} sounds more like {best}"
            yield Remark("stray", f"{where}: move it there, say more in it, or delete it")
