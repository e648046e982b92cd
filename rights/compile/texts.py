"""Whether a rule's texts can be filled: every placeholder is something the rule knows, or stands in brackets."""

from collections.abc import Iterator

from rights.faults import Wrong
from rights.grammar.base import Words
from rights.grammar.rules import Rule
from rights.reading import did_you_mean
from rights.vocabulary import FACTS
from rights.words.template import slots


def check_texts(rule: Rule, settings: set[str]) -> None:
    """Raise Wrong for a placeholder that nothing fills, or that may be missing outside brackets."""
    sure = {"authority"} | {one.what or one.kind for one in rule.limits if isinstance(one.value, float)}
    own = [one.what for one in rule.dates] + [one.what or one.kind for one in rule.limits]
    if twice := [name for name in own if own.count(name) > 1 or name in FACTS]:
        raise Wrong("text", f"{twice[0]!r} names two things; give one of them another what", "text")
    known = sure | set(own) | {"because"} | set(FACTS) | {f"setting.{name}" for name in settings}
    for key, words in _texts(rule):
        for lang in ("da", "en"):
            _check(getattr(words, lang), sure, known, key, lang)


def _texts(rule: Rule) -> Iterator[tuple[str, Words]]:
    yield "text", rule.text
    if rule.more is not None:
        yield "more", rule.more


def _check(template: str, sure: set[str], known: set[str], *path: str) -> None:
    try:
        for name, may_be_missing in slots(template):
            if name not in known:
                raise Wrong("text", f"nothing fills {{{name}}}{did_you_mean(name, sorted(known))}")
            if name not in sure and not may_be_missing:
                raise Wrong("text", f"{{{name}}} may be missing; put its words in square brackets")
    except Wrong as wrong:
        raise wrong.within(*path) from None
