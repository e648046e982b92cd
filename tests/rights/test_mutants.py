"""The cases would notice: a number or day of a rule that is one off breaks a case."""

from datetime import date

import pytest

from rights import Law, read_law
from rights.check.mutants import Hunt, mutants_of
from tests.rights.conftest import MakeLaw
from tests.rights.test_check import CASES, RULE

ENOUGH = 0.95
SAMPLE = 24
"""Of so many mutants one is tried in CI; all of them in the proof."""


def killed(law: Law, step: int) -> tuple[float, list[str]]:
    hunt = Hunt(law)
    tried = [one for definition in law.definitions for one in mutants_of(definition)][::step]
    survivors = [str(one) for one in tried if hunt.survives(one)]
    return 1 - len(survivors) / max(1, len(tried)), survivors


@pytest.mark.whole
def test_a_sample_of_shifted_numbers_is_noticed(law: Law) -> None:
    share, survivors = killed(law, SAMPLE)
    assert share >= ENOUGH, "\n".join(survivors)


@pytest.mark.proof
def test_shifted_numbers_are_noticed(law: Law) -> None:
    share, survivors = killed(law, 1)
    assert share >= ENOUGH, "\n".join(survivors)


def test_every_number_and_day_is_shifted_both_ways(make_law: MakeLaw) -> None:
    dated = RULE.replace("    verified_on", "    valid_to: 2026-12-31\n    verified_on")
    law = read_law(make_law({"gaeldende/a/rules.yaml": dated}))
    changes = [(one.was, one.became) for one in mutants_of(law.definitions[0])]
    assert changes == [(2, 1), (2, 3), ("2026-12-31", "2026-12-30"), ("2026-12-31", "2027-01-01")]


def test_a_mutant_without_its_case_survives(make_law: MakeLaw) -> None:
    files = {"gaeldende/a/rules.yaml": RULE, "gaeldende/a/cases/a.yaml": CASES}
    assert killed(read_law(make_law(files)), 1) == (1.0, [])
    files["gaeldende/a/cases/a.yaml"] = CASES.replace(", due: 2026-03-09", "")
    share, survivors = killed(read_law(make_law(files)), 1)
    assert (share, len(survivors)) == (0.0, 2)
    assert survivors[0] == "gaeldende/a/rules.yaml:8: a/one: no case notices 1.0 for 2.0"


def test_the_law_of_a_day_is_not_changed_by_the_hunt(law: Law) -> None:
    before = law.book(date(2026, 3, 8))
    next(iter(mutants_of(law.definitions[0])), None)
    assert law.book(date(2026, 3, 8)) is before
