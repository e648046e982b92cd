"""An invented population for benchmarks: 1.06 million citizens, the same in every run."""

from datetime import date
from pathlib import Path

import polars as pl

from rights.bulk.frame import type_of
from rights.vocabulary import FACTS, FactKind

CITIZENS = 1_060_000
"""As many as receive a benefit in Denmark (figure of the design)."""
_PART = 106_000
_FIRST = {"birth_date": date(1950, 1, 1)}
_DAYS = {"birth_date": 20_000}
_TOLD_OF_TEN = 9
"""Of ten citizens so many have told a fact."""


def write_population(target: Path, size: int = CITIZENS) -> None:
    """Write the population as Parquet, part by part so that little memory is used."""
    parts = [_people(start, min(_PART, size - start)) for start in range(0, size, _PART)]
    pl.concat(parts).sink_parquet(target)


def _people(start: int, count: int) -> pl.LazyFrame:
    number = pl.col("number")
    scalar = {name: kind for name, kind in FACTS.items() if kind.type != "list"}
    told = [_told(name, kind, number, seed) for seed, (name, kind) in enumerate(scalar.items())]
    frame = pl.LazyFrame({"number": pl.int_range(start, start + count, eager=True)})
    return frame.select(*told, _interviews(number), _absences(number))


def _told(name: str, kind: FactKind, number: pl.Expr, seed: int) -> pl.Expr:
    drawn = number.hash(seed)
    value = _value(name, kind, drawn)
    return pl.when(number.hash(seed + 1000) % 10 < _TOLD_OF_TEN).then(value).cast(type_of(name)).alias(name)


def _value(name: str, kind: FactKind, drawn: pl.Expr) -> pl.Expr:
    if kind.type == "choice":
        return pl.lit(pl.Series(list(kind.values), dtype=type_of(name))).gather(drawn % len(kind.values))
    if kind.type == "day":
        return _day(_FIRST.get(name, date(2024, 1, 1)), _DAYS.get(name, 900), drawn)
    if kind.type == "number":
        low, many = (min(kind.values), len(kind.values)) if kind.values else (0, 200)
        return drawn % many + low
    return drawn % 2 == 0 if kind.type == "flag" else pl.lit("0326")


def _day(first: date, many: int, drawn: pl.Expr) -> pl.Expr:
    return pl.lit(first) + pl.duration(days=(drawn % many).cast(pl.Int32))


def _interviews(number: pl.Expr) -> pl.Expr:
    on = _day(date(2026, 1, 1), 400, number.hash(2)).alias("on")
    fixed = [pl.lit("jobsamtale").alias("type"), pl.lit("jobcenter").alias("with")]
    state = _one_of(["booked", "held", "missed"], number.hash(1), "state")
    return pl.concat_list(pl.struct([on, *fixed, state])).alias("interviews")


def _absences(number: pl.Expr) -> pl.Expr:
    reason = _one_of(["ferie", "barsel", "sygdom_sygemelding"], number.hash(3), "reason")
    first = _day(date(2026, 1, 1), 200, number.hash(4)).alias("from")
    last = _day(date(2026, 7, 19), 200, number.hash(5)).alias("to")
    return pl.concat_list(pl.struct([reason, first, last])).alias("absences")


def _one_of(values: list[str], drawn: pl.Expr, name: str) -> pl.Expr:
    return pl.lit(pl.Series(values)).gather(drawn % len(values)).alias(name)
