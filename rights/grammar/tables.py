"""Decision tables: exactly one row for every citizen, or the file is refused."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rights.grammar.base import Name, Sentence, Slug, Strict, Words
from rights.grammar.conditions import Numbers, Spans
from rights.grammar.rules import Citation, Evidence
from rights.grammar.time import Event

Plain = bool | int | str
"""A value in a table. The text `none` gives nothing: no date, no limit, and no comparison holds."""


Asked = Plain | tuple[Plain, ...] | Numbers | Spans
"""A cell of an asked column: a value, several, or a band."""


class Input(Strict):
    """A column that is asked for. A bare name is a fact, or `age`."""

    as_: Slug = Field(alias="as")
    fact: Slug | None = None
    table: Name | None = None
    gives: Slug | None = None
    setting: Slug | None = None
    term: Name | None = None
    since: Event | None = None
    given: tuple[Plain, ...] | Literal["absence_reasons"] | None = None
    """Neither: the value is handed over where the table is used, `with: {reason: barsel}`."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        sources = (self.fact, self.table, self.setting, self.term, self.since, self.given)
        if sum(source is not None for source in sources) != 1:
            raise ValueError("an input has exactly one of: fact, table, setting, term, since, given")
        return self


class Output(Strict):
    """A column that is given. `unit` makes it a number of that unit."""

    type: Literal["bool", "number", "text"]
    unit: str | None = None
    values: dict[Slug, Words] | None = None
    """The allowed texts and their words, where it is text."""


class Row(Strict):
    """What must hold (one value, a list, or a band a column; left out: anything) and what it gives."""

    when: dict[Slug, Asked] = Field(default_factory=dict)
    gives: Plain | dict[Slug, Plain]
    citations: tuple[Citation, ...] = ()
    evidence: Evidence | None = None
    source_row: Sentence | None = None
    """The row as the source names it, so that both can be laid side by side."""
    note: Sentence | None = None


class Table(Strict):
    """A decision table. `otherwise` gives the rest and must be argued in `otherwise_because`."""

    id: Name
    title: Words
    system: Slug | None = None
    """Set for a table of target groups: the key under `target_group` of a finding."""
    system_from: date | None = None
    system_to: date | None = None
    """The days on which findings show this group; the table itself can be read on every day of its pack."""
    inputs: Annotated[tuple[Slug | Input, ...], Field(min_length=1)]
    outputs: dict[Slug, Output] | Output
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    otherwise: Plain | dict[Slug, Plain] | None = None
    otherwise_because: Sentence | None = None
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
    valid_from: date | None = None
    valid_to: date | None = None
    note: Sentence | None = None

    @model_validator(mode="after")
    def _otherwise_is_argued(self) -> Self:
        if (self.otherwise is None) != (self.otherwise_because is None):
            raise ValueError("otherwise and otherwise_because come together")
        return self


class TableFile(Strict):
    """A file in tables/."""

    area: Name
    tables: tuple[Table, ...]
