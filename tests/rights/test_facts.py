"""Facts about a citizen: what is told, what has not happened, what is unknown, what cannot be."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from rights import Facts
from rights.facts import EVENTS
from rights.folder import FolderReader
from rights.law import LAW_FOLDER
from rights.messages import plain
from rights.vocabulary import FACTS


def refusal(told: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as refused:
        Facts.model_validate(told)
    return "; ".join(plain(refused.value))


def test_an_absent_key_is_unknown_and_a_null_day_has_not_happened() -> None:
    facts = Facts.model_validate({"benefit": "dagpenge", "guided_on": None})
    assert facts.known() == {"benefit": "dagpenge", "guided_on": None}


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"benifit": "dagpenge"}, "unknown fact 'benifit'; did you mean 'benefit'?"),
        ({"benefit": "dagpeng"}, "benefit: there is no 'dagpeng'; did you mean 'dagpenge'?"),
        ({"birth_date": "2026-02-30"}, "'2026-02-30' is no day of the calendar; write it as 2026-03-01"),
        ({"birth_date": 20260301}, "20260301 is no day"),
        ({"guided_on": "2026-03-01T10:00"}, "is no day of the calendar"),
        ({"guided_on": "20260301"}, "is no day of the calendar"),
        ({"birth_date": None}, "birth_date is null; leave the key out when it is not known"),
        ({"benefit": None}, "benefit is null; leave the key out when it is not known"),
        ({"insured": "yes"}, "insured: input should be a valid boolean, not 'yes'"),
        ({"insured": 1}, "insured: input should be a valid boolean, not 1"),
        ({"weeks_unemployed": -1}, "weeks_unemployed: input should be greater than or equal to 0, not -1"),
        ({"weeks_unemployed": 2.5}, "weeks_unemployed: input should be a valid integer, not 2.5"),
        ({"sickness_category": 4}, "sickness_category: input should be less than or equal to 3, not 4"),
        ({"municipality": "326"}, "municipality: string should match pattern"),
        (
            {"absences": [{"reason": "ferier", "from": "2026-01-01"}]},
            "absences.0.reason: there is no 'ferier'; did you mean 'ferie'?",
        ),
        ({"absences": [{"reason": "ferie"}]}, "absences.0.from is missing"),
        (
            {"absences": [{"reason": "ferie", "from": "2026-02-01", "to": "2026-01-01"}]},
            "the absence ends 2026-01-01 before it begins 2026-02-01",
        ),
        ({"benefit": "dagpenge", "insured": False}, "benefit=dagpenge contradicts insured=false"),
        ({"single_provider": True, "dependent_children_at_home": False}, "single_provider=true contradicts"),
        (
            {"birth_date": "2000-01-01", "registered_on": "1999-12-31"},
            "registered_on=1999-12-31 is before birth_date=2000-01-01",
        ),
        ({"benefit": "dagpenge", "sickness_category": 2}, "sickness_category=2 contradicts benefit=dagpenge"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(told: dict[str, Any], message: str) -> None:
    assert message in refusal(told)


def test_facts_that_only_look_strange_are_taken() -> None:
    assert Facts.model_validate({"benefit": "none", "insured": True, "employed": True})


def test_another_citizen_is_the_same_but_for_what_changes() -> None:
    facts = Facts.model_validate({"benefit": "dagpenge", "guided_on": None})
    assert facts.but(benefit="sygedagpenge").known() == {"benefit": "sygedagpenge", "guided_on": None}


def test_every_fact_has_its_words_and_every_value_too() -> None:
    about = FolderReader(LAW_FOLDER).read()
    assert set(about.facts) == set(FACTS) == set(Facts.model_fields)
    for name, kind in FACTS.items():
        if kind.type == "choice":
            unsaid = set(kind.values) - set(about.facts[name].values)
            assert unsaid <= {"none"}, f"{name} has no words for {unsaid}"
    assert {name for name, kind in FACTS.items() if kind.type == "day"} == EVENTS


def test_dates_are_days() -> None:
    assert Facts(birth_date=date(1990, 5, 5)).birth_date == date(1990, 5, 5)
