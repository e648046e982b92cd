"""A message written word for word like an editor's phrase means what the editor filed it under."""

import re
from functools import cache

from api.understand.phrases import OUT_OF_SCOPE, read_phrases


def topic_of(text: str) -> str | None:
    """The topic whose phrase the message is, but for case and punctuation; None when it is nobody's or two's."""
    return _filed().get(_plain(text))


@cache
def _filed() -> dict[str, str]:
    filed: dict[str, str] = {}
    shared: set[str] = set()
    for phrase in read_phrases():
        words = _plain(phrase.text)
        if filed.setdefault(words, phrase.topic) != phrase.topic:
            shared.add(words)
    return {words: topic for words, topic in filed.items() if words not in shared and topic != OUT_OF_SCOPE}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
