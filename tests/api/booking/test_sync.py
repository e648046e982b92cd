"""What the planner says: only what is newer counts, the wish is answered once, nothing is deleted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import true

from api.booking import rules, service, store, sync, unconfirmed, waiting, writes
from api.booking.codes import Form, Kind, Status
from api.booking.model import Interview, Place
from api.booking.standing import Record
from api.clock import danish_day, day_end
from api.db.tables.booking import interviews
from tests.api.booking.people import deadline, in_days
from tests.api.booking.town import CODE, Town, planner_interview, planner_time


async def _news(town: Town) -> list[str]:
    return [kind for to, kind in await town.outbox() if to == "citizen"]


async def test_older_and_equal_versions_are_ignored(town: Town) -> None:
    citizen = await town.citizen()
    own = await town.booked(citizen, "t3")
    assert await town.says(citizen, own, 3, form=Form.PHONE)
    for version in (3, 2, 1):
        assert not await town.says(citizen, own, version, status=Status.CANCELLED, cancelled_by="office")
    assert (await town.see(citizen, own.id)).form is Form.PHONE
    assert await _news(town) == ["interview_confirmed", "interview_changed"]


async def test_an_answer_and_its_event_tell_once(town: Town) -> None:
    citizen = await town.citizen()
    asked = await town.book(citizen, "t3")
    await town.says(citizen, asked)
    await town.says(citizen, asked)
    assert await _news(town) == ["interview_confirmed"]


async def test_answers_written_together_say_what_each_would_by_itself(town: Town) -> None:
    people = [await town.citizen() for _ in range(3)]
    asked = [await town.book(who, f"t{number}") for number, who in enumerate(people)]
    said = [
        sync.Said(who, CODE, planner_interview(one, time_id=f"t{number}", adviser_id=f"a{number}"))
        for number, (who, one) in enumerate(zip(people, asked, strict=True))
    ]
    # One comes twice, one is with another adviser than was asked for, and one is of somebody else.
    said[2] = replace(said[2], news=said[2].news.model_copy(update={"adviser_id": "a9"}))
    said += [said[0], replace(said[1], citizen_id=people[0])]
    async with town.database.transaction() as tx:
        await store.lock_all(tx, people)
        await sync.apply_all(tx, said, now=town.now)
    assert await _news(town) == ["interview_confirmed"] * 3
    seen = [await town.see(who, one.id) for who, one in zip(people, asked, strict=True)]
    assert [one.state for one in seen] == ["booked"] * 3
    rows = await town.rows("SELECT adviser_id, version, active FROM interviews ORDER BY time_id")
    assert rows == [("a0", 1, True), ("a1", 1, True), ("a9", 1, True)]


async def test_a_booking_made_elsewhere_arrives(town: Town) -> None:
    citizen = await town.citizen()
    elsewhere = await _elsewhere(town)
    await town.says(citizen, elsewhere, adviser_id="a3")
    seen = await town.do(service.overview, citizen)
    assert [interview.id for interview in seen.interviews] == [elsewhere.id]
    assert await _news(town) == ["interview_changed"]
    assert "t3" not in await town.free(await town.citizen())


async def _elsewhere(town: Town, time: str = "t3", **changes: Any) -> Interview:
    """An interview somebody else has booked, as another town's table would show it."""
    somebody = await town.citizen()
    asked = await town.book(somebody, time)
    await town.do(service.cancel, somebody, asked.id, "x", version=asked.version)
    await town.rows("UPDATE interviews SET active = false RETURNING id")
    return Interview.model_validate(asked.model_dump() | {"id": uuid4()} | changes)


async def test_an_unconfirmed_row_of_ours_gives_way(town: Town) -> None:
    elsewhere = await _elsewhere(town)
    waiting_one, holder, owner = [await town.citizen() for _ in range(3)]
    asked = await town.book(waiting_one, "t3")
    await town.says(owner, elsewhere, adviser_id="a3")
    assert (await town.see(waiting_one, asked.id)).state == "waiting", "only the planner's answer ends it"
    # A hold gives way too, and that is said at once.
    await town.do(service.hold, holder, "t4", interview_id=uuid4())
    second = Interview.model_validate(elsewhere.model_dump() | {"id": uuid4(), "start": in_days(7)})
    second = second.model_copy(update={"end": in_days(7) + timedelta(minutes=30)})
    await town.says(await town.citizen(), second, adviser_id="a4")
    assert "hold_lost" in await _news(town)
    assert (await town.do(service.overview, holder)).holds == ()


async def test_a_stale_row_does_not_shut_out_for_ever(town: Town) -> None:
    """The planner gave the time to another after a cancellation that we have not heard of yet."""
    first, second = await town.citizen(), await town.citizen()
    stale = await town.booked(first, "t3")
    elsewhere = Interview.model_validate(stale.model_dump() | {"id": uuid4()})
    await town.says(second, elsewhere, adviser_id="a3")
    assert (await town.see(second, elsewhere.id)).state == "booked"
    async with town.database.transaction() as tx:
        assert await writes.shut_out(tx, now=town.now) == [elsewhere.id]
        assert not await writes.try_to_occupy(tx, elsewhere.id, now=town.now)
    await town.says(first, stale, 2, status=Status.CANCELLED, cancelled_by="citizen")
    async with town.database.transaction() as tx:
        assert await writes.try_to_occupy(tx, elsewhere.id, now=town.now)
    assert "t3" not in await town.free(await town.citizen())


@pytest.mark.parametrize(
    ("by", "kind"),
    [("office", "interview_cancelled_by_office"), ("citizen", "interview_cancelled")],
)
async def test_who_cancelled_is_said(town: Town, by: str, kind: str) -> None:
    citizen = await town.citizen()
    own = await town.booked(citizen, "t3")
    await town.says(citizen, own, 2, status=Status.CANCELLED, cancelled_by=by)
    assert (await _news(town))[-1] == kind
    assert (await town.see(citizen, own.id)).cancelled_by == by


async def test_the_office_cancels_what_is_being_moved(town: Town) -> None:
    citizen = await town.citizen()
    own = await town.booked(citizen, "t3")
    await town.do(service.move, citizen, own.id, "t5", version=own.version)
    await town.says(citizen, own, 2, status=Status.CANCELLED, cancelled_by="office")
    seen = await town.see(citizen, own.id)
    assert (seen.state, seen.wish_state, seen.moving_to) == ("cancelled", "refused", None)
    assert {"t3", "t5"} <= set(await town.free(citizen))


async def test_moved_elsewhere_while_a_move_is_on_its_way(town: Town) -> None:
    citizen = await town.citizen()
    own = await town.booked(citizen, "t3")
    await town.do(service.move, citizen, own.id, "t5", version=own.version)
    await town.says(citizen, own, 2, time_id="t7", adviser_id="a7", starts_at=in_days(10))
    seen = await town.see(citizen, own.id)
    assert (seen.start, seen.wish_state) == (in_days(10), "sent")
    assert (await _news(town))[-1] == "interview_changed"


async def test_a_change_of_place_is_news_and_a_held_interview_is_not(town: Town) -> None:
    citizen = await town.citizen()
    own = await town.booked(citizen, "t3")
    await town.says(citizen, own, 2, adviser_id="a3", details=Place(address="Nygade 2"))
    await town.says(
        citizen, own, 3, adviser_id="a3", details=Place(address="Nygade 2"), status=Status.ARRIVED
    )
    await town.says(citizen, own, 4, adviser_id="a3", details=Place(address="Nygade 2"), status=Status.HELD)
    assert await _news(town) == ["interview_confirmed", "interview_changed"]
    assert (await town.see(citizen, own.id)).state == "held"


async def test_a_reservation_seen_in_the_listing_is_no_interview(town: Town) -> None:
    citizen = await town.citizen()
    elsewhere = await _elsewhere(town)
    assert not await town.says(citizen, elsewhere, status=Status.HELD_FOR)
    asked = await town.book(citizen, "t3")
    assert await town.says(citizen, asked, 1, status=Status.HELD_FOR)
    assert (await town.see(citizen, asked.id)).state == "waiting"
    await town.says(citizen, asked, 2, time_id="t3", adviser_id="a3")
    assert (await town.see(citizen, asked.id)).state == "booked"


async def test_another_citizens_id_is_never_taken_over(town: Town) -> None:
    own = await town.booked(await town.citizen(), "t3")
    assert not await town.says(await town.citizen(), own, 9)


async def test_gone_only_by_reconciliation_and_with_proof(town: Town) -> None:
    citizen = await town.citizen()
    own = await town.booked(citizen, "t3")
    assert not await town.do(sync.vanished, citizen, own.id, version=99)
    assert await town.do(sync.vanished, citizen, own.id, version=1)
    assert (await town.see(citizen, own.id)).state == "cancelled"
    assert await town.rows("SELECT kind FROM evidence") == [("vanished",)]


async def test_deadlines_are_told_when_new_or_moved_and_closed_when_gone(town: Town) -> None:
    citizen = await town.citizen(deadline=deadline(due=10))
    assert await _news(town) == ["deadline_changed"]
    seen = await town.do(service.overview, citizen)
    assert (seen.deadlines[0].due, seen.deadlines[0].guided_on) == (deadline().due, deadline().guided_on)


async def test_an_earlier_time_that_opens_is_told_once_to_who_waits(town: Town) -> None:
    citizen = await town.citizen()
    own = await town.booked(citizen, "t5")
    entry = await town.do(service.join_waiting_list, citizen, own.id)

    async def told() -> int:
        async with town.database.transaction() as tx:
            return await waiting.offer_earlier(tx, CODE, "offer-jobsamtale", now=town.now)

    async with town.database.transaction() as tx:
        await waiting.set_entry(tx, entry.id, state="waiting")
    assert await told() == 0, "what was free when they joined they have seen"
    town.now += timedelta(hours=1)
    await town.opens(planner_time(50, in_days(20)), *town.times)
    assert await told() == 0, "a later time is no help"
    await town.opens(planner_time(51, in_days(1)), *town.times)
    assert [await told(), await told()] == [1, 0]
    town.now += timedelta(hours=1)
    await town.opens(planner_time(51, in_days(1)), *town.times)
    assert await told() == 0
    assert (await _news(town)).count("waiting_list_time") == 1


async def test_unconfirmed_near_the_deadline_is_said_once_with_a_receipt(town: Town) -> None:
    citizen = await town.citizen(deadline=deadline(due=4))
    asked = await town.book(citizen, "t3")
    assert not await town.do(unconfirmed.warn, citizen, asked.id)
    async with town.database.transaction() as tx:
        assert await unconfirmed.not_warned(tx, now=town.now) == [], (
            "only those near a deadline are looked at"
        )
    town.now = day_end(danish_day(in_days(4))) - rules.NEAR_DEADLINE
    async with town.database.transaction() as tx:
        assert await unconfirmed.not_warned(tx, now=town.now) == [(citizen, asked.id)]
        assert await unconfirmed.warn(tx, citizen, asked.id, now=town.now)
        assert await unconfirmed.not_warned(tx, now=town.now) == []
    assert (await town.see(citizen, asked.id)).jobnet_now
    await town.says(citizen, asked)
    assert not (await town.see(citizen, asked.id)).jobnet_now


async def test_holds_lapse_and_interviews_close(town: Town) -> None:
    citizen = await town.citizen()
    await town.booked(citizen, "t3")
    await town.do(service.hold, await town.citizen(), "t4", interview_id=uuid4())
    town.now = in_days(8)
    async with town.database.transaction() as tx:
        assert await writes.lapse(tx, true(), now=town.now) == 1
        assert await writes.close_past(tx, true(), now=town.now) == 1
    assert await town.rows("SELECT count(*) FROM interviews WHERE active") == [(0,)]


def test_the_row_reads_every_column_a_decision_needs() -> None:
    assert set(Record.model_fields) <= set(interviews.c.keys())


@pytest.mark.parametrize("kind", [Kind.JOB, Kind.FOLLOW_UP])
async def test_booked_twice_elsewhere_is_shown_as_it_is(town: Town, kind: Kind) -> None:
    """The jobcentre may give a citizen two of a kind; then both are shown, and nothing fails."""
    citizen = await town.citizen(kind)
    for number in (1, 2):
        elsewhere = await _elsewhere(town, f"t{number}", kind=kind)
        await town.says(citizen, elsewhere, adviser_id=f"a{number}")
    assert len((await town.do(service.overview, citizen)).interviews) == 2
