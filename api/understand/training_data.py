"""Phrases as numbers for training: sparse rows for head A, sentence vectors (cached) for head B."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from api.errors import ConfigurationError
from api.understand.encoder import Vectors, open_encoder
from api.understand.features import Floats, Known, ngrams, sparse_vector, words_of
from api.understand.phrases import Phrase, read_phrases, read_replacements

CACHE = Path(".data") / "understand" / "vectors.npz"
_AT_ONCE = 64


@dataclass(frozen=True)
class TrainingData:
    """Every phrase, its class by number, its words and its vector."""

    phrases: tuple[Phrase, ...]
    classes: tuple[str, ...]
    labels: NDArray[np.int64]
    words: tuple[list[str], ...]
    vectors: Vectors


def read_training_data(cache: Path = CACHE) -> TrainingData:
    """Read and embed all phrases. Raises ConfigurationError where the encoder cannot run."""
    phrases = read_phrases()
    classes = tuple(sorted({phrase.topic for phrase in phrases}))
    number = {topic: i for i, topic in enumerate(classes)}
    replacements = read_replacements()
    return TrainingData(
        phrases=phrases,
        classes=classes,
        labels=np.array([number[phrase.topic] for phrase in phrases], np.int64),
        words=tuple(words_of(phrase.text, replacements) for phrase in phrases),
        vectors=embed([phrase.text for phrase in phrases], cache),
    )


def embed(texts: Sequence[str], cache: Path) -> Vectors:
    """One vector a text; those already in the cache file are not computed again."""
    keys = [hashlib.sha256(text.encode()).hexdigest()[:32] for text in texts]
    known = _read_cache(cache)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        known |= _compute(missing)
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[key] for key in keys])


def _read_cache(cache: Path) -> dict[str, Vectors]:
    if not cache.exists():
        return {}
    with np.load(cache) as stored:
        return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))


def _compute(missing: dict[str, str]) -> dict[str, Vectors]:
    encoder = open_encoder()
    if encoder is None:
        raise ConfigurationError("training needs the sentence encoder: an x86-64 processor with AVX2 and FMA")
    found: dict[str, Vectors] = {}
    for start in tqdm(range(0, len(missing), _AT_ONCE), desc="Reading phrases", disable=None):
        keys = list(missing)[start : start + _AT_ONCE]
        found |= zip(keys, encoder.encode([missing[key] for key in keys]), strict=True)
    return found


def known_ngrams(words: Sequence[list[str]], least: int) -> Known:
    """The n-grams that at least so many phrases have, with smoothed idf as scikit-learn has it."""
    seen = [np.unique(np.concatenate(ngrams(line))) for line in words if line]
    numbers, count = np.unique(np.concatenate(seen), return_counts=True)
    kept = count >= least
    idf: Floats = (np.log((1 + len(words)) / (1 + count[kept])) + 1).astype(np.float32)
    return Known(numbers[kept], idf)


def sparse_rows(words: Sequence[list[str]], known: Known) -> Any:
    """A scipy CSR matrix, one row a phrase."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - only the training has scipy

    rows = [sparse_vector(line, known) for line in words]
    ends = np.cumsum([0] + [len(index) for index, _ in rows])
    values = np.concatenate([value for _, value in rows])
    index = np.concatenate([index for index, _ in rows])
    return csr_matrix((values, index, ends), shape=(len(rows), len(known.numbers)), dtype=np.float32)
