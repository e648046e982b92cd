"""Puts a verdict into words: the finding that people and programs read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from rights import plan
from rights.because import deciding, facts_behind, missing, missing_for
from rights.explain import Reason
from rights.finding import ANSWERS, Because, DecidedBy, Finding, FoundDate, FoundLimit
from rights.grammar.base import Words
from rights.plan import UNKNOWN
from rights.values import Citizen
from rights.verdict import Verdict
from rights.words import sentences, trace
from rights.words.facts import FactWriter
from rights.words.template import fill

OUTCOME = "outcome"
"""The key of a judgement about what a rule that applies comes to."""
_MOST_REASONS = 4
"""More facts than these make a sentence nobody reads; `because` has them all."""


@dataclass(frozen=True)
class Answering:
    """One citizen asked in one language: what all findings of one evaluation share."""

    citizen: Citizen
    facts: FactWriter
    authority: str
    target_group: Mapping[str, int | str]

    def say(self, words: Words, context: str = "") -> str:
        """Return the words in the language asked for."""
        return self.facts.say(words, context)

    def called(self, by: str) -> str:
        """Return how an authority is called; kommunen by the tenant's own word."""
        word = self.authority if by == "kommunen" else by
        known = sentences.AUTHORITIES.get(word)
        return self.say(known) if known else word


def find(verdict: Verdict, asked: Answering) -> Finding:
    """Return the finding of a verdict."""
    entry, rule = verdict.entry, verdict.entry.rule
    leaves = list(deciding(verdict.reason))
    because = tuple(_because(leaves, asked))
    decided_by = tuple(_decided_by(verdict, leaves, asked))
    word = partial(_word, verdict=verdict, because=because, asked=asked)
    unread = rule.unread_from.because if rule.unread_from and entry.unread else None
    says = fill(asked.say(unread or rule.text, entry.id), word)
    says = _sentence(says) if unread else says
    note = _stale(entry.verified_through, asked) if entry.stale else None
    finding = Finding(
        rule=entry.id,
        topic=rule.topic,
        kind=rule.kind,
        title=asked.say(rule.title, entry.id) if rule.title else None,
        applies=ANSWERS[verdict.reason.holds],
        dates=tuple(FoundDate(what=one.what, **{one.side: day}) for one, day in _known(verdict.dates)),
        due=min(verdict.days("due"), default=None),
        from_=min(verdict.days("from"), default=None),
        limits=tuple(
            FoundLimit(kind=one.kind, value=value, unit=one.unit, what=one.what)
            for one, value in _known(verdict.limits)
        ),
        verified_through=entry.verified_through,
        stale=entry.stale,
        text=" ".join(_whole(verdict, says, word, decided_by, note, asked)),
        says=says,
        note=note,
        more=fill(asked.say(rule.more, entry.id), word) if rule.more else None,
        because=because,
        missing=tuple(dict.fromkeys(_missing(verdict, leaves, asked.citizen))),
        decided_by=decided_by,
        requires_first=tuple(asked.say(words, entry.id) for words in rule.requires_first),
        if_not=entry.if_not,
        target_group=dict(asked.target_group),
        citations=entry.citations,
    )
    return finding.with_trace(lambda: trace.write(verdict.reason, asked.citizen, asked.facts))


def _known(pairs: Iterable[tuple[Any, object]]) -> Iterator[tuple[Any, Any]]:
    """The dates or limits that there are and that are known."""
    return ((one, found) for one, found in pairs if found is not None and found is not UNKNOWN)


def _because(leaves: Sequence[Reason], asked: Answering) -> Iterator[Because]:
    told, seen = asked.citizen.told, set[str]()
    for leaf in leaves:
        for name in facts_behind(leaf, asked.citizen):
            if name not in seen:
                seen.add(name)
                value = told.get(name, asked.citizen.settings.get(name.removeprefix("setting.")))
                says = None if name in asked.citizen.presumed else asked.facts.sentence(name, told)
                yield Because(fact=name, is_=value, holds=ANSWERS[leaf.holds], says=says)


def _missing(verdict: Verdict, leaves: Sequence[Reason], citizen: Citizen) -> Iterator[str]:
    """What is not known: for the answer itself, else for a day or limit of it."""
    for leaf in leaves:
        if leaf.holds is None:
            yield from missing(leaf, citizen)
    for value in verdict.unknown_values():
        yield from missing_for(value, citizen)


def _decided_by(verdict: Verdict, leaves: Sequence[Reason], asked: Answering) -> Iterator[DecidedBy]:
    for leaf in leaves:
        if isinstance(leaf.node, plan.Judged) and leaf.node.by is not None:
            yield DecidedBy(by=leaf.node.by, what=asked.say(leaf.node.what), key=leaf.node.key)
    if (decides := verdict.entry.rule.decides) is not None and verdict.reason.holds is not False:
        yield DecidedBy(by=decides.by, what=asked.say(decides.what), key=OUTCOME)


def _word(name: str, verdict: Verdict, because: Sequence[Because], asked: Answering) -> str | None:
    """Return what fills a placeholder of a text, or None when it is not known."""
    writer, citizen = asked.facts, asked.citizen
    if name == "authority":
        return asked.called("kommunen")
    if name == "because":
        facts = list(dict.fromkeys(one.says for one in because if one.says))
        return writer.listed(facts[:_MOST_REASONS]) if verdict.reason.holds and facts else None
    for one, day in _known(verdict.dates):
        if one.what == name:
            return writer.day(day)
    for limit, value in _known(verdict.limits):
        if limit.what == name:
            return writer.amount(value, limit.unit)
    told = citizen.settings.get(name.removeprefix("setting."), citizen.told.get(name))
    return None if told is None else writer.value(name, told)


def _stale(read: date, asked: Answering) -> str:
    words = {"authority": asked.called("kommunen"), "read_day": sentences.day(read, asked.facts.lang)}
    return fill(asked.say(sentences.STALE), words.get)


def _sentence(reason: str) -> str:
    """Return a reason as a sentence of its own: the trace has it as a clause, and other sentences follow here."""
    return reason[:1].upper() + reason[1:].rstrip(".") + "."


def _whole(
    verdict: Verdict,
    says: str,
    word: Callable[[str], str | None],
    decided_by: Sequence[DecidedBy],
    note: str | None,
    asked: Answering,
) -> Iterator[str]:
    """The sentences of the whole text, in order."""
    rule = verdict.entry.rule
    if verdict.reason.holds is None and not verdict.entry.unread:
        yield asked.say(sentences.MAYBE)
    yield says
    if rule.kind == "duty" and word("because") and "{because}" not in rule.text.da:
        yield fill(asked.say(sentences.BECAUSE), word)
    for one in decided_by:
        if one.key == OUTCOME and asked.say(sentences.DECIDES) in says:
            continue  # the rule's own words say already who decides
        yield fill(asked.say(sentences.JUDGED), {"by": asked.called(one.by), "what": one.what}.get)
    if note is not None:
        yield note
