"""The what-if scenarios of `law/scenarios`: each moment of each story, asked under up to three laws."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from rights.definition import Place
from rights.facts import Facts
from rights.faults import Fault, LawError, Wrong
from rights.folder import shown
from rights.grammar.scenarios import Scenario, Scene
from rights.law import Law
from rights.messages import plain
from rights.posed import Posed, written_out
from rights.reading import read_file

Side = Literal["then", "draft", "now"]
SIDES: tuple[Side, ...] = ("then", "draft", "now")
_TRACKS = {"then": "gaeldende", "draft": "kl-2017", "now": "gaeldende"}


@dataclass(frozen=True)
class Moment:
    """A scene with the questions it puts to each law."""

    scene: Scene
    asked: dict[Side, Posed]


@dataclass(frozen=True)
class Story:
    """A scenario read, its moments ready to be asked."""

    scenario: Scenario
    moments: tuple[Moment, ...]


def read_scenarios(law: Law) -> tuple[list[Story], list[Fault]]:
    """Return every scenario in the order of their file names, and what is wrong with the files."""
    stories: list[Story] = []
    faults: list[Fault] = []
    for file in sorted((law.folder / "scenarios").glob("*.yaml")):
        place = Place(file, shown(law.folder, file), ())
        try:
            scenario = read_file(file, Scenario, place.shown)
            stories.append(Story(scenario, tuple(_moments(scenario, place))))
        except LawError as error:
            faults += error.faults
    return stories, faults


def posed_in(stories: list[Story]) -> Iterator[Posed]:
    """Yield every question of the stories: each is a case of the law too."""
    for story in stories:
        for moment in story.moments:
            yield from moment.asked.values()


def _moments(scenario: Scenario, place: Place) -> Iterator[Moment]:
    for index, scene in enumerate(scenario.scenes):
        yield Moment(scene, dict(_asked(scenario, scene, place.within("scenes", index))))


def _asked(scenario: Scenario, scene: Scene, place: Place) -> Iterator[tuple[Side, Posed]]:
    facts = _facts(scenario, scene, place)
    says = f"{scenario.id}: {scene.says.en}"
    for side in SIDES:
        if expect := written_out(getattr(scene, side)):
            on = scenario.now_on if side == "now" else scenario.on
            yield side, Posed(says, on, _TRACKS[side], facts, {}, expect, place.within(side))


def _facts(scenario: Scenario, scene: Scene, place: Place) -> Facts:
    told = scenario.facts | scene.facts
    if unknown := sorted(set(scene.without) - told.keys()):
        wrong = Wrong("case", f"without {unknown[0]!r}, which nobody told", "without")
        raise LawError([place.fault(wrong)])
    known = {name: value for name, value in told.items() if name not in scene.without}
    try:
        return Facts.model_validate(known)
    except ValidationError as error:
        raise LawError([place.fault(Wrong("case", one, "facts")) for one in plain(error)]) from error
