"""The words on a topic's button, from the list the editors of phrases keep."""

from api.i18n import Words
from api.understand.phrases import read_topics


def title(topic: str, words: Words) -> str:
    """Return the topic's short name in the language; an unknown code stays as it is."""
    known = read_topics().topics.get(topic)
    return known.title(words.lang) if known else topic


def in_area(area: str) -> list[str]:
    """Return the topics of an area, in the list's order."""
    return [name for name, topic in read_topics().topics.items() if topic.area == area]


def is_topic(name: str) -> bool:
    """Whether the code names a topic."""
    return name in read_topics().topics


def has_an_answer(name: str) -> bool:
    """Whether the topic is a matter of the citizen's, and not the talk itself."""
    known = read_topics().topics.get(name)
    return known is not None and known.area != "talk"
