"""Decision tables for everybody: the rows that may fit each citizen, as the bits of one number.

With `otherwise` two things are asked of the rows: which may fit, and which fit for certain. Unless the table is
long, both are worked out in one number, the certain rows in its upper half.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import polars as pl

from rights import plan
from rights.bulk.columns import FALSE, Column, Columns
from rights.vocabulary import FACTS

_TYPES: dict[int, type[pl.DataType]] = {8: pl.UInt8, 16: pl.UInt16, 32: pl.UInt32, 64: pl.UInt64}
Rows = Callable[[int, int], int]
"""From the rows that may fit and those that fit for certain to the bits that are worked with."""


@dataclass(frozen=True)
class Bits:
    """How the rows of a table are written: in the narrowest number, twice where both fit in one."""

    table: plan.TablePlan

    @property
    def half(self) -> int:
        """Where the certain rows begin; 0: they are not in the same number."""
        return next(
            (half for half in (8, 16, 32) if self.table.otherwise and len(self.table.rows) <= half), 0
        )

    def __call__(self, rows: int) -> pl.Expr:
        """Return rows as a literal."""
        return pl.lit(rows, self.type)

    @property
    def type(self) -> type[pl.DataType]:
        """The narrowest type."""
        needed = 2 * self.half or len(self.table.rows)
        return next(type_ for width, type_ in _TYPES.items() if needed <= width)

    def anywhere(self, rows: int) -> pl.Expr:
        """Return rows as a literal, in both halves."""
        return self(rows << self.half | rows if self.half else rows)


def _lookup(value: plan.Lookup, columns: Columns) -> Column:
    """A number or text of a table: null where the rows that may fit differ."""
    rows = possible_rows(value.table, columns)
    found: pl.Expr = pl.lit(None)
    given = dict.fromkeys(row[value.column] for row in value.table.rows)
    for one in given:
        if one is not None:
            found = pl.when(_only(rows, value, {one})).then(pl.lit(one)).otherwise(found)
    return Column(found, _only(rows, value, {None}) if None in given else None)


def _only(rows: pl.Expr, value: plan.Lookup, given: Collection[object]) -> pl.Expr:
    """Whether every row that may fit gives one of these."""
    others = sum(1 << index for index, row in enumerate(value.table.rows) if row[value.column] not in given)
    return (rows & Bits(value.table).anywhere(others)) == 0


def some(value: plan.Lookup, given: Collection[object], columns: Columns) -> pl.Expr:
    """Whether the table gives one of these: null where the rows that may fit differ in that."""
    rows = possible_rows(value.table, columns)
    rest = {row[value.column] for row in value.table.rows} - set(given)
    return pl.when(_only(rows, value, given)).then(True).when(_only(rows, value, rest)).then(FALSE)


def possible_rows(table: plan.TablePlan, columns: Columns) -> pl.Expr:
    """Return the rows that may fit each citizen: one bit when enough is known, never none."""
    return columns.once(table, f"§rows {table.id} {id(table)}", lambda: _possible_rows(table, columns))


def _possible_rows(table: plan.TablePlan, columns: Columns) -> pl.Expr:
    bits = Bits(table)
    if not table.otherwise:  # exactly one row fits: one that is certain leaves no other
        return _join(table, columns, lambda possible, _: possible)
    rest = 1 << len(table.rows) - 1
    if half := bits.half:
        both = _join(table, columns, lambda possible, certain: certain << half | possible)
        upper = both & bits((1 << half) - 1 << half)
        return pl.when(upper != 0).then(upper).otherwise(both | bits(rest))
    certain = _join(table, columns, lambda _, certain: certain)
    possible = _join(table, columns, lambda possible, _: possible)
    return pl.when(certain != 0).then(certain).otherwise(possible | bits(rest))


def _join(table: plan.TablePlan, columns: Columns, rows: Rows) -> pl.Expr:
    """Return the rows that every column leaves."""
    bits, own = Bits(table), (1 << len(table.rows) - table.otherwise) - 1
    joined = bits(rows(own, own))
    for column in table.inputs:
        fitting = Fitting(column, bits, rows, bits(rows(own, column.unasked)))
        joined &= fitting.of(columns)
    return joined


@dataclass(frozen=True)
class Fitting:
    """The rows that one asked column leaves each citizen."""

    column: plan.InputPlan
    bits: Bits
    rows: Rows
    unknown: pl.Expr

    def of(self, columns: Columns) -> pl.Expr:
        """Return the rows, never null."""
        asked = self.column.value
        if isinstance(asked, plan.Constant):
            return self._leaves(self.column.exact.get(asked.value, self.column.other))
        if isinstance(asked, plan.Lookup):
            return self._given_by(asked, columns)
        found = columns.value(asked)
        fitting = self._band(found.value) if self.column.bands else self._exact(asked, found.value)
        return (
            fitting
            if found.none is None
            else pl.when(found.none).then(self._leaves(self.column.none)).otherwise(fitting)
        )

    def _leaves(self, rows: int | None) -> pl.Expr:
        return self.bits(self.rows(rows or 0, rows or 0))

    def _given_by(self, asked: plan.Lookup, columns: Columns) -> pl.Expr:
        inner, fitting = possible_rows(asked.table, columns), self.unknown
        for one in dict.fromkeys(row[asked.column] for row in asked.table.rows):
            leaves = self.column.none if one is None else self.column.exact[one]
            fitting = pl.when(_only(inner, asked, {one})).then(self._leaves(leaves)).otherwise(fitting)
        return fitting

    def _band(self, value: pl.Expr) -> pl.Expr:
        cuts, bands = self.column.cuts, self.column.bands
        lowest = value < cuts[0] if cuts else value.is_not_null()
        fitting = pl.when(lowest).then(self._leaves(bands[0])).otherwise(self.unknown)
        for cut, band in zip(cuts, bands[1:], strict=True):
            fitting = pl.when(value >= cut).then(self._leaves(band)).otherwise(fitting)
        return fitting

    def _exact(self, asked: plan.Value, value: pl.Expr) -> pl.Expr:
        exact = self.column.exact
        if isinstance(asked, plan.Told) and FACTS[asked.fact].type == "choice":
            chosen = [self.rows(exact[one], exact[one]) for one in FACTS[asked.fact].values]
            leaves = pl.lit(pl.Series(chosen, dtype=self.bits.type)).gather(value.to_physical())
            return leaves.fill_null(self.unknown)
        fitting = pl.when(value.is_not_null()).then(self._leaves(self.column.other)).otherwise(self.unknown)
        for one, fits in exact.items():
            fitting = pl.when(value == one).then(self._leaves(fits)).otherwise(fitting)
        return fitting


Columns.values[plan.Lookup] = _lookup
