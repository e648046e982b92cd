"""Chance that can be repeated: the same seed gives the same run."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A row of numbers drawn from a seed."""

    def __init__(self, seed: int | str) -> None:
        self._seed = str(seed)
        self._drawn = 0

    def draw(self) -> float:
        """Return the next number, at least 0 and under 1."""
        self._drawn += 1
        digest = blake2b(f"{self._seed}:{self._drawn}".encode(), digest_size=8).digest()
        return int.from_bytes(digest) / 2**64

    def pick(self, things: Sequence[T]) -> T:
        """Return one of the things."""
        return things[int(self.draw() * len(things))]
