"""Why: the parts that decided an answer, the facts behind them, and the facts that are missing."""

from collections.abc import Iterator

from rights import plan
from rights.explain import Reason, judge
from rights.plan import UNKNOWN
from rights.values import Citizen, possible_rows, value_of


def deciding(reason: Reason) -> Iterator[Reason]:
    """Yield the leaves that made the answer what it is, and no others.

    For a yes: all of `all`, the first yes of `any`. For a no: the parts of `all` that are no. For an unknown:
    the unknown parts.
    """
    if not reason.parts:
        yield reason
        return
    parts = [part for part in reason.parts if part.holds is reason.holds]
    if isinstance(reason.node, plan.Not | plan.Named):
        parts = list(reason.parts)
    elif isinstance(reason.node, plan.Any) and reason.holds:
        parts = parts[:1]
    for part in parts:
        yield from deciding(part)


def facts_behind(leaf: Reason, citizen: Citizen) -> list[str]:
    """Return the names of the facts and settings that a leaf rests on."""
    return list(dict.fromkeys(name for value in _asked(leaf.node) for name in _behind(value, citizen)))


def missing(leaf: Reason, citizen: Citizen) -> list[str]:
    """Return what is not known and keeps a leaf unknown: facts, settings, or a decision by its key."""
    if isinstance(leaf.node, plan.Judged):
        return [leaf.node.key]
    return list(dict.fromkeys(name for value in _asked(leaf.node) for name in missing_for(value, citizen)))


def missing_for(value: plan.Value, citizen: Citizen) -> list[str]:
    """Return what is not known and keeps a value unknown."""
    if value_of(value, citizen) is not UNKNOWN:
        return []
    match value:
        case plan.Told():
            return [value.fact]
        case plan.Chosen():
            return [f"setting.{value.setting}"]
        case plan.Applies():
            leaves = deciding(judge(value.node, citizen))
            return [name for leaf in leaves for name in missing(leaf, citizen)]
        case plan.Lookup():
            asked = _columns_that_matter(value.table, citizen)
            return [name for column in asked for name in missing_for(column.value, citizen)]
    inner = [name for part in _parts(value) for name in missing_for(part, citizen)]
    return inner or _records_of(value)


def _behind(value: plan.Value, citizen: Citizen) -> list[str]:
    match value:
        case plan.Told():
            return [value.fact]
        case plan.Chosen():
            return [f"setting.{value.setting}"]
        case plan.Applies():
            leaves = deciding(judge(value.node, citizen))
            return [name for leaf in leaves for name in facts_behind(leaf, citizen)]
        case plan.Lookup():
            asked = _columns_that_matter(value.table, citizen)
            return [name for column in asked for name in _behind(column.value, citizen)]
    return [*_records_of(value), *(name for part in _parts(value) for name in _behind(part, citizen))]


def _asked(node: plan.Node) -> tuple[plan.Value, ...]:
    """The values a leaf asks for."""
    match node:
        case plan.OneOf() | plan.Happened():
            return (node.value,)
        case plan.Compare():
            return (node.value, node.other)
    return ()


def _parts(value: plan.Value) -> tuple[plan.Value, ...]:
    """The values a value is made of."""
    match value:
        case plan.Shifted():
            return (value.start, *(size for _, size in value.more))
        case plan.FirstOf():
            return value.values
        case plan.Recurring() | plan.Rolled():
            return (value.start,)
        case plan.Turns():
            return (value.birth_date,)
        case plan.Count():
            return tuple(part for part in (value.since, value.until) if part is not None)
    return ()


def _records_of(value: plan.Value) -> list[str]:
    match value:
        case plan.Count() | plan.Pick() | plan.Spell() | plan.SpellDay():
            return [value.where.record]
    return []


def _columns_that_matter(table: plan.TablePlan, citizen: Citizen) -> list[plan.InputPlan]:
    """The columns that a row which may fit asks for; all of them when only `otherwise` is left."""
    own = len(table.rows) - table.otherwise
    rows = [row for row in possible_rows(table, citizen) if row < own]
    asked = [column for column in table.inputs if any(not column.unasked >> row & 1 for row in rows)]
    return asked or list(table.inputs)
