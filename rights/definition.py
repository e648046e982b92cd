"""A rule, term or table with the file it stands in and the days it is in force."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rights.faults import Fault, Wrong
from rights.grammar.packs import Pack
from rights.grammar.rules import Rule, TermDef
from rights.grammar.tables import Table
from rights.reading import line_of


@dataclass(frozen=True)
class Place:
    """A part of a law file: the file, the name errors give it, and the way to the part."""

    file: Path
    shown: str
    path: tuple[str | int, ...]

    @property
    def line(self) -> int:
        """The line the part begins on."""
        return line_of(self.file.read_text(encoding="utf-8"), self.path)

    def within(self, *path: str | int) -> "Place":
        """A part of this part."""
        return Place(self.file, self.shown, (*self.path, *path))

    def fault(self, wrong: Wrong) -> Fault:
        """Say where something wrong inside this part stands."""
        return Fault(self.shown, self.within(*wrong.path).line, wrong.kind, wrong.message)


@dataclass(frozen=True)
class Definition:
    """One version of a rule, term or table; `what` None: its id ends here without a successor."""

    id: str
    what: Rule | TermDef | Table | None
    place: Place
    pack: "LoadedPack"
    begins: date
    ends: date | None

    @property
    def is_table(self) -> bool:
        """Tables have names of their own: a rule may read a table of the same id."""
        return isinstance(self.what, Table)


@dataclass(frozen=True)
class LoadedPack:
    """A pack with its name (that of its folder) and place."""

    name: str
    folder: Path
    about: Pack
    place: Place
