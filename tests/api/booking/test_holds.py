"""Holding a time: local at once, the countdown only when the planner has said until when."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from api.booking import answers, service
from api.booking.model import Interview
from tests.api.booking.town import Town, reason


async def _hold(town: Town, citizen: UUID, time: str, **named: Any) -> Any:
    return await town.do(
        service.hold, citizen, time, interview_id=named.pop("interview_id", uuid4()), **named
    )


async def _grant(town: Town, citizen: UUID, held: Interview, minutes: int = 10) -> Interview:
    until = town.now + timedelta(minutes=minutes)
    await town.do(answers.granted, citizen, held.id, until)
    return await town.see(citizen, held.id)


async def test_the_countdown_starts_with_the_planners_word(town: Town) -> None:
    citizen = await town.citizen()
    held = await _hold(town, citizen, "t3")
    assert (held.state, held.hold_granted, held.hold_extendable) == ("hold", False, False)
    granted = await _grant(town, citizen, held, minutes=7)
    assert (granted.hold_granted, granted.hold_until) == (True, town.now + timedelta(minutes=7))
    assert await town.outbox() == [("jobcentre", "reserve"), ("citizen", "hold_granted")]


async def test_a_held_time_is_nobody_elses_until_it_runs_out(town: Town) -> None:
    held = await _hold(town, await town.citizen(), "t3")
    other = await town.citizen()
    assert "t3" not in await town.free(other)
    assert reason(await town.book(other, "t3")) == "time_taken"
    town.now = held.hold_until
    assert "t3" in await town.free(other)
    # No sweeper has been by: the hold that has run out goes in the booking's own transaction.
    assert isinstance(await town.book(other, "t3"), Interview)


async def test_another_time_gives_the_first_one_back(town: Town) -> None:
    citizen = await town.citizen()
    await _hold(town, citizen, "t3")
    second = await _hold(town, citizen, "t4")
    assert "t3" in await town.free(await town.citizen())
    assert [kind for _, kind in await town.outbox()] == ["reserve", "release", "reserve"]
    seen = await town.do(service.overview, citizen)
    assert [hold.id for hold in seen.holds] == [second.id]


async def test_a_time_that_is_taken_costs_nobody_the_hold_they_have(town: Town) -> None:
    citizen = await town.citizen()
    first = await _hold(town, citizen, "t3")
    await town.book(await town.citizen(), "t4")
    assert reason(await _hold(town, citizen, "t4")) == "time_taken"
    assert (await town.see(citizen, first.id)).state == "hold"
    assert "release" not in [kind for _, kind in await town.outbox()]


async def test_a_double_tap_holds_once(town: Town) -> None:
    citizen, hold_id = await town.citizen(), uuid4()
    first = await _hold(town, citizen, "t3", interview_id=hold_id)
    assert await _hold(town, citizen, "t3", interview_id=hold_id) == first
    await town.do(service.confirm, citizen, hold_id)
    again = await town.do(service.confirm, citizen, hold_id)
    assert again.state == "waiting"
    assert [kind for _, kind in await town.outbox()] == ["reserve", "book"]


async def test_a_hold_is_extended_once(town: Town) -> None:
    citizen = await town.citizen()
    held = await _grant(town, citizen, await _hold(town, citizen, "t3"))
    assert held.hold_extendable
    await town.do(service.extend_hold, citizen, held.id)
    assert reason(await town.do(service.extend_hold, citizen, held.id)) == "hold_extended_before"
    assert not (await _grant(town, citizen, held, minutes=20)).hold_extendable


async def test_confirming_too_late_says_so_and_leads_on(town: Town) -> None:
    citizen = await town.citizen()
    held = await _hold(town, citizen, "t3")
    town.now = held.hold_until
    refused = await town.do(service.confirm, citizen, held.id)
    assert reason(refused) == "hold_expired"
    assert refused.data["alternatives"][0].time_id == "t3"
    assert reason(await town.do(service.extend_hold, citizen, held.id)) == "hold_expired"


async def test_a_hold_the_planner_refuses_is_lost_and_said(town: Town) -> None:
    citizen = await town.citizen()
    held = await _hold(town, citizen, "t3")
    await town.do(answers.hold_lost, citizen, held.id, "time_taken", alternatives=["t9"])
    assert "t3" in await town.free(await town.citizen())
    assert (await town.do(service.overview, citizen)).holds == ()
    assert (await town.outbox())[-1] == ("citizen", "hold_lost")


async def test_who_has_pressed_book_hears_of_the_booking_not_of_the_hold(town: Town) -> None:
    citizen = await town.citizen()
    held = await _hold(town, citizen, "t3")
    await town.do(service.confirm, citizen, held.id)
    await town.do(answers.hold_lost, citizen, held.id, "time_taken")
    assert (await town.see(citizen, held.id)).state == "waiting"
    assert await town.outbox() == [("jobcentre", "reserve"), ("jobcentre", "book")]


async def test_releasing(town: Town) -> None:
    citizen = await town.citizen()
    held = await _hold(town, citizen, "t3")
    await town.do(service.release_hold, citizen, held.id)
    await town.do(service.release_hold, citizen, held.id)
    assert [kind for _, kind in await town.outbox()] == ["reserve", "release"]
    assert "t3" in await town.free(await town.citizen())


async def test_a_move_held_first_stands_beside_the_old_time(town: Town) -> None:
    citizen = await town.citizen()
    old = await town.booked(citizen, "t3")
    held = await _hold(town, citizen, "t5", replaces=old.id)
    assert held.replaces == old.id
    seen = await town.do(service.overview, citizen)
    assert [interview.start for interview in seen.interviews] == [old.start]
    assert not {"t3", "t5"} & set(await town.free(await town.citizen()))
    moving = await town.do(service.confirm, citizen, held.id)
    assert (moving.id, moving.state, moving.start) == (old.id, "booked", old.start)
    assert moving.moving_to.start == held.start
    await town.says(citizen, moving, 2, time_id="t5", adviser_id="a5", starts_at=held.start)
    moved = await town.see(citizen, old.id)
    assert (moved.start, moved.moving_to, moved.wish_state) == (held.start, None, "confirmed")
    assert "t3" in await town.free(await town.citizen())
    assert "t5" not in await town.free(await town.citizen())
