"""The phrase files as data: what editors write, read strictly."""

import hashlib
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from api.errors import ConfigurationError
from api.i18n import Lang

FOLDER = Path(__file__).parent / "phrases"
OUT_OF_SCOPE = "out_of_scope"
CRISIS = "crisis"
LANGUAGES: tuple[Lang, ...] = ("da", "en")


class Phrase(NamedTuple):
    """One line of a phrase file."""

    text: str
    topic: str
    lang: Lang


class Topic(BaseModel):
    """One topic's area, button words and whether acting on it changes something."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    area: str
    da: str
    en: str
    changes_data: bool

    def title(self, lang: Lang) -> str:
        """The button's words; Danish where a language has none."""
        return self.en if lang == "en" else self.da


class Topics(BaseModel):
    """All topics and the groups that share one answer (`topics.yaml`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topics: dict[str, Topic]
    twins: tuple[tuple[str, ...], ...]

    def are_twins(self, one: str, other: str) -> bool:
        """Whether two topics are the same or share one answer."""
        return one == other or other in self.twins_of(one)

    def twins_of(self, topic: str) -> tuple[str, ...]:
        """The other topics whose answer is shown together with this one's."""
        return tuple(other for group in self.twins if topic in group for other in group if other != topic)


@cache
def read_topics(folder: Path = FOLDER) -> Topics:
    """Read `topics.yaml`. Raises ConfigurationError for a twin that is no topic or in two groups."""
    topics = Topics.model_validate(YAML(typ="safe").load(folder / "topics.yaml"))
    for group in topics.twins:
        if unknown := sorted(set(group) - set(topics.topics)):
            raise ConfigurationError(f"topics.yaml: twins name no topic: {', '.join(unknown)}")
    for one, other in combinations(topics.twins, 2):
        if shared := sorted(set(one) & set(other)):
            raise ConfigurationError(f"topics.yaml: in two groups of twins: {', '.join(shared)}")
    return topics


def read_lines(file: Path) -> list[str]:
    """A file's lines without comments and blank ones."""
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def read_phrases(folder: Path = FOLDER) -> tuple[Phrase, ...]:
    """Every phrase in a fixed order. Raises ConfigurationError for a file that is no topic's."""
    known = set(read_topics(folder).topics) - {OUT_OF_SCOPE}
    files = [(lang, file) for lang in LANGUAGES for file in sorted((folder / lang).glob("*.txt"))]
    found: list[Phrase] = []
    for lang, file in files:
        if file.stem == "_replace":
            continue
        topic = OUT_OF_SCOPE if file.stem == f"_{OUT_OF_SCOPE}" else file.stem
        if topic not in known | {OUT_OF_SCOPE}:
            raise ConfigurationError(f"{lang}/{file.name}: no such topic in topics.yaml; rename the file")
        found += [Phrase(line, topic, lang) for line in dict.fromkeys(read_lines(file))]
    return tuple(found)


def read_replacements(folder: Path = FOLDER) -> dict[str, str]:
    """`_replace.txt`: a word as people spell it, and the words it counts as."""
    pairs: dict[str, str] = {}
    for line in read_lines(folder / "da" / "_replace.txt"):
        written, equals, meant = line.partition("=")
        if not equals or " " in written.strip() or not meant.strip():
            raise ConfigurationError(f"da/_replace.txt: {line!r} should be `one word = other words`")
        pairs[written.strip().casefold()] = meant.strip().casefold()
    return pairs


def fingerprint(folder: Path = FOLDER) -> str:
    """Changes when any phrase, replacement or topic name does; comments and order do not count."""
    lines = [f"{phrase.lang}\t{phrase.topic}\t{phrase.text}" for phrase in read_phrases(folder)]
    lines += [f"{written}={meant}" for written, meant in read_replacements(folder).items()]
    text = "\n".join(sorted(lines) + sorted(read_topics(folder).topics))
    return hashlib.sha256(text.encode()).hexdigest()
