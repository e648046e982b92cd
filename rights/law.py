"""All tracks of law, read once; a book is one track on one day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

from rights.book import Book, make_book
from rights.definition import Definition, LoadedPack
from rights.faults import Fault, LawError, Wrong
from rights.folder import About, FolderReader
from rights.grammar.packs import FactWords, Setting, Source, Track
from rights.grammar.rules import NotModelled, Rule
from rights.reading import did_you_mean
from rights.versions import faults_of_packs, faults_of_versions, in_force

LAW_FOLDER = Path(__file__).resolve().parent / "law"
TRACKS: tuple[Track, ...] = get_args(Track)
_BOOKS_KEPT = 64


@dataclass(frozen=True)
class Law:
    """Every rule of every track with its days. Make one with `read_law`."""

    folder: Path
    packs: tuple[LoadedPack, ...] = field(repr=False)
    definitions: tuple[Definition, ...] = field(repr=False)
    about: About = field(repr=False)
    omissions: tuple[tuple[str, NotModelled], ...] = field(repr=False)
    _books: dict[tuple[date, str], Book] = field(default_factory=dict, repr=False, compare=False)

    def book(self, on: date, track: str = "gaeldende") -> Book:
        """Return the law of `track` on the day.

        Raises LawError when it does not hold together, ValueError for a track there is none of.
        """
        if track not in TRACKS:
            raise ValueError(f"there is no track {track!r}; the tracks are {', '.join(TRACKS)}")
        if (on, track) not in self._books:
            if len(self._books) >= _BOOKS_KEPT:
                self._books.pop(next(iter(self._books)))
            self._books[on, track] = make_book(on, track, in_force(self.of_track(track), on), self.about)
        return self._books[on, track]

    def of_track(self, track: str) -> list[Definition]:
        """Every definition that a book of the track may hold."""
        return [d for d in self.definitions if d.pack.about.track in (track, "shared")]

    def rules(self, track: str | None = None) -> list[tuple[Definition, Rule]]:
        """Every version of every rule, of one track or all."""
        return [
            (d, d.what)
            for d in self.definitions
            if isinstance(d.what, Rule) and track in (None, d.pack.about.track)
        ]

    def change_days(self, track: str) -> list[date]:
        """The days on which something in the track begins, ends or becomes unread, in order."""
        days: set[date] = set()
        for definition in self.of_track(track):
            days.add(definition.begins)
            if definition.ends is not None:
                days.add(definition.ends + timedelta(days=1))
            if isinstance(definition.what, Rule) and definition.what.unread_from is not None:
                days.add(definition.what.unread_from.on)
        return sorted(days)

    def not_modelled(self, track: str) -> Sequence[NotModelled]:
        """What the sources of the track say and these files do not carry, with the reason."""
        return [item for of, item in self.omissions if of == track]

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every act version and document, by the key that citations use."""
        return self.about.sources

    @property
    def facts(self) -> Mapping[str, FactWords]:
        """The words of every fact."""
        return self.about.facts

    @property
    def settings(self) -> Mapping[str, Setting]:
        """What a municipality may choose."""
        return self.about.settings


def read_law(folder: Path = LAW_FOLDER) -> Law:
    """Read every law file and check what can be checked without a day.

    Raises LawError with every fault found.
    """
    reader = FolderReader(folder)
    about = reader.read()
    law = Law(folder, tuple(reader.packs), tuple(reader.definitions), about, tuple(reader.not_modelled))
    if faults := list(_faults(law)):
        raise LawError(faults)
    return law


def _faults(law: Law) -> Iterator[Fault]:
    by_track: dict[str, list[Definition]] = defaultdict(list)
    for definition in law.definitions:
        by_track[definition.pack.about.track].append(definition)
    yield from faults_of_packs(law.packs)
    for of_track in by_track.values():
        yield from faults_of_versions(of_track)
        yield from _unknown_consequences(of_track)


def _unknown_consequences(definitions: Sequence[Definition]) -> Iterator[Fault]:
    """A rule may name what follows although that rule begins later; it must be there at some time."""
    known = sorted({one.id for one in definitions if isinstance(one.what, Rule)})
    for one in definitions:
        for index, id_ in enumerate(one.what.if_not if isinstance(one.what, Rule) else ()):
            if id_ not in known:
                message = f"there is no rule {id_!r}{did_you_mean(id_, known)}"
                yield one.place.fault(Wrong("reference", message, "if_not", index))
