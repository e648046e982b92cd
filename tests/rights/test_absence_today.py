"""Whoever has a benefit gets a useful answer about absence and exemption, whatever the reason."""

from datetime import date

import pytest

from rights import Facts, Law
from rights.absence import REASONS
from rights.grammar.packs import Typical
from rights.reading import read_file

ON = date(2026, 3, 8)
TOPICS = (
    "sick_report",
    "well_report",
    "holiday",
    "parental_leave",
    "stay_abroad",
    "absence_rules",
    "selfbooking_exempt",
    "duty_attend",
)
WITH_BENEFIT = range(1, 10)  # group 10, rehabilitation, has no rule on holiday; 11 to 13 have few duties


def typical(law: Law) -> list[dict[str, object]]:
    groups = read_file(law.folder / "typical.yaml", Typical, "typical.yaml").root["lab-2020"]
    return [told for group in WITH_BENEFIT for told in groups[group]]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_group_with_a_benefit_has_an_answer(law: Law, topic: str) -> None:
    book = law.book(ON)
    silent = [
        told
        for told in typical(law)
        if not any(one.applies == "yes" for one in book.evaluate(Facts.model_validate(told), topic=topic))
    ]
    assert silent == []


@pytest.mark.parametrize("reason", REASONS)
def test_every_registered_reason_changes_the_answer_of_every_group(law: Law, reason: str) -> None:
    book = law.book(ON)
    registered = {"absences": [{"reason": reason, "from": "2026-03-01"}]}
    for told in typical(law):
        found = book.evaluate(Facts.model_validate(told | registered))
        because = [one for one in found if any(part.fact == "absences" for part in one.because)]
        assert any(one.applies == "yes" for one in because), told
