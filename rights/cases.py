"""The cases beside each pack: a sentence, a day, a citizen, and what each rule must answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from rights.definition import LoadedPack, Place
from rights.facts import Facts
from rights.faults import Fault, LawError, Wrong
from rights.folder import shown
from rights.grammar.base import Scalar
from rights.grammar.packs import Case, CaseFile, Expected
from rights.law import Law
from rights.messages import plain
from rights.reading import read_file


@dataclass(frozen=True)
class Posed:
    """One case on one of its days, ready to be asked."""

    says: str
    on: date
    track: str
    facts: Facts
    settings: dict[str, Scalar]
    expect: dict[str, Expected]
    place: Place


def read_cases(law: Law) -> tuple[list[Posed], list[Fault]]:
    """Return every case of every pack, one entry a day, and what is wrong with the files."""
    posed: list[Posed] = []
    faults: list[Fault] = []
    for pack in law.packs:
        for file in sorted(pack.folder.glob("cases/*.yaml")):
            try:
                content = read_file(file, CaseFile, shown(law.folder, file))
            except LawError as error:
                faults += error.faults
                continue
            for index, case in enumerate(content.cases):
                place = Place(file, shown(law.folder, file), ("cases", index))
                _pose(case, pack, place, posed, faults)
    return posed, faults


def _pose(case: Case, pack: LoadedPack, place: Place, posed: list[Posed], faults: list[Fault]) -> None:
    try:
        posed += _days(case, pack, place)
    except ValidationError as error:
        faults += [place.fault(Wrong("case", message, "facts")) for message in plain(error)]


def _days(case: Case, pack: LoadedPack, place: Place) -> Iterator[Posed]:
    facts = Facts.model_validate(case.facts)
    track = pack.about.track if pack.about.track != "shared" else "gaeldende"
    expect = {id_: Expected(applies=one) if isinstance(one, str) else one for id_, one in case.expect.items()}
    for on in case.on if isinstance(case.on, tuple) else (case.on,):
        yield Posed(case.says, on, track, facts, dict(case.settings), expect, place)
