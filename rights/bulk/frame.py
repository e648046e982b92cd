"""A population as a frame: which columns it may have, and of which types."""

from collections.abc import Iterable

import polars as pl

from rights.facts import Facts
from rights.reading import did_you_mean
from rights.vocabulary import FACTS, FactKind

_INTERVIEW = {"on": pl.Date(), "type": pl.String(), "with": pl.String(), "state": pl.String()}
_ABSENCE = {"reason": pl.String(), "from": pl.Date(), "to": pl.Date()}
_LISTS: dict[str, pl.DataType] = {
    "interviews": pl.List(pl.Struct(_INTERVIEW)),
    "absences": pl.List(pl.Struct(_ABSENCE)),
}
_TYPES: dict[str, pl.DataType] = {"day": pl.Date(), "flag": pl.Boolean(), "text": pl.String()}
CARRIED = "id"
"""A column that is no fact: it is carried to the result."""


class BulkError(Exception):
    """A population that cannot be used: which column, what is wrong, what would be right."""


def type_of(fact: str) -> pl.DataType:
    """Return the polars type of a fact's column."""
    kind: FactKind = FACTS[fact]
    if kind.type == "choice":
        return pl.Enum([str(one) for one in kind.values])
    if kind.type == "number":
        return pl.Float64() if fact == "benefit_hours" else pl.Int32()
    return _LISTS[fact] if kind.type == "list" else _TYPES[kind.type]


def prepare(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Return the frame with every column in its type.

    A day column may have a companion `<fact>#none`: true where the day is known not to have come.
    Raises BulkError for a column there is no fact of, or of a type that cannot be its.
    """
    schema = frame.collect_schema()
    for name in schema:
        fact = name.removesuffix("#none")
        if name != CARRIED and (fact not in FACTS or (name != fact and FACTS[fact].type != "day")):
            raise BulkError(f"there is no fact {name!r}{did_you_mean(name, tuple(FACTS))}")
    return frame.with_columns(
        pl.col(name).cast(pl.Boolean() if name.endswith("#none") else type_of(name))
        for name in schema
        if name != CARRIED
    )


def frame_of(citizens: Iterable[Facts]) -> pl.LazyFrame:
    """Return citizens as a frame, one row each, in their order."""
    rows = [_row(one) for one in citizens]
    days = [name for name, kind in FACTS.items() if kind.type == "day"]
    schema = {name: type_of(name) for name in FACTS} | {f"{name}#none": pl.Boolean() for name in days}
    return pl.LazyFrame(rows, schema=schema)


def _row(citizen: Facts) -> dict[str, object]:
    row: dict[str, object] = citizen.model_dump(exclude_unset=True)
    return row | {f"{name}#none": True for name, value in row.items() if value is None}
