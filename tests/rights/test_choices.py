"""What a municipality may choose: a wrong choice is told by name, and the demo's choices change the answer."""

from datetime import date

import pytest

from api.errors import ConfigurationError
from api.tenants.store import read_tenants
from api.wiring import check_choices
from rights import Facts, Law
from rights.choices import wrong_choices

MARCH = date(2026, 3, 8)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("youth_unit_too", 30, "there is no setting 'youth_unit_too'; did you mean 'youth_unit_to'?"),
        ("youth_unit_to", True, "youth_unit_to is a whole number, not 'true'"),
        ("joint_selfbooking", 1, "joint_selfbooking is true or false, not '1'"),
        ("coordinator_at", "skolen", "coordinator_at is one of jobcentret, anden_enhed, not 'skolen'"),
    ],
)
def test_a_wrong_choice_is_told(law: Law, name: str, value: int | str, message: str) -> None:
    assert wrong_choices(law.settings, {name: value}) == [message]


def test_the_demos_choices_are_known_and_a_wrong_one_stops_the_start(law: Law) -> None:
    tenants = read_tenants(None)
    check_choices(law, tenants)
    tenant = tenants.first().model_copy(update={"law_settings": {"youth_unit": 30}})
    with pytest.raises(ConfigurationError, match=f"{tenant.code}: law_settings: there is no setting"):
        check_choices(law, type(tenants)({tenant.code: tenant}))


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"benefit": "sygedagpenge", "sickness_category": 1}, "who/sick/benefit-office"),
        (
            {"benefit": "kontanthjaelp", "readiness": "aktivitetsparat", "birth_date": "1980-01-01"},
            "who/coordinator/jobcentre",
        ),
        (
            {"benefit": "dagpenge", "birth_date": "1998-01-01", "qualifying_education": False},
            "who/youth-unit",
        ),
    ],
)
def test_another_municipality_gets_another_answer(law: Law, facts: dict[str, object], rule: str) -> None:
    """Kalundborg's choices (seeds 000, question 2) beside those of a municipality that chose otherwise."""
    here = read_tenants(None).first().law_settings
    there: dict[str, str | int | bool] = {
        "sick_end_date_by": "jobcentret",
        "coordinator_at": "anden_enhed",
        "youth_unit_to": 25,
    }
    untold: dict[str, str | int | bool] = {}
    answers = {
        name: {
            found.rule: found.applies
            for found in law.book(MARCH).evaluate(
                Facts.model_validate(facts), include_no=True, settings=chosen
            )
        }[f"gaeldende/{rule}"]
        for name, chosen in (("here", here), ("there", there), ("untold", untold))
    }
    assert answers == {"here": "yes", "there": "no", "untold": "unknown"}
