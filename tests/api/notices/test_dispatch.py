"""What is said, when, and what is left unsaid."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select

from api.clock import COPENHAGEN
from api.db.tables.notices import deliveries, notices
from api.notices import deliveries as out
from api.notices import dispatch, heartbeat, intake, preferences
from api.notices.content import still_true
from api.notices.model import GROUPS, Preferences
from api.outbox import store as outbox
from api.tenants.model import Tenant
from api.tenants.store import Tenants
from tests.api.notices.conftest import NOW, World

TOMORROW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # 10.00 in Denmark


async def handed(world: World) -> list[tuple[str, int]]:
    """Return (channel, how many notices) of every message."""
    async with world.database.transaction() as tx:
        rows = (await tx.execute(select(deliveries).order_by(deliveries.c.channel))).all()
    return [(row.channel, len(row.notice_ids)) for row in rows]


async def ends(world: World) -> dict[str, str]:
    """Return what became of each step."""
    async with world.database.transaction() as tx:
        rows = (await tx.execute(select(notices))).all()
    return {row.step: row.reason or row.state for row in rows}


async def test_the_day_before_is_said_once_on_each_channel(world: World) -> None:
    citizen = await world.citizen()
    await world.chat(citizen)
    await world.interview(citizen, TOMORROW)
    await world.tick(NOW)
    assert await handed(world) == [("telegram", 1), ("web", 1)]
    await world.tick(NOW + timedelta(minutes=5))
    assert len(await handed(world)) == 2
    assert await ends(world) == {"day": "handed", "two_hours": "waiting"}


async def test_a_booking_just_made_is_not_reminded_of_at_once(world: World) -> None:
    citizen = await world.citizen()
    await world.interview(citizen, TOMORROW, changed_at=NOW + timedelta(minutes=1))
    await world.tick(NOW + timedelta(minutes=2))
    assert await handed(world) == []


async def test_three_reminders_at_once_are_one_message(world: World) -> None:
    citizen = await world.citizen()
    await world.interview(citizen, TOMORROW)
    await world.interview(citizen, TOMORROW + timedelta(hours=1), kind="cv_samtale")
    await world.deadline(citizen, date(2026, 11, 26), kind="faellessamtale")
    await world.tick(NOW)
    assert await handed(world) == [("web", 3)]


@pytest.mark.parametrize(
    "change",
    [
        {"active": False, "status": "aflyst"},
        {"status": "aflyst"},
        {"starts_at": TOMORROW + timedelta(days=3), "ends_at": TOMORROW + timedelta(days=3, hours=1)},
        {"starts_at": NOW - timedelta(hours=3), "ends_at": NOW - timedelta(hours=2)},
    ],
)
async def test_what_is_no_longer_true_is_dropped(world: World, change: dict[str, object]) -> None:
    citizen = await world.citizen()
    interview = await world.interview(citizen, TOMORROW)
    await world.tick(NOW - timedelta(hours=5))
    await world.change_interview(interview, **change)
    await world.tick(NOW)
    assert await handed(world) == []
    assert (await ends(world))["day"] == "not_true"


async def test_a_cancellation_between_handing_over_and_sending_is_seen(world: World) -> None:
    citizen = await world.citizen()
    interview = await world.interview(citizen, TOMORROW)
    await world.tick(NOW)
    await world.change_interview(interview, active=False, status="aflyst")
    async with world.database.transaction() as tx:
        (delivery,) = await out.claim(tx, "web", most=9, lease=timedelta(minutes=1), now=NOW)
        assert await still_true(tx, delivery, now=NOW) == []


async def test_a_met_deadline_is_not_reminded_of(world: World) -> None:
    citizen = await world.citizen()
    await world.deadline(citizen, date(2026, 11, 24))
    await world.interview(citizen, TOMORROW, status=None, wish="book", wish_state="sent")
    await world.tick(NOW)
    assert (await ends(world))["day"] == "not_true"


async def test_an_open_deadline_is_reminded_of(world: World) -> None:
    citizen = await world.citizen()
    await world.deadline(citizen, date(2026, 11, 24))
    await world.tick(NOW)
    assert await handed(world) == [("web", 1)]


async def test_three_days_of_outage_end_with_the_truth_and_no_more(world: World) -> None:
    citizen = await world.citizen()
    kept = await world.interview(citizen, TOMORROW)
    gone = await world.interview(citizen, TOMORROW + timedelta(hours=2), kind="cv_samtale")
    await world.tick(datetime(2026, 11, 20, 11, tzinfo=UTC))
    back = TOMORROW - timedelta(minutes=90)
    await world.change_interview(gone, status="aflyst", active=False)
    await world.tick(back)
    async with world.database.transaction() as tx:
        claimed = await out.claim(tx, "web", most=9, lease=timedelta(minutes=1), now=back)
        said = [one for delivery in claimed for one in await still_true(tx, delivery, now=back)]
    assert [(one.notice.subject, one.notice.step) for one in said] == [(str(kept), "two_hours")]


async def test_a_silent_jobcentre_holds_reminders_and_raises_the_alarm(world: World) -> None:
    citizen = await world.citizen()
    await world.interview(citizen, TOMORROW)
    await world.tick(NOW - timedelta(hours=3))
    later = NOW + timedelta(minutes=1)
    for _ in range(20):
        async with world.database.transaction() as tx:
            await dispatch.hand_over(tx, world.tenants, most=9, now=later)
        later += timedelta(minutes=1)
    assert await handed(world) == []
    async with world.database.transaction() as tx:
        assert (await heartbeat.beat(tx, now=later)).not_handed == 1
    await world.tick(later + timedelta(minutes=2))
    assert await handed(world) == [("web", 1)]


async def test_nothing_is_said_at_night_but_waits_for_the_morning(world: World) -> None:
    citizen = await world.citizen()
    await world.interview(citizen, datetime(2026, 11, 26, 9, tzinfo=UTC))
    async with world.database.transaction() as tx:
        await preferences.write(
            tx, citizen, Preferences.model_validate({"quiet_from": "10:00", "quiet_to": "14:00"})
        )
    at_noon = datetime(2026, 11, 25, 12, 0, tzinfo=COPENHAGEN)
    await world.tick(at_noon)
    assert await handed(world) == []
    await world.tick(at_noon + timedelta(hours=2))
    assert await handed(world) == [("web", 1)]


async def test_what_is_switched_off_is_not_said(world: World) -> None:
    citizen = await world.citizen()
    await world.interview(citizen, TOMORROW)
    async with world.database.transaction() as tx:
        assert (await preferences.switch(tx, citizen, "interview")).off == {"interview"}
    await world.tick(NOW)
    assert (await ends(world))["day"] == "switched_off"


async def test_a_blocked_chat_is_no_channel(world: World) -> None:
    citizen = await world.citizen()
    await world.chat(citizen, blocked=True)
    await world.interview(citizen, TOMORROW)
    await world.tick(NOW)
    assert await handed(world) == [("web", 1)]


@pytest.fixture
def everywhere(world: World) -> World:
    """A municipality that offers every channel."""
    return _with(world, notice_channels=("web", "telegram", "email", "sms", "digital_post"))


def _with(world: World, **changes: object) -> World:
    """The same world, its municipality set up otherwise."""
    world.tenants = Tenants({tenant.code: tenant.model_copy(update=changes) for tenant in world.tenants})
    return world


async def wish(world: World, citizen: UUID, **wishes: object) -> None:
    async with world.database.transaction() as tx:
        await preferences.write(tx, citizen, Preferences.model_validate(wishes))


@pytest.mark.parametrize(
    "chosen",
    [None, {"telegram"}, {"web"}, {"email"}, {"sms"}, {"digital_post"}, {"email", "telegram"}],
)
async def test_it_comes_where_the_citizen_wants_it_and_nowhere_else(
    everywhere: World, chosen: set[str] | None
) -> None:
    citizen = await everywhere.citizen(email="karla@example.dk")
    await everywhere.chat(citizen)
    await everywhere.interview(citizen, TOMORROW)
    await wish(everywhere, citizen, channels=chosen)
    await everywhere.tick(NOW)
    expected = chosen or {"web", "telegram", "email", "sms", "digital_post"}
    assert await handed(everywhere) == [(channel, 1) for channel in sorted(expected)]


async def test_a_channel_the_municipality_does_not_offer_is_not_used(world: World) -> None:
    citizen = await world.citizen(email="karla@example.dk")
    await world.interview(citizen, TOMORROW)
    await wish(world, citizen, channels={"email", "sms"})
    await world.tick(NOW)
    assert await handed(world) == []
    assert (await ends(world))["day"] == "no_channel"


async def test_without_an_address_there_is_no_mail(everywhere: World) -> None:
    citizen = await everywhere.citizen(email=None)
    await everywhere.interview(citizen, TOMORROW)
    await wish(everywhere, citizen, channels={"email", "telegram"})
    await everywhere.tick(NOW)
    assert (await ends(everywhere))["day"] == "no_channel"


def test_a_municipality_cannot_switch_off_what_there_is_not() -> None:
    """A kind that is misspelt would be said twice, by the national service and by us."""
    offered: TypeAdapter[tuple[str, ...]] = TypeAdapter(Tenant.model_fields["notices_off"].annotation)
    assert offered.validate_python(GROUPS) == GROUPS
    with pytest.raises(ValidationError):
        offered.validate_python(("interviews",))


KINDS = {
    "deadline": "deadline_reminder", "interview": "interview_reminder", "changes": "interview_changed",
    "plan": "plan_changed", "times": "waiting_list_time", "answers": "message_answered",
}  # fmt: skip


async def told_of_everything(world: World, citizen: UUID) -> dict[str, str]:
    """Let one of each group be due, and return what became of each kind."""
    await world.chat(citizen)
    await world.deadline(citizen, date(2026, 11, 24), kind="cv_samtale")
    await world.interview(citizen, TOMORROW)
    async with world.database.transaction() as tx:
        for kind in KINDS.values():
            if not kind.endswith("_reminder"):
                await outbox.tell(tx, citizen, kind, {"message_id": kind}, now=NOW)
        while await intake.take_in(tx, most=50, now=NOW):  # one of a citizen at a time
            pass
    await world.tick(NOW)
    async with world.database.transaction() as tx:
        due = select(notices).where(notices.c.planned_at <= NOW)
        return {row.kind: row.reason or row.state for row in await tx.execute(due)}


@pytest.mark.parametrize("group", KINDS)
async def test_a_kind_the_municipality_leaves_to_others_is_not_said(world: World, group: str) -> None:
    citizen = await _with(world, notices_off=(group,)).citizen()
    found = await told_of_everything(world, citizen)
    assert found == {kind: "switched_off" if kind == KINDS[group] else "handed" for kind in KINDS.values()}


@pytest.mark.parametrize("group", KINDS)
async def test_a_kind_the_citizen_has_switched_off_is_not_said(world: World, group: str) -> None:
    citizen = await world.citizen()
    await wish(world, citizen, off={group})
    found = await told_of_everything(world, citizen)
    assert found == {kind: "switched_off" if kind == KINDS[group] else "handed" for kind in KINDS.values()}


@pytest.mark.parametrize("kind", ["hold_granted", "hold_lost", "chat_linked"])
async def test_the_answer_to_a_press_and_a_new_link_cannot_be_switched_off(world: World, kind: str) -> None:
    citizen = await _with(world, notices_off=("changes",), notice_channels=("web",)).citizen()
    await world.chat(citizen)
    await wish(world, citizen, off=set(GROUPS), channels={"web"})
    async with world.database.transaction() as tx:
        await outbox.tell(tx, citizen, kind, {"chat": "c1"}, now=NOW)
        await intake.take_in(tx, most=50, now=NOW)
    await world.tick(NOW)
    assert await handed(world) == [("telegram", 1)]
