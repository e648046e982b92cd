"""The committed model at run time, in numpy: words and meaning, blended, then sharpened.

Words: a softmax over n-grams and stems. Meaning: a few small networks over the sentence vector, averaged.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict

from api.errors import ConfigurationError
from api.understand.calibration import Calibration, blend, sharpen, softmax
from api.understand.encoder import Vectors
from api.understand.features import Floats, Known, sparse_vector, words_of
from api.understand.phrases import OUT_OF_SCOPE

FOLDER = Path(__file__).parent / "model"
_HOPE = 0.25
SPREAD = np.float32(9.8)
"""The encoder's vectors lie close together; centred and given this length they can be told apart."""


class Meta(BaseModel):
    """What training decided beside the weights, as `model/meta.json`."""

    model_config = ConfigDict(frozen=True)

    fingerprint: str
    phrases: int
    classes: tuple[str, ...]
    replacements: dict[str, str]
    calibration: Calibration


class Probabilities(NamedTuple):
    """A probability for each topic (they sum to one) and that of being out of scope."""

    topics: dict[str, float]
    p_oos: float


@dataclass(frozen=True)
class Model:
    """Weights: `words` are n-grams by classes; the networks' stand in stacks, one network a layer."""

    meta: Meta
    known: Known
    words: Floats
    words_bias: Floats
    centre: Floats
    hidden: Floats
    hidden_bias: Floats
    meaning: Floats
    meaning_bias: Floats

    def predict(self, text: str, vector: Vectors | None) -> Probabilities:
        """Calibrated probabilities from the words and, where the encoder runs, the meaning."""
        p = self.by_words(text)
        temperature = self.meta.calibration.temperature_alone
        if vector is not None:
            p = blend(p, self.by_meaning(vector))
            temperature = self.meta.calibration.temperature
        return read_out(p, self.meta.classes, temperature)

    def hopeful(self, text: str) -> bool:
        """Whether a text names a topic at all, by its words alone: a cheap look before the encoder's."""
        return float(self.by_words(text).max()) >= _HOPE

    def by_words(self, text: str) -> Floats:
        """Head A alone, uncalibrated."""
        index, values = sparse_vector(words_of(text, self.meta.replacements), self.known)
        return softmax(values @ self.words[index] + self.words_bias)

    def by_meaning(self, vector: Vectors) -> Floats:
        """Head B alone, uncalibrated."""
        inner = np.maximum(centred(vector, self.centre) @ self.hidden + self.hidden_bias, 0)
        found: Floats = softmax((inner[:, None, :] @ self.meaning)[:, 0, :] + self.meaning_bias).mean(axis=0)
        return found


def centred(vectors: Vectors, centre: Floats) -> Floats:
    """The encoder's vectors as head B reads them; works on one row or many."""
    moved = vectors - centre
    length = np.linalg.norm(moved, axis=-1, keepdims=True)
    scaled: Floats = (SPREAD * moved / np.maximum(length, 1e-6)).astype(np.float32)
    return scaled


def read_out(p: Floats, classes: tuple[str, ...], temperature: float) -> Probabilities:
    """Sharpen, rank the topics among themselves, keep out-of-scope apart as a multiplier."""
    sharp = sharpen(p, temperature)
    p_oos = float(sharp[classes.index(OUT_OF_SCOPE)])
    rest = max(1.0 - p_oos, 1e-9)
    shares = {name: float(value) / rest for name, value in zip(classes, sharp, strict=True)}
    del shares[OUT_OF_SCOPE]
    return Probabilities(shares, p_oos)


def load_model(folder: Path = FOLDER) -> Model:
    """Read the committed model. Raises ConfigurationError when it was never trained."""
    if not (folder / "meta.json").exists():
        raise ConfigurationError(f"{folder}: no model here; run `vejviser understand train`")
    meta = Meta.model_validate_json((folder / "meta.json").read_text("utf-8"))
    with np.load(folder / "heads.npz") as stored:
        numbers = stored["numbers"]
        arrays = {name: stored[name].astype(np.float32) for name in stored.files if name != "numbers"}
    known = Known(numbers, arrays.pop("idf"))
    arrays["words"] *= arrays.pop("words_scale")
    return Model(meta=meta, known=known, **arrays)
