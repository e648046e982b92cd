"""An answer that is owed: promised from opening hours, reminded of when late, and ended by any answer."""

from datetime import datetime, timedelta

import pytest

from api.citizens import service as citizens
from api.clock import COPENHAGEN, wall
from api.conversation.topics.news import NEWS
from api.ids import new_uuid
from api.messages import service, store
from api.messages.model import Message
from api.tenants.opening import answer_by
from api.tenants.store import read_tenants
from api.worker import owed, refresh
from tests.support.dialogue import Stage
from tests.support.jobcentre import CODE

ME = "kontanthjaelp-jobready"


async def write(stage: Stage, body: str) -> Message:
    """Write to the jobcentre as a citizen, and deliver it."""
    services, now = stage.services, stage.exchange.now()
    async with services.database.transaction() as tx:
        citizen = await citizens.get(tx, stage.citizen(ME))
        tenant = services.tenants.first()
        message = await service.send(tx, citizen, tenant, "handover", body, message_id=new_uuid(), now=now)
    await stage.exchange.settle()
    return message


async def state_of(stage: Stage, message: Message) -> str:
    async with stage.services.database.transaction() as tx:
        found = await store.get(tx, message.id)
    assert found
    return found.state


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        ("2026-11-25T10:00", "2026-11-27"),  # a Wednesday: two working days on
        ("2026-11-27T14:00", "2026-12-01"),  # over a weekend
        ("2026-12-23T10:00", "2026-12-29"),  # over Christmas, whose eve is closed too
        ("2026-03-31T10:00", "2026-04-07"),  # over Easter: Thursday to Monday
    ],
)
def test_the_promise_knows_weekends_and_danish_holidays(asked: str, promised: str) -> None:
    tenant = read_tenants(None, {"planner": "http://planner", "webhook_secret": "whsec_MA=="}).first()
    due = answer_by(tenant, datetime.fromisoformat(asked).replace(tzinfo=COPENHAGEN))
    assert wall(due).date().isoformat() == promised


async def test_a_late_answer_is_reminded_of_once_a_working_day_and_the_citizen_hears(stage: Stage) -> None:
    message = await write(stage, "Hvor er min sag?")
    assert await owed.remind(stage.exchange.worker) == 0
    stage.exchange.clock.skip += timedelta(days=7)
    assert await owed.remind(stage.exchange.worker) == 1
    assert await owed.remind(stage.exchange.worker) == 0
    await stage.exchange.settle()
    reminders = [body for body in stage.at_the_jobcentre() if body.startswith("Rykker")]
    assert len(reminders) == 1
    assert "Hvor er min sag?" in reminders[0]
    assert await state_of(stage, message) == "overdue"
    assert (await stage.exchange.news(stage.citizen(ME))).count("message_overdue") == 1
    stage.exchange.clock.skip += timedelta(days=4)
    assert await owed.remind(stage.exchange.worker) == 1


async def test_an_answer_to_the_reminder_answers_the_message(stage: Stage) -> None:
    message = await write(stage, "Hvor er min sag?")
    stage.exchange.clock.skip += timedelta(days=7)
    await owed.remind(stage.exchange.worker)
    await stage.exchange.settle()
    async with stage.services.database.transaction() as tx:
        latest, *_ = await store.of_citizen(tx, stage.citizen(ME))
        await service.answered(
            tx, stage.citizen(ME), latest.receipt or "", "Den er her.", now=stage.exchange.now()
        )
        pending = await service.person_has_it(tx, stage.citizen(ME), now=stage.exchange.now())
    assert await state_of(stage, message) == "answered"
    assert pending is None
    stage.exchange.clock.skip += timedelta(days=7)
    assert await owed.remind(stage.exchange.worker) == 0


async def test_staffs_answer_ends_the_quiet(stage: Stage) -> None:
    await write(stage, "Ring til mig.")
    async with stage.services.database.transaction() as tx:
        (message, *_) = await store.of_citizen(tx, stage.citizen(ME))
    stage.exchange.demo.staff(f"beskeder/{message.receipt}", text="Vi ringer i morgen.", staff="Ida")
    await refresh.refresh(stage.exchange.worker, CODE, stage.citizen(ME), (refresh.answers,))
    async with stage.services.database.transaction() as tx:
        assert await service.person_has_it(tx, stage.citizen(ME), now=stage.exchange.now()) is None
        got = await service.read_answers(tx, stage.citizen(ME), now=stage.exchange.now())
    assert [answer.body for answer in got] == ["Vi ringer i morgen."]


def test_there_are_words_for_all_that_can_become_of_a_message() -> None:
    assert {"message_answered", "message_overdue", "message_refused"} <= set(NEWS)
