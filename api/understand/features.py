"""Head A's view of a message: hashed character n-grams within words, and Danish stems.

Hashing needs no vocabulary file, so the run-time model stays small. The hash is CRC-32, the same on
every machine and in every process.
"""

import re
from functools import cache
from zlib import crc32

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

CHARACTER_BUCKETS = 1 << 15
STEM_BUCKETS = 1 << 13
BUCKETS = CHARACTER_BUCKETS + STEM_BUCKETS
_LENGTHS = (2, 3, 4, 5)
_WORD = re.compile(r"[^\W_]+")

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]


def words_of(text: str, replacements: dict[str, str]) -> list[str]:
    """Lower-case words, spelled out by `_replace.txt` ("ikk" is "ikke")."""
    found = _WORD.findall(text.casefold())
    return " ".join(replacements.get(word, word) for word in found).split()


def sparse_vector(words: list[str], idf: Floats) -> tuple[Indices, Floats]:
    """Buckets and TF-IDF values; characters and stems each have length one."""
    stems = [_stemmer().stemWord(word) for word in words]
    pairs = [f"{a} {b}" for a, b in zip(stems, stems[1:], strict=False)]
    grams = [gram for word in words for gram in _grams(f" {word} ")]
    characters, character_counts = hashed(grams, CHARACTER_BUCKETS)
    tokens, token_counts = hashed(stems + pairs, STEM_BUCKETS)
    tokens = tokens + CHARACTER_BUCKETS
    return np.concatenate([characters, tokens]), np.concatenate(
        [_unit(character_counts * idf[characters]), _unit(token_counts * idf[tokens])]
    )


def _unit(values: Floats) -> Floats:
    return values / np.float32(np.sqrt(np.dot(values, values)) or 1.0)


def _grams(padded: str) -> list[str]:
    return [padded[i : i + n] for n in _LENGTHS for i in range(len(padded) - n + 1)]


def hashed(grams: list[str], buckets: int) -> tuple[Indices, Floats]:
    """Sorted distinct buckets and 1 + log of how often each occurs."""
    found = np.array([crc32(gram.encode()) % buckets for gram in grams], np.int64)
    index, count = np.unique(found, return_counts=True)
    return index, (1.0 + np.log(count)).astype(np.float32)


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("danish")
