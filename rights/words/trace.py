"""The whole reasoning in words: every condition, what was found, and what came out."""

from rights import plan
from rights.because import facts_behind
from rights.explain import Reason
from rights.finding import ANSWERS, Trace
from rights.grammar.base import Words
from rights.values import Citizen
from rights.words.facts import FactWriter

_JOINTS: dict[type, Words] = {
    plan.All: Words(da="alt dette", en="all of this"),
    plan.Any: Words(da="mindst en af disse", en="at least one of these"),
    plan.Not: Words(da="ikke dette", en="not this"),
    plan.Fixed: Words(da="reglens egne dage", en="the rule's own days"),
}
_NOT_TOLD = Words(da="vi ved det ikke: {name}", en="we do not know: {name}")


def write(reason: Reason, citizen: Citizen, facts: FactWriter) -> Trace:
    """Return the reasoning as a tree of sentences."""
    return Trace(
        says=_says(reason, citizen, facts),
        holds=ANSWERS[reason.holds],
        parts=tuple(write(part, citizen, facts) for part in reason.parts),
    )


def _says(reason: Reason, citizen: Citizen, facts: FactWriter) -> str:
    node = reason.node
    if isinstance(node, plan.Named):
        return facts.say(node.label) if node.label else node.id
    if isinstance(node, plan.Judged):
        return facts.say(node.what)
    if type(node) in _JOINTS:
        return facts.say(_JOINTS[type(node)])
    return facts.listed([_fact(name, citizen, facts) for name in facts_behind(reason, citizen)])


def _fact(name: str, citizen: Citizen, facts: FactWriter) -> str:
    return facts.sentence(name, citizen.told) or facts.say(_NOT_TOLD).replace("{name}", name)
