"""Training: phrase files in, the committed model out. scikit-learn is needed here and nowhere else.

The same phrases give the same bytes: one BLAS thread, fixed folds, fixed rounding. All decisions
(temperature, thresholds) come from cross-validation over the phrases; no evaluation set is read.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from api.errors import ConfigurationError
from api.understand.calibration import Calibration, calibrate
from api.understand.features import Floats, Known
from api.understand.model import FOLDER, Meta, centred, load_model
from api.understand.phrases import fingerprint, read_replacements, read_topics
from api.understand.training_data import CACHE, TrainingData, known_ngrams, read_training_data, sparse_rows

FOLDS = 5
LEAST_PHRASES_WITH_NGRAM = 2
_WORDS_STRENGTH, _MEANING_STRENGTH = 20.0, 1.0


@dataclass(frozen=True)
class Heads:
    """Both fitted heads: weights of words (n-grams by classes) and of meaning (dimensions by classes)."""

    known: Known
    words: Floats
    words_bias: Floats
    centre: Floats
    meaning: Floats
    meaning_bias: Floats


def train(cache: Path = CACHE, folder: Path = FOLDER) -> Meta:
    """Learn all phrases and write the model. Takes a few minutes. Raises ConfigurationError."""
    try:
        from threadpoolctl import threadpool_limits  # noqa: PLC0415 - with scikit-learn, for building only
    except ImportError as error:
        raise ConfigurationError("training needs scikit-learn: install requirements/dev.lock") from error
    data = read_training_data(cache)
    with threadpool_limits(limits=1):
        calibration = calibrate(data, *out_of_fold(data), read_topics())
        heads = fit(data, np.arange(len(data.labels)))
    return _write(data, heads, calibration, folder)


def is_current(folder: Path = FOLDER) -> bool:
    """Whether the committed model was trained from exactly the present phrases."""
    return load_model(folder).meta.fingerprint == fingerprint()


def out_of_fold(data: TrainingData) -> tuple[Floats, Floats]:
    """For every phrase the probabilities of both heads, fitted without its fold."""
    p_words = np.zeros((len(data.labels), len(data.classes)), np.float32)
    p_meaning = np.zeros_like(p_words)
    for learnt, held in tqdm(list(_folds(data.labels)), desc="Cross-validating", disable=None):
        heads = fit(data, learnt)
        p_words[held], p_meaning[held] = predict(data, heads, held)
    return p_words, p_meaning


def fit(data: TrainingData, rows: NDArray[np.int64]) -> Heads:
    """Fit both heads to some of the phrases."""
    known = known_ngrams([data.words[i] for i in rows], LEAST_PHRASES_WITH_NGRAM)
    words, words_bias = _softmax_regression(
        sparse_rows([data.words[i] for i in rows], known), data.labels[rows], _WORDS_STRENGTH
    )
    centre = data.vectors[rows].mean(axis=0)
    meaning, meaning_bias = _softmax_regression(
        centred(data.vectors[rows], centre), data.labels[rows], _MEANING_STRENGTH
    )
    return Heads(known, words, words_bias, centre, meaning, meaning_bias)


def predict(data: TrainingData, heads: Heads, rows: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """The probabilities of both heads for some of the phrases."""
    from scipy.special import softmax  # noqa: PLC0415 - with scikit-learn, for building only

    sparse = sparse_rows([data.words[i] for i in rows], heads.known)
    by_words: Floats = softmax(sparse @ heads.words + heads.words_bias, axis=1)
    vectors = centred(data.vectors[rows], heads.centre)
    by_meaning: Floats = softmax(vectors @ heads.meaning + heads.meaning_bias, axis=1)
    return by_words, by_meaning


def _softmax_regression(rows: Any, labels: NDArray[np.int64], strength: float) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - for building only

    fitted = LogisticRegression(C=strength, max_iter=100, tol=1e-3).fit(rows, labels)
    return fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32)


def _folds(labels: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415 - for building only

    splitter = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    yield from splitter.split(np.zeros(len(labels)), labels)


def _write(data: TrainingData, heads: Heads, calibration: Calibration, folder: Path) -> Meta:
    folder.mkdir(parents=True, exist_ok=True)
    scale = np.maximum(np.abs(heads.words).max(axis=0), 1e-6) / 127
    meta = Meta(
        fingerprint=fingerprint(),
        phrases=len(data.phrases),
        classes=data.classes,
        replacements=read_replacements(),
        calibration=calibration,
    )
    np.savez_compressed(
        folder / "heads.npz",
        numbers=heads.known.numbers,
        idf=heads.known.idf.astype(np.float16),
        words=np.rint(heads.words / scale).astype(np.int8),
        words_scale=scale.astype(np.float32),
        words_bias=heads.words_bias,
        centre=heads.centre,
        meaning=heads.meaning.astype(np.float16),
        meaning_bias=heads.meaning_bias,
    )
    text = json.dumps(meta.model_dump(), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "meta.json").write_text(text + "\n", "utf-8")
    return meta
