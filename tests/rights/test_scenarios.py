"""The what-if scenarios: all of them are there, say what is invented, come out as told, and stand in the docs."""

from pathlib import Path

import pytest

from api.__main__ import main
from rights import Law, read_law
from rights.cases import read_cases
from rights.check.cases import compare
from rights.posed import Posed
from rights.scenarios import read_scenarios
from rights.words.scenarios import lines_of
from tests.rights.conftest import MakeLaw

DOCS = Path(__file__).parents[2] / "docs" / "law" / "scenarios.md"
CASES = [f"case-{number}" for number in range(1, 7)]
OBSTACLES = [f"obstacle-{number:02}" for number in range(1, 11)]
STORY = """
id: one
title: {da: En, en: One}
source: {source: seed-003, section: kapitel 5}
story: {da: Noget skete., en: Something happened.}
on: 2017-04-18
now_on: 2026-03-08
facts: {benefit: dagpenge}
scenes:
  - says: {da: Da, en: Then}
    then: {selfbooking/what: yes}
changes: {da: Intet., en: Nothing.}
"""


def _answers(law: Law, posed: Posed) -> list[str]:
    book = law.book(posed.on, posed.track)
    found = {
        one.rule.removeprefix(f"{posed.track}/"): one for one in book.evaluate(posed.facts, include_no=True)
    }
    return [line for rule, expected in posed.expect.items() for line in compare(found.get(rule), expected)]


def test_the_six_cases_and_ten_obstacles_come_out_as_told(law: Law) -> None:
    stories, faults = read_scenarios(law)
    assert (faults, [story.scenario.id for story in stories]) == ([], CASES + OBSTACLES)
    for story in stories:
        asked = [posed for moment in story.moments for posed in moment.asked.values()]
        assert {posed.track for posed in asked} == {"gaeldende", "kl-2017"}
        assert story.scenario.invented
        assert {posed.says: _answers(law, posed) for posed in asked if _answers(law, posed)} == {}


def test_every_question_of_a_scenario_is_a_case_of_the_law(law: Law) -> None:
    stories, _ = read_scenarios(law)
    places = {posed.place.shown for posed in read_cases(law)[0]}
    assert {f"scenarios/{story.scenario.id}.yaml" for story in stories} <= places


def test_the_docs_tell_what_the_command_prints(law: Law) -> None:
    stories, _ = read_scenarios(law)
    told = [line for story in stories for line in [*lines_of(story, law, "en"), ""]]
    written = DOCS.read_text(encoding="utf-8").split("<!-- the scenarios -->\n\n")[1].splitlines()
    assert [one for one in written if not one.startswith("  > ")] == [
        one for one in told if not one.startswith("  > ")
    ], "write docs/law/scenarios.md again: vejviser law scenarios --lang en"


def test_the_command_prints_one_story_and_refuses_what_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "scenarios", "case-1"]) == 0
    out = capsys.readouterr().out
    assert "## Case 1: Jørgen bliver rask" in out
    assert "mangler at vide" in out
    assert "**Udkastet fra 2017**" in out
    assert main(["law", "scenarios", "case-7"]) == 1
    assert "there is no scenario 'case-7'; there are case-1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("    then: {selfbooking/what: yes}\n", "a scene asks at least one law: then, draft or now"),
        ("id: one\n", "'id' is missing"),
        ("benefit: dagpenge", "unknown fact 'benifit'; did you mean 'benefit'?"),
        ("    then:", "without 'readiness', which nobody told"),
    ],
)
def test_a_faulty_scenario_says_where_and_what(make_law: MakeLaw, change: str, message: str) -> None:
    becomes = {
        "benefit: dagpenge": "benifit: dagpenge",
        "    then:": "    without: [readiness]\n    then:",
    }
    text = STORY.replace(change, becomes.get(change, ""))
    folder = make_law({})
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "one.yaml").write_text(text, encoding="utf-8")
    _, faults = read_scenarios(read_law(folder))
    assert message in "\n".join(fault.message for fault in faults)
    assert all(fault.file == "scenarios/one.yaml" and fault.line > 0 for fault in faults)
