"""Facts and days for everybody. Each gives what `rights.values` gives one citizen; a property test holds them to it."""

from datetime import date

import polars as pl

from rights import plan
from rights.bulk.columns import FALSE, Column, Columns
from rights.bulk.frame import type_of
from rights.calendar import Length, days_off

_YEARS = range(1990, 2061)
"""Years whose days off are known to a rolled deadline."""


def _constant(value: plan.Constant, columns: Columns) -> Column:
    return Column(pl.lit(value.value))


def _told(value: plan.Told, columns: Columns) -> Column:
    column = pl.col(value.fact) if value.fact in columns.given else pl.lit(None, type_of(value.fact))
    if value.fact in columns.presumed:
        presumed = columns.presumed[value.fact]
        return Column(column, column.is_null()) if presumed is None else Column(column.fill_null(presumed))
    flag = f"{value.fact}#none"
    return Column(column, pl.col(flag).fill_null(FALSE)) if flag in columns.given else Column(column)


def _chosen(value: plan.Chosen, columns: Columns) -> Column:
    types: dict[str, type[pl.DataType]] = {"bool": pl.Boolean, "number": pl.Float64, "text": pl.String}
    return Column(pl.lit(columns.settings.get(value.setting, value.default), types[value.type]))


def _applies(value: plan.Applies, columns: Columns) -> Column:
    return Column(columns.holds(value.node))


def _turns(value: plan.Turns, columns: Columns) -> Column:
    born = columns.value(value.birth_date).value
    day = born.dt.offset_by(f"{value.age}y")
    clamped = (born.dt.month() == 2) & (born.dt.day() == 29) & (day.dt.day() == 28)
    return Column(day + pl.duration(days=clamped.cast(pl.Int32)))


def _shifted(value: plan.Shifted, columns: Columns) -> Column:
    start = columns.value(value.start)
    if not value.more:
        return Column(_later(start.value, value.length), start.none)
    sizes = [(step, columns.value(size)) for step, size in value.more]
    day = start.value
    for months in (True, False):  # months first, as rights.calendar counts
        fixed = value.length.months if months else value.length.days
        parts = [(step.months if months else step.days, size) for step, size in sizes]
        day = _moved(day, fixed, [(size, column) for size, column in parts if size], months=months)
    nones = [FALSE if column.none is None else column.none for _, column in sizes]
    none = pl.all_horizontal(nones) if value.length == Length() else FALSE
    none = none if start.none is None else none | start.none
    return Column(pl.when(~none).then(day), none)


def _later(day: pl.Expr, length: Length) -> pl.Expr:
    if length.months:
        day = day.dt.offset_by(f"{length.months}mo")
    return day + pl.duration(days=length.days) if length.days else day


def _moved(day: pl.Expr, fixed: int, sizes: list[tuple[int, Column]], *, months: bool) -> pl.Expr:
    """Return the day moved by months (or days) of which some differ between citizens."""
    if not sizes:
        return _later(day, Length(fixed, 0) if months else Length(0, fixed))
    size = pl.lit(fixed)
    for step, column in sizes:
        number = column.value if column.none is None else pl.when(column.none).then(0).otherwise(column.value)
        size = size + step * number
    return (
        day.dt.offset_by(pl.format("{}mo", size.cast(pl.Int32))) if months else day + pl.duration(days=size)
    )


def _first_of(value: plan.FirstOf, columns: Columns) -> Column:
    *first, last = [columns.value(one) for one in value.values]
    found = last
    for one in reversed(first):
        if one.none is None:
            found = one
            continue
        none = FALSE if found.none is None else one.none & found.none
        found = Column(pl.when(one.none).then(found.value).otherwise(one.value), none)
    return found


def _recurring(value: plan.Recurring, columns: Columns) -> Column:
    start = columns.value(value.start)
    day = pl.lit(value.day)
    if value.every.months:
        months = (value.day.year * 12 + value.day.month) - (
            start.value.dt.year() * 12 + start.value.dt.month()
        )
        times = pl.max_horizontal(-(-months // value.every.months), pl.lit(1))
        first = _times(start.value, value.every.months, times)
        return Column(
            pl.when(first >= day).then(first).otherwise(_times(start.value, value.every.months, times + 1)),
            start.none,
        )
    gone = (day - start.value).dt.total_days()
    times = pl.max_horizontal(-(-gone // value.every.days), pl.lit(1))
    return Column(start.value + pl.duration(days=times * value.every.days), start.none)


def _times(start: pl.Expr, months: int, times: pl.Expr) -> pl.Expr:
    return start.dt.offset_by(pl.format("{}mo", (times * months).cast(pl.Int32)))


def _rolled(value: plan.Rolled, columns: Columns) -> Column:
    start = columns.value(value.start)
    off: list[date] = sorted(day for year in _YEARS for day in days_off(year))
    return Column(start.value.dt.add_business_days(0, holidays=off, roll="forward"), start.none)


Columns.values |= {
    plan.Constant: _constant,
    plan.Told: _told,
    plan.Chosen: _chosen,
    plan.Applies: _applies,
    plan.Turns: _turns,
    plan.Shifted: _shifted,
    plan.FirstOf: _first_of,
    plan.Recurring: _recurring,
    plan.Rolled: _rolled,
}
