"""The rules between the fields of an interview, and what goes on the wire."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.jobcentre import wire

GOOD: dict[str, Any] = {
    "indkaldelseId": "0b8e2c1e-8a0f-4a57-9a37-1a8f6c1d2e3f",
    "borgerRef": "ref",
    "version": 1,
    "status": "booket",
    "dato": "2026-11-26",
    "start": "2026-11-26T10:00:00+01:00",
    "slut": "2026-11-26T10:30:00+01:00",
    "samtaletype": 7,
    "samtaleform": 2,
    "medarbejdernavn": "Mette Holm",
    "titel": "Jobsamtale",
    "ombookingMulig": True,
    "ombookingFrist": "2026-11-25T10:00:00+01:00",
    "aflysningMulig": True,
    "aflysningFrist": "2026-11-25T10:00:00+01:00",
    "selvbooket": True,
    "ophav": {"organisationstype": 8, "organisationskode": "32601", "system": 91},
    "aendret": "2026-11-24T10:00:00+01:00",
}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"slut": "2026-11-26T10:00:00+01:00"}, "90004"),
        ({"ombookingMulig": False}, "90009"),
        ({"ombookingFrist": None}, "90010"),
        ({"aflysningMulig": False}, "90014"),
        ({"samtaleform": 8}, "moedelink"),
        ({"samtaleform": 1}, "adresse"),
        ({"samtaleform": 3}, "telefon"),
        ({"moedeGruppeType": 2}, "gruppemoedeId"),
        ({"status": "aflyst"}, "aflystAf"),
        ({"aflystAf": "borger"}, "aflystAf"),
        ({"start": "2026-11-26T10:00:00"}, "timezone"),
    ],
)
def test_what_contradicts_itself_is_refused(changed: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        wire.Indkaldelse.model_validate(GOOD | changed)


def test_the_absence_of_a_cancel_deadline_and_unknown_fields_are_tolerated() -> None:
    assert wire.Indkaldelse.model_validate(GOOD | {"aflysningFrist": None, "nytFelt": 1}).aflysning_mulig


def test_names_on_the_wire_are_danish_and_survive_a_round_trip() -> None:
    interview = wire.Indkaldelse.model_validate(GOOD)
    assert set(GOOD) <= set(interview.model_dump(mode="json"))
    assert wire.Indkaldelse.model_validate_json(interview.model_dump_json()) == interview


def test_a_problem_knows_its_kind_even_when_we_do_not() -> None:
    problem = wire.Problem(type=f"{wire.TYPE_PREFIX}helt-ny", title="Ny", status=409)
    assert problem.kind == "helt-ny"


def test_commands_refuse_markup_and_unknown_fields() -> None:
    with pytest.raises(ValidationError, match="4933"):
        wire.Aflys(aarsag="<script>")
    with pytest.raises(ValidationError, match="Extra"):
        wire.Ombook.model_validate({"tidId": "x", "andet": 1})
