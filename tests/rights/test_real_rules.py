"""Every real rule: its cases through both evaluators, and citizens on each side of each of its cut-offs."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import pytest

from rights import Book, Facts, Law, bulk
from rights.bulk.frame import frame_of
from rights.cases import read_cases
from rights.check.cases import run_cases
from rights.law import TRACKS
from rights.posed import Posed
from rights.values import Citizen
from rights.verdict import decide
from tests.rights.boundaries import citizens_around

DAYS = (
    pytest.param("gaeldende", date(2017, 4, 10), marks=pytest.mark.whole),
    pytest.param("gaeldende", date(2023, 5, 1), marks=pytest.mark.whole),
    pytest.param("gaeldende", date(2026, 3, 8), marks=pytest.mark.whole),
    ("gaeldende", date(2026, 11, 24)),
    ("kl-2010", date(2010, 11, 1)),
    ("kl-2017", date(2017, 4, 10)),
)
SOME_BASES = 3
"""Cases of each rule that citizens are built on."""
PLAIN = (
    Facts(benefit="dagpenge", insured=True),
    Facts(benefit="kontanthjaelp", readiness="jobparat"),
    Facts(benefit="sygedagpenge", sickness_category=2),
)


def test_every_case_comes_out(law: Law) -> None:
    assert [str(fault) for fault in run_cases(law).faults] == []


def test_a_text_nobody_has_read_is_told_in_sentences(law: Law) -> None:
    found = law.book(date(2026, 11, 24)).evaluate(PLAIN[1], topic="meeting_frequency", include_no=True)
    unread = [one for one in found if "law_changed" in one.missing]
    assert unread
    for one in unread:
        assert one.note is not None
        assert one.text.endswith(f". {one.note}"), one.rule
        assert one.says[0].isupper(), one.rule


@pytest.mark.whole
def test_every_case_comes_out_for_everybody(law: Law) -> None:
    posed, _ = read_cases(law)
    together: dict[tuple[date, str], list[Posed]] = defaultdict(list)
    for one in posed:
        if not one.settings:
            together[one.on, one.track].append(one)
    for (on, track), of_day in together.items():
        book = law.book(on, track)
        rules = {f"{track}/{rule}" for one in of_day for rule in one.expect} & set(book.entries)
        if not rules:
            continue
        found = bulk.evaluate(book, frame_of(one.facts for one in of_day), rules=rules).collect().to_dicts()
        for one, row in zip(of_day, found, strict=True):
            for rule, expected in one.expect.items():
                if expected.applies != "absent":
                    answer = {True: "yes", False: "no", None: "unknown"}[row[f"{track}/{rule}"]]
                    assert answer == expected.applies, f"{one.says}: {rule} on {on}"


def _explained(book: Book, rule: str, people: Iterable[Facts]) -> list[tuple[object, object]]:
    verdicts = [decide(book.entries[rule], book.citizen(one)) for one in people]
    return [(one.reason.holds, min(one.days("due"), default=None)) for one in verdicts]


def _columnar(book: Book, rule: str, people: list[Facts]) -> list[tuple[object, object]]:
    found = bulk.evaluate(book, frame_of(people), rules={rule}).collect()
    return [(row[rule], row.get(f"{rule}#due")) for row in found.to_dicts()]


def disagreements(law: Law, track: str, on: date) -> list[str]:
    """Return every rule of a book on which the evaluators differ for somebody near one of its cut-offs."""
    book = law.book(on, track)
    posed, _ = read_cases(law)
    found = []
    for rule, entry in book.entries.items():
        own = [one.facts for one in posed if one.track == track and entry.definition.id in one.expect]
        people = citizens_around(book, entry, [*own[:SOME_BASES], *PLAIN])
        for one, said, counted in zip(
            people, _explained(book, rule, people), _columnar(book, rule, people), strict=True
        ):
            if said != counted:
                found.append(
                    f"{rule} on {on}: {said} != {counted} for {one.model_dump_json(exclude_unset=True)}"
                )
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("track", "on"), DAYS, ids=str)
def test_citizens_near_every_cut_off_are_answered_alike(law: Law, track: str, on: date) -> None:
    assert disagreements(law, track, on) == []


@pytest.mark.proof
@pytest.mark.parametrize("track", TRACKS)
def test_they_are_on_every_day_the_law_changes(law: Law, track: str) -> None:
    assert [one for on in law.change_days(track) for one in disagreements(law, track, on)] == []


def test_a_citizen_keeps_no_answer_of_another(law: Law) -> None:
    book = law.book(date(2026, 3, 8))
    one, other = Citizen({"benefit": "dagpenge"}, {}), Citizen({"benefit": "kontanthjaelp"}, {})
    assert [v.reason.holds for v in book.decide(one)] != [v.reason.holds for v in book.decide(other)]
