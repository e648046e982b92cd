"""Whether citizens can read it: LIX, sentence length. Names of acts and benefits count as short words."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from rights.faults import Fault, LawError, Wrong
from rights.grammar.rules import Rule
from rights.law import TRACKS, Law
from rights.words.template import fill

MOST_LIX = 35
LONGEST_SENTENCE = 25
MEAN_SENTENCE = (8, 20)
FEWEST_WORDS = 60
"""Fewer words than these say nothing about a text's readability."""
_LONG = 6
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÆØÅ])")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+")


def plain(template: str) -> str:
    """Return a text as it is read, with one short word for each placeholder."""
    return fill(template, lambda _: "dag")


def sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence."""
    return [words for sentence in _SENTENCE_END.split(text) if (words := _WORD.findall(sentence))]


def lix(text: str, short: frozenset[str] = frozenset()) -> float:
    """Return the readability index: words a sentence, plus the share of words over six letters in per cent."""
    split = sentences(text)
    words = [word for sentence in split for word in sentence]
    if not words:
        return 0.0
    long = sum(len(word) > _LONG and word.lower() not in short for word in words)
    return len(words) / len(split) + 100 * long / len(words)


def short_words(law: Law) -> frozenset[str]:
    """Return the words that are names: benefits, acts, and the authorities' own words for them."""
    names = [source.act for source in law.sources.values()]
    names += [
        words.da
        for fact in ("benefit", "programme", "readiness")
        for words in law.facts[fact].values.values()
    ]
    return frozenset(word.lower() for name in names for word in _WORD.findall(name)) | _NAMES


_NAMES = frozenset(
    {"kontanthjælp", "arbejdspligten", "arbejdspligt", "selvbooking", "jobcentret", "kommunen"}
)


def faults_of_readability(law: Law, on: date) -> Iterator[Fault]:
    """Return every sentence that is too long, and every topic whose whole answer is hard to read on the day."""
    short = short_words(law)
    for definition, rule in law.rules():
        for key, words in _long_sentences(rule):
            start = " ".join(words[:6])
            message = f"{len(words)} words in one sentence, at most {LONGEST_SENTENCE}: {start} ..."
            yield definition.place.fault(Wrong("readability", message, *key))
    for track in TRACKS:
        yield from _topics(law, on, track, short)


def _long_sentences(rule: Rule) -> Iterator[tuple[tuple[str, str], list[str]]]:
    for key, template in _texts(rule):
        yield from ((key, words) for words in sentences(plain(template)) if len(words) > LONGEST_SENTENCE)


def _texts(rule: Rule) -> Iterator[tuple[tuple[str, str], str]]:
    for key in ("text", "more"):
        words = getattr(rule, key)
        if words is not None:
            yield (key, "da"), words.da
            yield (key, "en"), words.en


def _topics(law: Law, on: date, track: str, short: frozenset[str]) -> Iterator[Fault]:
    try:
        entries = law.book(on, track).entries.values()
    except LawError:
        return
    answers = defaultdict(list)
    for entry in entries:
        answers[entry.rule.topic].append(entry)
    for topic, of_topic in answers.items():
        text = " ".join(
            plain(template) for one in of_topic for (_, lang), template in _texts(one.rule) if lang == "da"
        )
        split = sentences(text)
        count = sum(map(len, split))
        if count < FEWEST_WORDS:
            continue
        place = of_topic[0].definition.place
        if (index := lix(text, short)) > MOST_LIX:
            message = f"the answer about {topic} has LIX {index:.0f} (at most {MOST_LIX})"
            yield place.fault(Wrong("readability", message, "text"))
        if not MEAN_SENTENCE[0] <= count / len(split) <= MEAN_SENTENCE[1]:
            message = f"the answer about {topic} has {count / len(split):.1f} words a sentence (8 to 20)"
            yield place.fault(Wrong("readability", message, "text"))
