"""The cases beside each pack: a sentence, a day, a citizen, and what each rule must answer."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from rights.definition import LoadedPack, Place
from rights.facts import Facts
from rights.faults import Fault, LawError, Wrong
from rights.folder import shown
from rights.grammar.packs import Applies, Case, CaseFile, Expected, Sweep, Typical
from rights.law import Law
from rights.messages import plain
from rights.posed import Posed, written_out
from rights.reading import did_you_mean, read_file
from rights.scenarios import posed_in, read_scenarios

Groups = Mapping[str, Mapping[int, tuple[dict[str, object], ...]]]
_ANSWERS: tuple[Applies, ...] = ("yes", "no", "unknown")


def read_cases(law: Law) -> tuple[list[Posed], list[Fault]]:
    """Return every case of every pack, one entry a day and citizen, and of every scenario, and what is wrong."""
    stories, faults = read_scenarios(law)
    posed = list(posed_in(stories))
    groups = _typical(law)
    for pack in law.packs:
        for file in sorted(pack.folder.glob("cases/*.yaml")):
            place = Place(file, shown(law.folder, file), ())
            try:
                content = read_file(file, CaseFile, place.shown)
            except LawError as error:
                faults += error.faults
                continue
            for at, case in _placed(content, place):
                faults += _pose(case, pack, at, groups, posed)
    return posed, faults


def _pose(case: Case | Sweep, pack: LoadedPack, at: Place, groups: Groups, posed: list[Posed]) -> list[Fault]:
    """Add the case's days to `posed`; return what is wrong with it."""
    try:
        posed += _posed(case, pack, at, groups)
    except ValidationError as error:
        return [at.fault(Wrong("case", one, "facts")) for one in plain(error)]
    except Wrong as wrong:
        return [at.fault(wrong)]
    return []


def _placed(content: CaseFile, place: Place) -> Iterator[tuple[Place, Case | Sweep]]:
    yield from ((place.within("cases", index), case) for index, case in enumerate(content.cases))
    yield from ((place.within("sweeps", index), sweep) for index, sweep in enumerate(content.sweeps))


def _typical(law: Law) -> Groups:
    file = law.folder / "typical.yaml"
    return read_file(file, Typical, file.name).root if file.is_file() else {}


def _posed(case: Case | Sweep, pack: LoadedPack, place: Place, groups: Groups) -> Iterator[Posed]:
    track = pack.about.track if pack.about.track != "shared" else "gaeldende"
    if isinstance(case, Sweep):
        yield from _of_groups(case, track, place, groups)
        return
    facts = Facts.model_validate(case.facts)
    expect = written_out(case.expect)
    for on in case.on if isinstance(case.on, tuple) else (case.on,):
        yield Posed(case.says, on, track, facts, dict(case.settings), expect, place)


def _of_groups(case: Sweep, track: str, place: Place, groups: Groups) -> Iterator[Posed]:
    """Pose the case to the typical citizens of each group that some rule is expected to answer."""
    if case.sweep not in groups:
        raise Wrong(
            "reference",
            f"typical.yaml has no {case.sweep!r}{did_you_mean(case.sweep, list(groups))}",
            "sweep",
        )
    of_system = groups[case.sweep]
    for rule, swept in case.expect.items():
        for group in {*swept.yes, *swept.no, *swept.unknown} - of_system.keys():
            raise Wrong("reference", f"typical.yaml has no group {group} of {case.sweep}", "expect", rule)
    for group, citizens in of_system.items():
        expect = {
            rule: Expected(applies=answer)
            for rule, swept in case.expect.items()
            for answer in _ANSWERS
            if group in getattr(swept, answer)
        }
        for told in citizens if expect else ():
            facts = Facts.model_validate(told | case.facts)
            says = f"{case.says}, {case.sweep} group {group}"
            yield Posed(says, case.on, track, facts, dict(case.settings), expect, place)
