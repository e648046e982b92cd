"""Words put right before they are read: people's own spellings, then words one slip from one that is known."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from api.understand.phrases import CRISIS, read_phrases, read_replacements
from api.understand.spelling import one_slip_apart

_SHORTEST = 5
"""Letters; among shorter words too many real ones are one slip apart."""
_SEEN = 3
_WORD = re.compile(r"(?<!['’])\b[^\W\d_]+")


class Speller:
    """Knows the words of many phrases and how often each stands there, and what some spellings stand for."""

    def __init__(self, phrases: Iterable[str], replacements: Mapping[str, str]) -> None:
        self._replacements = replacements
        self._count = Counter(word for text in phrases for word in _WORD.findall(text.casefold()))
        near: dict[str, list[str]] = defaultdict(list)
        for word, count in self._count.items():
            if count >= _SEEN and len(word) >= _SHORTEST - 1:
                for key in _keys(word):
                    near[key].append(word)
        self._near: Mapping[str, list[str]] = dict(near)

    def respell(self, text: str) -> str:
        """The text with its misspelt words put right; everything else as it stands."""
        return _WORD.sub(lambda word: self._word(word.group()), text)

    def _word(self, written: str) -> str:
        word = written.casefold()
        if word in self._replacements:
            return self._replacements[word]
        if len(word) < _SHORTEST or word in self._count:
            return written
        meant = {other for key in _keys(word) for other in self._near.get(key, ()) if _likely(word, other)}
        ranked = sorted(meant, key=lambda other: -self._count[other])
        # Two words just as frequent: nobody knows which was meant.
        if not ranked or (len(ranked) > 1 and self._count[ranked[0]] == self._count[ranked[1]]):
            return written
        return ranked[0]


def _likely(word: str, other: str) -> bool:
    """One slip, and not in the first letter, which people rarely miss."""
    return word[0] == other[0] and one_slip_apart(word, other)


def _keys(word: str) -> Iterator[str]:
    """The word, and it without each of its letters: words one slip apart share such a key."""
    yield word
    yield from {word[:i] + word[i + 1 :] for i in range(len(word))}


@cache
def speller() -> Speller:
    """The one that knows all phrases of both languages."""
    texts: list[str] = []
    for phrase in read_phrases():
        # A word of despair or need counts from the first phrase that has it: it must not be missed for a slip.
        texts += [phrase.text] * (_SEEN if phrase.topic == CRISIS else 1)
    return Speller(texts, read_replacements())
