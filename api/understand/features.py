"""Head A's view of a message: hashed character n-grams within words, and Danish stems.

A hash stands for the n-gram, so the model needs no vocabulary of strings: CRC-32, the same on every
machine and in every process, wide enough that two n-grams hardly ever share a number.
"""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

STEMS_FROM = 1 << 32
_LENGTHS = (2, 3, 4, 5)
_WORD = re.compile(r"[^\W_]+")

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]


def words_of(text: str, replacements: dict[str, str]) -> list[str]:
    """Lower-case words, spelled out by `_replace.txt` ("ikk" is "ikke")."""
    found = _WORD.findall(text.casefold())
    return " ".join(replacements.get(word, word) for word in found).split()


class Known(NamedTuple):
    """The n-grams a model knows: sorted numbers, and the weight (idf) of each."""

    numbers: Indices
    idf: Floats


def sparse_vector(words: list[str], known: Known) -> tuple[Indices, Floats]:
    """Positions in `known` and TF-IDF values; characters and stems each have length one."""
    characters, stems = ngrams(words)
    parts = [_weighed(grams, known) for grams in (characters, stems)]
    return np.concatenate([index for index, _ in parts]), np.concatenate([value for _, value in parts])


def ngrams(words: list[str]) -> tuple[Indices, Indices]:
    """The numbers of the character n-grams and of the stems and pairs of stems, with repetitions."""
    stems = [_stemmer().stemWord(word) for word in words]
    pairs = [f"{a} {b}" for a, b in pairwise(stems)]
    characters = [gram for word in words for gram in _grams(f" {word} ")]
    return _numbers(characters), _numbers(stems + pairs) + STEMS_FROM


def _numbers(grams: list[str]) -> Indices:
    return np.array([crc32(gram.encode()) for gram in grams], np.int64)


def _weighed(numbers: Indices, known: Known) -> tuple[Indices, Floats]:
    distinct, count = np.unique(numbers, return_counts=True)
    at = np.minimum(np.searchsorted(known.numbers, distinct), len(known.numbers) - 1)
    found = known.numbers[at] == distinct
    values = (1.0 + np.log(count[found])).astype(np.float32) * known.idf[at[found]]
    return at[found], values / np.float32(np.sqrt(np.dot(values, values)) or 1.0)


def _grams(padded: str) -> list[str]:
    return [padded[i : i + n] for n in _LENGTHS for i in range(len(padded) - n + 1)]


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("danish")
