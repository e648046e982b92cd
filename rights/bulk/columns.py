"""The columns of one run: what the frame has, and what is worked out on the way, in layers."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from rights import plan

TRUE, FALSE, UNKNOWN = pl.lit(True), pl.lit(False), pl.lit(None, pl.Boolean)


@dataclass(frozen=True)
class Column:
    """A value for everybody: null where it is unknown, and where there is none (then `none` is true).

    `none` is never null; it is None where there always is a value.
    """

    value: pl.Expr
    none: pl.Expr | None = None

    def false_if_none(self, expression: pl.Expr) -> pl.Expr:
        """Return the expression, false where there is no value."""
        return expression if self.none is None else pl.when(self.none).then(FALSE).otherwise(expression)


class Columns:
    """Compiles a book for everybody. What several rules share is worked out once, as a column of its own."""

    values: dict[type, Callable[[Any, "Columns"], Column]] = {}  # noqa: RUF012  filled by rights.bulk.values, tables
    conditions: dict[type, Callable[[Any, "Columns"], pl.Expr]] = {}  # noqa: RUF012  by rights.bulk.conditions

    def __init__(
        self, given: Collection[str], presumed: Mapping[str, str | None], settings: Mapping[str, object]
    ) -> None:
        self.given = given
        self.presumed = presumed
        self.settings = settings
        self._layers: dict[int, list[pl.Expr]] = defaultdict(list)
        self._depth: dict[str, int] = {}
        self._known: dict[object, pl.Expr] = {}

    def value(self, value: plan.Value) -> Column:
        """Return a value for everybody."""
        return self.values[type(value)](value, self)

    def holds(self, node: plan.Node) -> pl.Expr:
        """Return a condition for everybody: true, false, or null for unknown."""
        return self.conditions[type(node)](node, self)

    def once(self, key: object, name: str, work_out: Callable[[], pl.Expr]) -> pl.Expr:
        """Return the column for `key`, worked out the first time it is asked for."""
        if key not in self._known:
            expression = work_out()
            depth = 1 + max((self._depth.get(root, 0) for root in expression.meta.root_names()), default=0)
            self._depth[name] = depth
            self._layers[depth].append(expression.alias(name))
            self._known[key] = pl.col(name)
        return self._known[key]

    def apply(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Return the frame with every column that was worked out, each layer on top of those it needs."""
        for depth in sorted(self._layers):
            frame = frame.with_columns(self._layers[depth])
        return frame
