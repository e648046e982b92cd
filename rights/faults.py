"""What is wrong in a law file: which kind of fault, where, what, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

FaultKind = Literal[
    "file",  # cannot be read as YAML
    "grammar",  # a key, value or shape the grammar does not know
    "reference",  # names a fact, term, table, setting, topic or source that is not there
    "table",  # a gap, an overlap, or a cell that cannot be
    "validity",  # days: gaps, overlaps, wrong order
    "text",  # placeholders, brackets
    "translation",  # words missing in a language
    "readability",  # LIX, sentence length
    "promise",  # a promise about a person's case
    "citation",  # a paragraph that is not in the text cited
    "evidence",  # a grade that does not fit how the rule is used
    "case",  # a case that does not come out
    "coverage",  # a rule, row or deadline without its cases
]


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. `line` counts from 1; 0 where no line can be named."""

    file: str
    line: int
    kind: FaultKind
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class LawError(Exception):
    """The law files cannot be used; `faults` says why, one entry a fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        more = f" (and {len(self.faults) - 1} more)" if len(self.faults) > 1 else ""
        super().__init__(f"{self.faults[0]}{more}")


class Wrong(Exception):  # noqa: N818  it is caught where the file is known, and becomes a Fault there
    """Something does not hold at a place inside a definition. The path grows on the way out."""

    def __init__(self, kind: FaultKind, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.path: tuple[str | int, ...] = path

    def within(self, *path: str | int) -> Self:
        """The same, seen from further out."""
        self.path = (*path, *self.path)
        return self
