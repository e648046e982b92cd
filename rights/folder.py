"""Reads the whole law folder: packs, topical files, tables, sources, facts, settings, topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, RootModel

from rights.definition import Definition, LoadedPack, Place
from rights.faults import Fault, LawError
from rights.grammar.base import Slug, Words
from rights.grammar.packs import FactFile, FactWords, Pack, Setting, SettingFile, Source, SourceFile
from rights.grammar.rules import NotModelled, Rule, RuleFile, TermDef
from rights.grammar.tables import Table, TableFile
from rights.reading import read_file
from rights.vocabulary import FACTS

M = TypeVar("M", bound=BaseModel)


class Topics(RootModel[dict[Slug, Slug]]):
    """Every topic with its area."""


class Reasons(RootModel[dict[Slug, Words]]):
    """Every reason for absence in words."""


@dataclass(frozen=True)
class About:
    """What stands around the rules: sources, and the words of facts, settings and reasons."""

    sources: dict[str, Source]
    facts: dict[str, FactWords]
    settings: dict[str, Setting]
    topics: dict[str, str]
    reasons: dict[str, Words]

    @property
    def presumed(self) -> dict[str, str | None]:
        """What the facts are whose absent key says that it has not happened: `none`, or no day at all."""
        names = (name for name, words in self.facts.items() if words.missing == "none")
        return {name: "none" if "none" in FACTS[name].values else None for name in names}


def shown(folder: Path, file: Path) -> str:
    """Return the name that errors give a law file: its path from the folder of the law."""
    return file.relative_to(folder).as_posix()


class FolderReader:
    """Reads every file, and goes on after a faulty one so that all faults are told at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.packs: list[LoadedPack] = []
        self.definitions: list[Definition] = []
        self.not_modelled: list[tuple[str, NotModelled]] = []

    def read(self) -> About:
        """Read it all: fill `packs`, `definitions` and `not_modelled`. Raises LawError with every fault."""
        about = self._about()
        for file in sorted(self.folder.glob("*/*/pack.yaml")):
            self._read_pack(file)
        if self.faults or about is None:
            raise LawError(self.faults)
        return about

    def _about(self) -> About | None:
        sources = self._file(self.folder / "sources.yaml", SourceFile)
        facts = self._file(self.folder / "facts.yaml", FactFile)
        settings = self._file(self.folder / "settings.yaml", SettingFile)
        topics = self._file(self.folder / "topics.yaml", Topics)
        reasons = self._file(self.folder / "absence_reasons.yaml", Reasons)
        if sources and facts and settings and topics and reasons:
            return About(sources.sources, facts.facts, settings.settings, topics.root, reasons.root)
        return None

    def _read_pack(self, file: Path) -> None:
        about = self._file(file, Pack)
        if about is None:
            return
        pack = LoadedPack(file.parent.name, file.parent, about, self._place(file))
        self.packs.append(pack)
        self.not_modelled += [(about.track, item) for item in about.not_modelled]
        self._repeals(pack, about.repeals, file)
        for path in sorted(pack.folder.glob("*.yaml")):
            if path.name != "pack.yaml" and (rules := self._file(path, RuleFile)):
                self._add_rules(pack, path, rules)
        for path in sorted(pack.folder.glob("tables/*.yaml")):
            if tables := self._file(path, TableFile):
                for index, table in enumerate(tables.tables):
                    self._define(pack, f"{tables.area}/{table.id}", table, self._place(path, "tables", index))

    def _add_rules(self, pack: LoadedPack, path: Path, file: RuleFile) -> None:
        self.not_modelled += [(pack.about.track, item) for item in file.not_modelled]
        self._repeals(pack, file.repeals, path)
        for index, term in enumerate(file.terms):
            self._define(pack, f"{file.area}/{term.id}", term, self._place(path, "terms", index))
        for index, rule in enumerate(file.rules):
            self._define(pack, f"{file.area}/{rule.id}", rule, self._place(path, "rules", index))

    def _define(self, pack: LoadedPack, id_: str, what: Rule | TermDef | Table | None, place: Place) -> None:
        own = (what.valid_from, what.valid_to) if what is not None else (None, None)
        begins = max(pack.about.valid_from, own[0] or date.min)
        ends = min((end for end in (pack.about.valid_to, own[1]) if end is not None), default=None)
        self.definitions.append(Definition(id_, what, place, pack, begins, ends))

    def _repeals(self, pack: LoadedPack, ids: Sequence[str], path: Path) -> None:
        for index, id_ in enumerate(ids):
            self._define(pack, id_, None, self._place(path, "repeals", index))

    def _file(self, path: Path, model: type[M]) -> M | None:
        try:
            return read_file(path, model, shown(self.folder, path))
        except LawError as error:
            self.faults.extend(error.faults)
        except FileNotFoundError:
            self.faults.append(Fault(shown(self.folder, path), 0, "file", "this file must be there"))
        return None

    def _place(self, path: Path, *within: str | int) -> Place:
        return Place(path, shown(self.folder, path), within)
