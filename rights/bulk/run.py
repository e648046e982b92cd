"""Runs a book over a population: findings for each, or counts of all."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from rights.book import Book
from rights.bulk.columns import Columns
from rights.bulk.frame import CARRIED, BulkError, prepare
from rights.rule_plan import RulePlan

SLICE = 100_000
"""Citizens in one go: enough to be fast, few enough to fit in little memory."""
Settings = Mapping[str, object]


class Count(NamedTuple):
    """How many citizens a rule answers with what."""

    yes: int
    no: int
    unknown: int


def evaluate(
    book: Book, people: pl.LazyFrame, settings: Settings | None = None, rules: Collection[str] | None = None
) -> pl.LazyFrame:
    """Return one row a citizen: `<rule>` (null: unknown) and, for rules that compute one, `<rule>#due`.

    `rules`: only these, by full id. Raises BulkError for a column there is no fact of.
    """
    people = prepare(people)
    given = people.collect_schema().names()
    columns = Columns(given, book.presumed, settings or {})
    outputs: dict[str, pl.Expr] = {CARRIED: pl.col(CARRIED)} if CARRIED in given else {}
    for id_, entry in book.entries.items():
        if rules is None or id_ in rules:
            applies = outputs[id_] = columns.holds(entry.plan.applies)
            if (due := _due(entry.plan, columns)) is not None:
                outputs[f"{id_}#due"] = pl.when(applies.fill_null(True)).then(due)
    # A rule for everybody is a plain `true`, which only a frame with its rows makes as long as they are.
    return columns.apply(people).with_columns(**outputs).select(list(outputs))


def _due(rule: RulePlan, columns: Columns) -> pl.Expr | None:
    days = [columns.value(one.value).value for one in rule.dates if one.side == "due"]
    return pl.min_horizontal(days) if days else None


def count(book: Book, people: pl.LazyFrame, settings: Settings | None = None) -> dict[str, Count]:
    """Return how many citizens each rule answers yes, no and unknown, slice by slice."""
    size = people.select(pl.len()).collect().item()
    slices = [_sums(evaluate(book, people.slice(start, SLICE), settings)) for start in range(0, size, SLICE)]
    sums = pl.concat(slices).sum().row(0, named=True)
    return {
        rule: Count(sums[rule], size - sums[rule] - sums[f"{rule}#unknown"], sums[f"{rule}#unknown"])
        for rule in book.entries
    }


def _sums(found: pl.LazyFrame) -> pl.DataFrame:
    rules = [name for name in found.collect_schema().names() if name != CARRIED and not name.endswith("#due")]
    yes = [pl.col(rule).sum() for rule in rules]
    return found.select(
        *yes, *(pl.col(rule).null_count().alias(f"{rule}#unknown") for rule in rules)
    ).collect()


def run(book: Book, source: Path, target: Path, settings: Settings | None = None) -> None:
    """Read a population from Parquet and write its findings to Parquet, in its order.

    Raises BulkError when the population cannot be used.
    """
    try:
        evaluate(book, pl.scan_parquet(source), settings).sink_parquet(target)
    except pl.exceptions.PolarsError as error:
        raise BulkError(f"{source}: {' '.join(str(error).split())}") from error
