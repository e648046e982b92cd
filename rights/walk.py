"""Walks a plan: every node and value in it, and the answers it can give at all."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import product

from rights import plan

Holds = bool | None


def walk(part: object) -> Iterator[object]:
    """Yield every node, value and table that a part of a plan is made of, itself first, each once."""
    seen: set[int] = set()
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(one)
        elif (
            type(one).__module__ == plan.__name__
            and hasattr(one, "__dataclass_fields__")
            and id(one) not in seen
        ):
            seen.add(id(one))
            yield one
            waiting.extend(getattr(one, field.name) for field in fields(one))  # type: ignore[arg-type]


def facts_in(part: object) -> set[str]:
    """Return the names of the facts that a part of a plan reads."""
    told = {one.fact for one in walk(part) if isinstance(one, plan.Told)}
    return told | {one.record for one in walk(part) if isinstance(one, plan.Where)}


def possible_answers(node: plan.Node, presumed: frozenset[str]) -> frozenset[Holds]:
    """Return the answers a condition can give to anybody: a discretion is never more than unknown."""
    match node:
        case plan.Fixed():
            return frozenset({node.holds})
        case plan.Judged():
            return frozenset({None})
        case plan.Named():
            return possible_answers(node.part, presumed)
        case plan.Not():
            return frozenset(
                None if one is None else not one for one in possible_answers(node.part, presumed)
            )
        case plan.All() | plan.Any():
            parts = {possible_answers(part, presumed) for part in node.parts}
            return frozenset(_joined(node, outcomes) for outcomes in product(*parts))
    settings = any(isinstance(one, plan.Chosen) for one in walk(node))
    return frozenset({True, False, None} if settings or facts_in(node) - presumed else {True, False})


def _joined(node: plan.All | plan.Any, outcomes: tuple[Holds, ...]) -> Holds:
    decisive = isinstance(node, plan.Any)
    if decisive in outcomes:
        return decisive
    return None if None in outcomes else not decisive
