"""The answer in two sentences, and what is left for "more"."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from api.conversation.talk import Talk
from api.i18n import _
from rights import Finding

SENTENCES = 2
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


def in_short(talk: Talk, findings: Sequence[Finding]) -> tuple[str, str]:
    """Return the first rule in short, and the rest of it with all other rules; nothing is said twice."""
    # The same words of two rules stand where the first of them does.
    once: dict[str, Finding] = {}
    for finding in findings:
        once.setdefault(wording(talk, finding), finding)
    if not once:
        return "", ""
    told = list(once.items())
    says, first = told[0]
    head, left = (says, "") if is_one_piece(first) else cut(says)
    rest = [left, first.more, *(line for other, one in told[1:] for line in (other, one.more))]
    return head, "\n\n".join(line for line in rest if line)


def cut(text: str) -> tuple[str, str]:
    """Return the first sentences of a text and the rest of it."""
    sentences = _SENTENCE.split(text)
    return " ".join(sentences[:SENTENCES]), " ".join(sentences[SENTENCES:])


def first_sentence(text: str) -> str:
    """Return the first sentence of a text."""
    return _SENTENCE.split(text)[0]


def is_one_piece(finding: Finding) -> bool:
    """Whether all of it is told at once: what may follow is never told without who decides it."""
    return finding.kind == "consequence" or bool(finding.decided_by)


def wording(talk: Talk, finding: Finding) -> str:
    """Return the rule's words; where the new text has not been read, that, and who knows it."""
    if "law_changed" not in finding.missing:
        return finding.says
    return f"{finding.says} " + talk.words(
        _("Spørg kommunen på {phone}, hvad der gælder nu."), phone=talk.tenant.contact.phone
    )


def general_lines(text: str, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the lines of a text that are rules computed from no fact of the person."""
    rules = [finding.says for finding in findings if not finding.because]
    return tuple(line for line in text.split("\n") if line and any(line in says for says in rules))


def stale(talk: Talk, findings: Iterable[Finding]) -> str | None:
    """Return up to which day the rules were read, when that day is over."""
    days: list[date] = [finding.verified_through for finding in findings if finding.stale]
    if not days:
        return None
    return talk.words(
        _("Reglerne er læst, som de var den {day}. Kommunen kan sige, om de stadig gælder."),
        day=talk.words.plain_day(min(days)),
    )
