"""One citizen, with reasons: every condition is yes, no or unknown, and keeps why.

`judge` answers a condition, `rights.values.value_of` finds a value. A part is never skipped because another
part has already decided, so that the reasons are whole; a node that several rules share is answered once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Any as Anything

from rights import plan
from rights.plan import UNKNOWN
from rights.values import FINDERS, Citizen, may_be, value_of

Holds = bool | None
"""Yes, no, or None: unknown."""


@dataclass(slots=True)
class Reason:
    """What a condition came out as, the value that was found (a leaf), and its parts."""

    node: plan.Node
    holds: Holds
    found: object = None
    parts: tuple["Reason", ...] = ()


def judge(node: plan.Node, citizen: Citizen) -> Reason:
    """Return whether the condition holds for the citizen, with the reasons."""
    reason = citizen.reasons.get(node)
    if reason is None:
        reason = citizen.reasons[node] = _JUDGES[type(node)](node, citizen)
    return reason


def _all(node: plan.All, citizen: Citizen) -> Reason:
    parts = tuple([judge(part, citizen) for part in node.parts])
    outcomes = [part.holds for part in parts]
    return Reason(node, False if False in outcomes else None if None in outcomes else True, None, parts)


def _any(node: plan.Any, citizen: Citizen) -> Reason:
    parts = tuple([judge(part, citizen) for part in node.parts])
    outcomes = [part.holds for part in parts]
    return Reason(node, True if True in outcomes else None if None in outcomes else False, None, parts)


def _not(node: plan.Not, citizen: Citizen) -> Reason:
    part = judge(node.part, citizen)
    return Reason(node, None if part.holds is None else not part.holds, None, (part,))


def _named(node: plan.Named, citizen: Citizen) -> Reason:
    part = judge(node.part, citizen)
    return Reason(node, part.holds, None, (part,))


def _one_of(node: plan.OneOf, citizen: Citizen) -> Reason:
    found = value_of(node.value, citizen)
    if found is UNKNOWN:
        return Reason(node, _whichever(node.value, lambda one: one in node.allowed, citizen))
    return Reason(node, found in node.allowed, found)


def _compare(node: plan.Compare, citizen: Citizen) -> Reason:
    found, other = value_of(node.value, citizen), value_of(node.other, citizen)
    if found is None or other is None:
        return Reason(node, False, found)
    if other is UNKNOWN:
        return Reason(node, None, found)
    order = _ORDERS[node.order]
    if found is UNKNOWN:
        return Reason(
            node, _whichever(node.value, lambda one: one is not None and order(one, other), citizen)
        )
    return Reason(node, order(found, other), found)


def _whichever(value: plan.Value, holds: Callable[[Anything], bool], citizen: Citizen) -> Holds:
    """Unknown, unless it comes to the same whichever of its rows a table means."""
    if type(value) is not plan.Lookup:
        return None
    outcomes = {holds(one) for one in may_be(value, citizen)}
    return outcomes.pop() if len(outcomes) == 1 else None


def _happened(node: plan.Happened, citizen: Citizen) -> Reason:
    found = value_of(node.value, citizen)
    return Reason(node, None if found is UNKNOWN else found is not None, found)


def _judged(node: plan.Judged, citizen: Citizen) -> Reason:
    return Reason(node, None)


def _fixed(node: plan.Fixed, citizen: Citizen) -> Reason:
    return Reason(node, node.holds)


_ORDERS: dict[str, Callable[[Anything, Anything], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_JUDGES: dict[type, Callable[[Anything, Citizen], Reason]] = {
    plan.All: _all,
    plan.Any: _any,
    plan.Not: _not,
    plan.Named: _named,
    plan.OneOf: _one_of,
    plan.Compare: _compare,
    plan.Happened: _happened,
    plan.Judged: _judged,
    plan.Fixed: _fixed,
}


def _applies(value: plan.Applies, citizen: Citizen) -> object:
    """A condition as a value: a column of a table may ask for a term."""
    holds = judge(value.node, citizen).holds
    return UNKNOWN if holds is None else holds


FINDERS[plan.Applies] = _applies
