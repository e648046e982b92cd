"""The fictional citizens: who must be there, that their numbers are replacement numbers, that all can be served."""

from datetime import UTC, date, datetime

import pytest

from api.jobcentre.demo.citizens import Persona, dated, personas
from api.jobcentre.port import Jobcentre

ALL = personas()
REQUIRED = (
    *("case-1", "case-2", "case-3", "case-4", "case-5", "case-6"),
    *("dagpenge-new", "dagpenge-month-4", "kontanthjaelp-jobready", "kontanthjaelp-activity", "sick-week-6"),
    *("young-education", "young-ready", "young-activity", "flexjob", "ledighedsydelse", "rehabilitation"),
    *("resource", "jobafklaring", "early-retirement", "self-supporting", "under-18", "integration"),
)


def test_everybody_who_must_be_there_is_and_no_number_is_used_twice() -> None:
    assert set(REQUIRED) <= {persona.id for persona in ALL}
    assert len({persona.cpr for persona in ALL}) == len({persona.id for persona in ALL}) == len(ALL)


@pytest.mark.parametrize("persona", ALL, ids=lambda persona: persona.id)
def test_numbers_are_replacement_numbers_of_the_day_of_birth(persona: Persona) -> None:
    born = date.fromisoformat(str(persona.facts["birth_date"]))
    assert persona.cpr[:6] == f"{born.day + 60:02d}{born:%m%y}"


@pytest.mark.parametrize("persona", ALL, ids=lambda persona: persona.id)
def test_what_no_source_tells_is_marked_as_invented(persona: Persona) -> None:
    if persona.source is None:
        assert persona.invented == ["everything"]
    else:
        assert set(persona.invented) <= {*persona.facts, "name", "plan"}
        assert set(persona.facts) - set(persona.invented)


def test_days_are_counted_from_the_day_one_chooses() -> None:
    base = date(2026, 12, 30)
    assert dated({"a": ["@+3", "@-30"], "b": "@home"}, base) == {
        "a": ["2027-01-02", "2026-11-30"],
        "b": "@home",
    }


@pytest.mark.parametrize("persona", ALL, ids=lambda persona: persona.id)
async def test_the_demo_jobcentre_serves_everybody(jobcentre: Jobcentre, persona: Persona) -> None:
    status = await jobcentre.status(persona.cpr)
    assert status.kan_selvbooke == (persona.no_selfbooking is None)
    offers = await jobcentre.offers(persona.cpr)
    assert bool(offers) == status.kan_selvbooke
    facts = {fact.noegle: fact.vaerdi for fact in await jobcentre.facts(persona.cpr)}
    assert facts["birth_date"] == persona.facts["birth_date"]
    listed = await jobcentre.changes(datetime(2020, 1, 1, tzinfo=UTC), cpr=persona.cpr)
    assert len(listed.items) >= len(persona.interviews)
    assert (await jobcentre.plan(persona.cpr) is None) == (persona.plan is None)


async def test_one_citizen_finds_no_time(jobcentre: Jobcentre) -> None:
    nobody = next(persona for persona in ALL if persona.id == "no-times")
    offer = (await jobcentre.offers(nobody.cpr))[0]
    assert await jobcentre.times(offer.moedetilbud_id, offer.fra, offer.til) == []
