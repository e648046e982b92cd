"""Conditions for everybody: true, false, or null for unknown, as polars joins them (Kleene)."""

from functools import reduce
from operator import and_, ge, gt, le, lt, or_
from typing import Any

import polars as pl

from rights import plan
from rights.bulk.columns import UNKNOWN, Column, Columns
from rights.bulk.tables import some

_ORDERS = {"<": lt, "<=": le, ">": gt, ">=": ge}


def _all(node: plan.All, columns: Columns) -> pl.Expr:
    return reduce(and_, [columns.holds(part) for part in node.parts])


def _any(node: plan.Any, columns: Columns) -> pl.Expr:
    return reduce(or_, [columns.holds(part) for part in node.parts])


def _not(node: plan.Not, columns: Columns) -> pl.Expr:
    return ~columns.holds(node.part)


def _named(node: plan.Named, columns: Columns) -> pl.Expr:
    return columns.once(node, f"§{node.id}", lambda: columns.holds(node.part))


def _one_of(node: plan.OneOf, columns: Columns) -> pl.Expr:
    if isinstance(node.value, plan.Lookup):
        return some(node.value, node.allowed, columns)
    column = columns.value(node.value)
    return column.false_if_none(_is_one_of(column.value, sorted(node.allowed - {None}, key=str)))


def _is_one_of(value: pl.Expr, allowed: list[object]) -> pl.Expr:
    if len(allowed) > 1:
        return value.is_in(allowed)
    if isinstance(allowed[0], bool):
        return value if allowed[0] else ~value
    return value == pl.lit(allowed[0])


def _compare(node: plan.Compare, columns: Columns) -> pl.Expr:
    order: Any = _ORDERS[node.order]
    other = columns.value(node.other)
    if isinstance(node.value, plan.Lookup):
        return other.false_if_none(_rows_compare(node, node.value, other, columns))
    column = columns.value(node.value)
    return other.false_if_none(column.false_if_none(order(column.value, other.value)))


def _rows_compare(node: plan.Compare, asked: plan.Lookup, other: Column, columns: Columns) -> pl.Expr:
    order: Any = _ORDERS[node.order]
    if isinstance(node.other, plan.Constant):
        numbers = {row[asked.column] for row in asked.table.rows} - {None}
        return some(asked, {one for one in numbers if order(one, node.other.value)}, columns)
    column = columns.value(asked)
    return column.false_if_none(order(column.value, other.value))


def _happened(node: plan.Happened, columns: Columns) -> pl.Expr:
    column = columns.value(node.value)
    return column.false_if_none(pl.when(column.value.is_not_null()).then(True))


Columns.conditions |= {
    plan.All: _all,
    plan.Any: _any,
    plan.Not: _not,
    plan.Named: _named,
    plan.OneOf: _one_of,
    plan.Compare: _compare,
    plan.Happened: _happened,
    plan.Judged: lambda _node, _columns: UNKNOWN,
    plan.Fixed: lambda node, _columns: pl.lit(node.holds),
}
