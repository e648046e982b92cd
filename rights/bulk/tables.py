"""Decision tables for everybody: the rows that may fit each citizen, as the bits of one number."""

from collections.abc import Collection

import polars as pl

from rights import plan
from rights.bulk.columns import FALSE, Column, Columns
from rights.vocabulary import FACTS


def _lookup(value: plan.Lookup, columns: Columns) -> Column:
    """A number or text of a table: null where the rows that may fit differ."""
    rows = possible_rows(value.table, columns)
    found: pl.Expr = pl.lit(None)
    given = dict.fromkeys(row[value.column] for row in value.table.rows)
    for one in given:
        if one is not None:
            found = pl.when(only(rows, value, {one})).then(pl.lit(one)).otherwise(found)
    return Column(found, only(rows, value, {None}) if None in given else None)


def only(rows: pl.Expr, value: plan.Lookup, given: Collection[object]) -> pl.Expr:
    """Whether every row that may fit gives one of these."""
    others = sum(1 << index for index, row in enumerate(value.table.rows) if row[value.column] not in given)
    return (rows & bits(others)) == 0


def some(value: plan.Lookup, given: Collection[object], columns: Columns) -> pl.Expr:
    """Whether the table gives one of these: null where the rows that may fit differ in that."""
    rows = possible_rows(value.table, columns)
    rest = {row[value.column] for row in value.table.rows} - set(given)
    return pl.when(only(rows, value, given)).then(True).when(only(rows, value, rest)).then(FALSE)


def possible_rows(table: plan.TablePlan, columns: Columns) -> pl.Expr:
    """Return the rows that may fit each citizen: one bit when enough is known, never none."""
    return columns.once(table, f"§rows {table.id} {id(table)}", lambda: _possible_rows(table, columns))


def _possible_rows(table: plan.TablePlan, columns: Columns) -> pl.Expr:
    own = (1 << len(table.rows) - table.otherwise) - 1
    possible, certain = bits(own), bits(own)
    for column in table.inputs:
        fitting = _fitting(column, columns)
        possible &= fitting.fill_null(own)
        certain &= fitting.fill_null(column.unasked)
    if table.otherwise:
        possible |= bits(1 << len(table.rows) - 1)
    return pl.when(certain != 0).then(certain).otherwise(possible)


def _fitting(column: plan.InputPlan, columns: Columns) -> pl.Expr:
    """Return the rows a column leaves possible; null where its value is unknown."""
    asked = column.value
    if isinstance(asked, plan.Constant):
        return bits(column.exact.get(asked.value, column.other or 0))
    if isinstance(asked, plan.Lookup):
        return _given_by(asked, column, columns)
    found = columns.value(asked)
    rows = _band(column, found.value) if column.bands else _exact(column, asked, found.value)
    return rows if found.none is None else pl.when(found.none).then(bits(column.none or 0)).otherwise(rows)


def _given_by(asked: plan.Lookup, column: plan.InputPlan, columns: Columns) -> pl.Expr:
    rows = possible_rows(asked.table, columns)
    fitting: pl.Expr = pl.lit(None, pl.UInt64)
    for one in dict.fromkeys(row[asked.column] for row in asked.table.rows):
        leaves = column.none if one is None else column.exact[one]
        fitting = pl.when(only(rows, asked, {one})).then(bits(leaves or 0)).otherwise(fitting)
    return fitting


def _band(column: plan.InputPlan, value: pl.Expr) -> pl.Expr:
    if not column.cuts:
        return pl.when(value.is_not_null()).then(bits(column.bands[0]))
    below = pl.sum_horizontal([(value >= cut).cast(pl.UInt8) for cut in column.cuts])
    return pl.when(value.is_not_null()).then(_pick(column.bands, below))


def _exact(column: plan.InputPlan, asked: plan.Value, value: pl.Expr) -> pl.Expr:
    if isinstance(asked, plan.Told) and FACTS[asked.fact].type == "choice":
        return _pick([column.exact[one] for one in FACTS[asked.fact].values], value.to_physical())
    fitting: pl.Expr = pl.when(value.is_not_null()).then(bits(column.other or 0))
    for one, rows in column.exact.items():
        fitting = pl.when(value == one).then(bits(rows)).otherwise(fitting)
    return fitting


def _pick(rows: Collection[int], which: pl.Expr) -> pl.Expr:
    return pl.lit(pl.Series(list(rows), dtype=pl.UInt64)).gather(which)


def bits(rows: int) -> pl.Expr:
    """Rows of a table as a literal."""
    return pl.lit(rows, pl.UInt64)


Columns.values[plan.Lookup] = _lookup
