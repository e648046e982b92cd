"""Interviews and absences for everybody: counted and picked inside each citizen's list."""

from datetime import date

import polars as pl

from rights import plan
from rights.bulk.columns import FALSE, Column, Columns

_ONE = pl.element()


def _records(where: plan.Where, columns: Columns) -> pl.Expr | None:
    return pl.col(where.record) if where.record in columns.given else None


def _meant(where: plan.Where) -> pl.Expr:
    """Whether a record is one of those that are meant."""
    asked = {"type" if where.record == "interviews" else "reason": where.kinds, "state": where.states}
    asked["with"] = frozenset() if where.with_ is None else frozenset({where.with_})
    meant = pl.lit(True)
    for field, values in asked.items():
        if values:
            meant &= _ONE.struct.field(field).is_in(sorted(values))
    return meant


def _count(value: plan.Count, columns: Columns) -> Column:
    """How many interviews lie between two days: those up to the last, less those before the first."""
    records = _records(value.where, columns)
    since = None if value.since is None else columns.value(value.since)
    until = None if value.until is None else columns.value(value.until)
    bounds = [bound for bound in (since, until) if bound is not None]
    counted = pl.lit(None, pl.Int32)
    if records is not None:
        every = records.list.eval(_meant(value.where)).list.sum().cast(pl.Int32)
        counted = every if until is None else _up_to(records, value.where, until.value, before=False)
        if since is not None:
            counted = (counted - _up_to(records, value.where, since.value, before=True)).clip(lower_bound=0)
        unknown = pl.any_horizontal([pl.lit(False), *(bound.value.is_null() for bound in bounds)])
        counted = pl.when(every == 0).then(0).when(~unknown).then(counted)
    for bound in bounds:
        counted = counted if bound.none is None else pl.when(bound.none).then(0).otherwise(counted)
    return Column(counted)


def _up_to(records: pl.Expr, where: plan.Where, day: pl.Expr, *, before: bool) -> pl.Expr:
    """How many of the interviews lie on or before (or before) a day that may differ between citizens."""
    days = records.list.eval(pl.when(_meant(where)).then(_ONE.struct.field("on").cast(pl.Int32)))
    behind = days - day.cast(pl.Date).cast(pl.Int32)
    return behind.list.eval(_ONE < 0 if before else _ONE <= 0).list.sum().cast(pl.Int32)


def _pick(value: plan.Pick, columns: Columns) -> Column:
    records = _records(value.where, columns)
    if records is None:
        return Column(pl.lit(None, pl.Date))
    on = _ONE.struct.field("on")
    fits = {"first": pl.lit(True), "last": on <= value.day, "next": on >= value.day}[value.pick]
    days = records.list.eval(pl.when(_meant(value.where) & fits).then(on))
    return _one_day(records, days.list.max() if value.pick == "last" else days.list.min())


def _one_day(records: pl.Expr, day: pl.Expr) -> Column:
    return Column(day, records.is_not_null() & day.is_null())


def _spell(value: plan.Spell, columns: Columns) -> Column:
    records = _records(value.where, columns)
    if records is None:
        return Column(pl.lit(None, pl.Int32))
    start, end = _ONE.struct.field("from"), _ONE.struct.field("to")
    (first, last), (end_first, end_last) = value.start, value.end
    ends = (end >= end_first) & (end <= (end_last or date.max))
    ends = pl.when(end.is_null()).then(pl.lit(end_last is None)).otherwise(ends)
    fits = _meant(value.where) & (start >= first) & (start <= last) & ends
    return Column(records.list.eval(fits).list.sum().cast(pl.Int32))


def _spell_day(value: plan.SpellDay, columns: Columns) -> Column:
    records = _records(value.where, columns)
    if records is None:
        return Column(pl.lit(None, pl.Date))
    start, end = _ONE.struct.field("from"), _ONE.struct.field("to")
    current = _meant(value.where) & (start <= value.day) & (end.is_null() | (end >= value.day))
    if value.side == "from":
        return _one_day(records, records.list.eval(pl.when(current).then(start)).list.min())
    endless = records.list.eval(current & end.is_null()).list.any().fill_null(FALSE)
    last = records.list.eval(pl.when(current).then(end)).list.max()
    return _one_day(records, pl.when(~endless).then(last))


Columns.values |= {plan.Count: _count, plan.Pick: _pick, plan.Spell: _spell, plan.SpellDay: _spell_day}
