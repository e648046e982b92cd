"""Texts state the rule; what happens in a person's case the authority decides. No promises, no threats."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import RootModel

from rights.definition import Definition
from rights.faults import Fault, Wrong
from rights.grammar.base import Sentence, Strict
from rights.law import Law
from rights.reading import read_file

_FORBIDDEN = (
    r"du mister",
    r"du (?:har|får) krav på",
    r"du er berettiget",
    r"du er sikret",
    r"du bliver (?:trukket|straffet|fritaget|afmeldt)",
    r"din (?:ydelse|hjælp) (?:stopper|bliver stoppet|falder væk)",
    r"garant(?:i|eret|erer)",
    r"you (?:will )?lose",
    r"you are entitled to",
    r"you will be (?:exempt|exempted|deregistered|sanctioned)",
    r"your (?:benefit|help) (?:stops|will stop)",
    r"guarant",
)
_PATTERN = re.compile("|".join(f"(?:{one})" for one in _FORBIDDEN), re.IGNORECASE)


class Allowed(Strict):
    """Words that a jurist has read and allowed in one rule, with the reason."""

    rule: Sentence
    words: Sentence
    because: Sentence


class AllowedFile(RootModel[tuple[Allowed, ...]]):
    """rights/law/allowed_promises.yaml."""


def promises_in(text: str) -> list[str]:
    """Return the words of a text that promise or threaten something in a person's case."""
    return [found.group(0) for found in _PATTERN.finditer(text)]


def faults_of_promises(law: Law) -> Iterator[Fault]:
    """Return every promise that is not on the reviewed list, and every line of the list that nothing needs."""
    allowed = _allowed(law.folder)
    used: set[tuple[str, str]] = set()
    for definition, key, lang, found in _found(law):
        if (definition.id, found.lower()) in allowed:
            used.add((definition.id, found.lower()))
            continue
        message = f"{found!r} promises something in a person's case; say what the rule is and who decides"
        yield definition.place.fault(Wrong("promise", message, key, lang))
    for rule_id, words in sorted(allowed - used):
        yield Fault("allowed_promises.yaml", 0, "promise", f"nothing in {rule_id} says {words!r} any more")


def _found(law: Law) -> Iterator[tuple[Definition, str, str, str]]:
    for definition, rule in law.rules():
        for key in ("title", "text", "more"):
            words = getattr(rule, key)
            for lang in ("da", "en") if words is not None else ():
                yield from ((definition, key, lang, found) for found in promises_in(getattr(words, lang)))


def _allowed(folder: Path) -> set[tuple[str, str]]:
    file = folder / "allowed_promises.yaml"
    if not file.is_file():
        return set()
    return {(one.rule, one.words.lower()) for one in read_file(file, AllowedFile, file.name).root}
