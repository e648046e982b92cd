"""The two evaluators are one law: what one citizen is answered, everybody is answered."""

import json
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rights import Book, Facts, Law, bulk, read_law
from rights.book import make_book
from rights.bulk.frame import frame_of
from rights.definition import Definition
from rights.grammar.rules import Rule
from tests.rights.conftest import MakeLaw
from tests.rights.strategies import TODAY, Tree, citizens, date_rules, trees

TABLES = """
area: t
tables:
  - id: plain
    title: {da: a, en: a}
    inputs: [benefit, age, {as: gone, since: benefit_since}]
    outputs: {type: number}
    rows:
      - {when: {benefit: dagpenge}, gives: 1}
      - {when: {benefit: [kontanthjaelp, none], age: {below: 30}, gone: {at_least: {weeks: 2}}}, gives: 2}
      - {when: {benefit: [kontanthjaelp, none], age: {below: 30}, gone: {below: {weeks: 2}}}, gives: 1}
      - {when: {benefit: [kontanthjaelp, none], age: {below: 30}, gone: none}, gives: none}
      - {when: {benefit: [kontanthjaelp, none], age: {at_least: 30}}, gives: 3}
    otherwise: none
    otherwise_because: the rest
    citations: [{source: LBK 280/2024, paragraph: "§ 6", evidence: A}]
  - id: rest
    title: {da: a, en: a}
    inputs: [weeks_unemployed, insured]
    outputs: {type: number}
    rows:
      - {when: {weeks_unemployed: {below: 2}}, gives: 1}
      - {when: {weeks_unemployed: {at_least: 2, at_most: 4}, insured: true}, gives: 2}
      - {when: {weeks_unemployed: {at_least: 2, at_most: 4}, insured: false}, gives: none}
      - {when: {weeks_unemployed: {more_than: 4}}, gives: 2}
    citations: [{source: LBK 280/2024, paragraph: "§ 6", evidence: A}]
  - id: inner
    title: {da: a, en: a}
    inputs: [{as: group, table: t/plain}, {as: paid, term: t/paid}]
    outputs: {type: number}
    rows:
      - {when: {group: [1, none]}, gives: 1}
      - {when: {group: [2, 3], paid: true}, gives: 2}
      - {when: {group: [2, 3], paid: false}, gives: 4}
    citations: [{source: LBK 280/2024, paragraph: "§ 6", evidence: A}]
  - id: handed
    title: {da: a, en: a}
    inputs: [{as: reason, given: absence_reasons}, readiness]
    outputs: {type: bool}
    rows:
      - {when: {reason: ferie, readiness: [jobparat, aktivitetsparat]}, gives: true}
      - {when: {reason: barsel}, gives: true}
    otherwise: false
    otherwise_because: the rest
    citations: [{source: LBK 280/2024, paragraph: "§ 6", evidence: A}]
"""
SETTINGS = """
settings:
  chosen: {type: bool, says: {da: a, en: a}, source: a}
"""
TERM = {
    "id": "paid",
    "label": {"da": "a", "en": "a"},
    "when": {"fact": "benefit", "in": ["dagpenge", "sygedagpenge"]},
}
RULE = {
    "id": "rule",
    "kind": "duty",
    "topic": "duty_cv",
    "text": {"da": "Du skal det.", "en": "You must."},
    "citations": [{"source": "LBK 280/2024", "paragraph": "§ 6", "evidence": "A"}],
    "verified_on": "2026-01-01",
    "review_by": "2027-01-01",
}


def book_of(law: Law, tree: Tree, dated: Tree | None) -> Book:
    """Return a book with one rule: this condition, this date."""
    said = RULE | {"when": tree} | ({"dates": [dated]} if dated else {})
    rule = Definition("t/rule", Rule.model_validate(said), law.packs[0].place, law.packs[0], TODAY, None)
    return make_book(TODAY, "gaeldende", [*law.definitions, rule], law.about)


@pytest.fixture
def tables(make_law: MakeLaw) -> Law:
    """A law with tables and a setting, waiting for its rule."""
    term = json.dumps({"area": "t", "terms": [TERM]})
    files = {"gaeldende/a/tables/t.yaml": TABLES, "gaeldende/a/terms.yaml": term, "settings.yaml": SETTINGS}
    return read_law(make_law(files))


def answers(book: Book, people: list[Facts], chosen: dict[str, bool]) -> list[tuple[object, ...]]:
    """What the explainer says to each: holds and the next due day of every rule."""
    return [
        tuple(
            part
            for one in book.explain(citizen, chosen)
            for part in (one.reason.holds, min(one.days("due"), default=None))
        )
        for citizen in people
    ]


def columns(book: Book, people: list[Facts], chosen: dict[str, bool]) -> list[tuple[object, ...]]:
    """What the columnar evaluator says to each, in the same order."""
    found = bulk.evaluate(book, frame_of(people), chosen).collect()
    names = [name for rule in book.entries for name in (rule, f"{rule}#due")]
    return found.select(
        pl.col(name) if name in found.columns else pl.lit(None).alias(name) for name in names
    ).rows()


# A hundred at home, three hundred in the whole.
@pytest.mark.parametrize("_part", [0, *(pytest.param(part, marks=pytest.mark.whole) for part in (1, 2))])
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    tree=trees,
    dated=st.one_of(st.none(), date_rules),
    people=st.lists(citizens(), min_size=8, max_size=8),
    chosen=st.sampled_from([{}, {"chosen": True}, {"chosen": False}]),
)
@example(tree={"happened": "guided_on"}, dated=None, people=[Facts(guided_on=None), Facts()], chosen={})
def test_random_conditions_are_answered_alike(
    tables: Law, tree: Tree, dated: Tree | None, people: list[Facts], chosen: dict[str, bool], _part: int
) -> None:
    book = book_of(tables, tree, dated)
    assert columns(book, people, chosen) == answers(book, people, chosen)


def test_a_day_that_has_not_come_is_no_and_one_nobody_told_is_unknown(tables: Law) -> None:
    book = book_of(tables, {"fact": "guided_on", "on_or_before": "today"}, None)
    people = [
        Facts(guided_on=date(2026, 3, 10)),
        Facts(guided_on=date(2026, 3, 11)),
        Facts(guided_on=None),
        Facts(),
    ]
    assert [row[0] for row in answers(book, people, {})] == [True, False, False, None]
    assert [row[0] for row in columns(book, people, {})] == [True, False, False, None]


def test_a_rule_for_everybody_has_a_row_for_everybody(tables: Law) -> None:
    book = book_of(tables, {"today": {"on_or_after": "2020-01-01"}}, None)
    found = bulk.evaluate(book, frame_of([Facts(), Facts(benefit="dagpenge"), Facts()])).collect()
    assert found["gaeldende/t/rule"].to_list() == [True, True, True]
