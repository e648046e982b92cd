"""Training: phrase files in, the committed model out. scikit-learn is needed here and nowhere else.

The same phrases give the same bytes: one BLAS thread, fixed folds, fixed rounding. All decisions
(temperature, thresholds) come from cross-validation over the phrases; no evaluation set is read.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

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
NETWORKS = 3
_STRENGTH_OF_WORDS = 20.0
_NETWORK = {"hidden_layer_sizes": (256,), "alpha": 0.3, "max_iter": 25, "batch_size": 128}


@dataclass(frozen=True)
class Heads:
    """Both fitted heads, as scikit-learn has them: a regression over words, networks over meaning."""

    known: Known
    words: Any
    centre: Floats
    networks: tuple[Any, ...]


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
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - for building only
    from sklearn.neural_network import MLPClassifier  # noqa: PLC0415 - for building only

    known = known_ngrams([data.words[i] for i in rows], LEAST_PHRASES_WITH_NGRAM)
    sparse = sparse_rows([data.words[i] for i in rows], known)
    words = LogisticRegression(C=_STRENGTH_OF_WORDS, max_iter=100, tol=1e-3).fit(sparse, data.labels[rows])
    centre: Floats = data.vectors[rows].mean(axis=0)
    vectors = centred(data.vectors[rows], centre)
    with catch_warnings():
        simplefilter("ignore")  # stopping before convergence is meant: it keeps the networks from memorising
        networks = tuple(
            MLPClassifier(**_NETWORK, random_state=seed).fit(vectors, data.labels[rows])
            for seed in range(NETWORKS)
        )
    return Heads(known, words, centre, networks)


def predict(data: TrainingData, heads: Heads, rows: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """The probabilities of both heads for some of the phrases."""
    sparse = sparse_rows([data.words[i] for i in rows], heads.known)
    vectors = centred(data.vectors[rows], heads.centre)
    by_meaning = np.mean([network.predict_proba(vectors) for network in heads.networks], axis=0)
    return heads.words.predict_proba(sparse).astype(np.float32), by_meaning.astype(np.float32)


def _folds(labels: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415 - for building only

    splitter = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    yield from splitter.split(np.zeros(len(labels)), labels)


def _write(data: TrainingData, heads: Heads, calibration: Calibration, folder: Path) -> Meta:
    folder.mkdir(parents=True, exist_ok=True)
    meta = Meta(
        fingerprint=fingerprint(),
        phrases=len(data.phrases),
        classes=data.classes,
        replacements=read_replacements(),
        calibration=calibration,
    )
    np.savez_compressed(folder / "heads.npz", allow_pickle=False, **_arrays(heads))
    text = json.dumps(meta.model_dump(), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "meta.json").write_text(text + "\n", "utf-8")
    return meta


def _arrays(heads: Heads) -> dict[str, NDArray[Any]]:
    """What `model.load_model` reads: words in whole numbers of a scale, the rest in half precision."""
    words = heads.words.coef_.T
    scale = np.maximum(np.abs(words).max(axis=0), 1e-6) / 127
    layers = [(network.coefs_, network.intercepts_) for network in heads.networks]
    return {
        "numbers": heads.known.numbers,
        "idf": heads.known.idf.astype(np.float16),
        "words": np.rint(words / scale).astype(np.int8),
        "words_scale": scale.astype(np.float32),
        "words_bias": heads.words.intercept_.astype(np.float32),
        "centre": heads.centre.astype(np.float32),
        "hidden": np.stack([weights[0] for weights, _ in layers]).astype(np.float16),
        "hidden_bias": np.stack([biases[0] for _, biases in layers]).astype(np.float32),
        "meaning": np.stack([weights[1] for weights, _ in layers]).astype(np.float16),
        "meaning_bias": np.stack([biases[1] for _, biases in layers]).astype(np.float32),
    }
