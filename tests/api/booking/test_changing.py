"""Moving and cancelling: the old time stands until the planner has said yes to the new one."""

from datetime import timedelta

import pytest

from api.booking import answers, service
from api.booking.codes import Form, Status, Wish, WishState
from api.booking.model import Interview
from api.errors import NotFoundError
from tests.api.booking.people import deadline, in_days
from tests.api.booking.town import Town, planner_time, reason


async def test_a_refused_move_leaves_the_old_time(town: Town) -> None:
    citizen = await town.citizen()
    old = await town.booked(citizen, "t3")
    await town.do(service.move, citizen, old.id, "t5", version=old.version)
    assert not {"t3", "t5"} & set(await town.free(await town.citizen()))
    await town.do(answers.refused, citizen, old.id, Wish.MOVE, "time_taken", alternatives=["t6"])
    seen = await town.see(citizen, old.id)
    assert (seen.state, seen.start, seen.moving_to) == ("booked", old.start, None)
    assert (seen.wish_state, seen.refusal, seen.may_move) == ("refused", "time_taken", True)
    assert "t5" in await town.free(await town.citizen())
    assert "t3" not in await town.free(await town.citizen())


async def test_a_move_to_a_taken_time_changes_nothing(town: Town) -> None:
    citizen = await town.citizen()
    old = await town.booked(citizen, "t3")
    await town.book(await town.citizen(), "t5")
    before = await town.outbox()
    assert reason(await town.do(service.move, citizen, old.id, "t5", version=old.version)) == "time_taken"
    assert await town.see(citizen, old.id) == old
    assert await town.outbox() == before


async def test_a_move_is_based_on_what_the_citizen_saw(town: Town) -> None:
    citizen = await town.citizen()
    old = await town.booked(citizen, "t3")
    stale = await town.do(service.move, citizen, old.id, "t5", version=old.version - 1)
    assert (reason(stale), stale.data["version"]) == ("version_conflict", old.version)
    await town.do(service.move, citizen, old.id, "t5", version=old.version)
    now = await town.see(citizen, old.id)
    assert reason(await town.do(service.move, citizen, old.id, "t6", version=now.version)) == "wish_pending"


async def test_only_the_form_can_change(town: Town) -> None:
    citizen = await town.citizen()
    old = await town.booked(citizen, "t3")
    moving = await town.do(service.move, citizen, old.id, "t3", Form.PHONE, version=old.version)
    assert isinstance(moving, Interview)
    assert moving.moving_to
    assert moving.moving_to.form is Form.PHONE
    await town.says(citizen, moving, 2, time_id="t3", adviser_id="a3", form=Form.PHONE)
    seen = await town.see(citizen, old.id)
    assert (seen.form, seen.moving_to, seen.start) == (Form.PHONE, None, old.start)


async def test_an_overlapping_new_time_with_the_same_adviser(town: Town) -> None:
    citizen = await town.citizen()
    later = planner_time(20, in_days(6) + timedelta(minutes=15), adviser_id="a3")
    await town.opens(*town.times, later)
    old = await town.booked(citizen, "t3")
    moving = await town.do(service.move, citizen, old.id, "t20", version=old.version)
    assert isinstance(moving, Interview)
    await town.says(citizen, moving, 2, time_id="t20", adviser_id="a3", starts_at=later.starts_at)
    assert (await town.see(citizen, old.id)).start == later.starts_at


async def test_cancelling_shows_what_it_means_first(town: Town) -> None:
    citizen = await town.citizen(deadline=deadline(due=3))
    old = await town.booked(citizen, "t3")
    preview = await town.do(service.cancel_preview, citizen, old.id)
    assert (preview.allowed, preview.obligatory, preview.deadline.due) == (True, True, deadline(due=3).due)
    # Lawful until a week after the deadline: t0 to t7, but t3 is the citizen's own.
    assert preview.remaining == 7
    assert [time.time_id for time in preview.first_times] == ["t0", "t1", "t2"]


async def test_a_cancelled_time_is_free_when_the_planner_has_said_so(town: Town) -> None:
    citizen = await town.citizen()
    old = await town.booked(citizen, "t3")
    asked = await town.do(service.cancel, citizen, old.id, "borger", version=old.version)
    assert (asked.state, asked.wish, asked.wish_state) == ("booked", "cancel", "sent")
    assert "t3" not in await town.free(await town.citizen())
    await town.says(citizen, asked, 2, status=Status.CANCELLED, cancelled_by="citizen")
    assert (await town.see(citizen, old.id)).state == "cancelled"
    assert "t3" in await town.free(await town.citizen())
    assert isinstance(await town.book(citizen, "t4"), Interview)


async def test_a_refused_cancellation_leaves_the_interview(town: Town) -> None:
    citizen = await town.citizen()
    old = await town.booked(citizen, "t3")
    await town.do(service.cancel, citizen, old.id, "borger", version=old.version)
    await town.do(answers.refused, citizen, old.id, Wish.CANCEL, "too_late_to_cancel")
    seen = await town.see(citizen, old.id)
    assert (seen.state, seen.wish_state, seen.refusal) == ("booked", "refused", "too_late_to_cancel")


async def test_a_booking_may_be_cancelled_before_it_is_confirmed(town: Town) -> None:
    citizen = await town.citizen()
    asked = await town.book(citizen, "t3")
    await town.do(service.cancel, citizen, asked.id, "borger", version=asked.version)
    assert (await town.see(citizen, asked.id)).state == "waiting"
    # The booking is refused: then there is nothing left to cancel, and that is what is said.
    await town.do(answers.refused, citizen, asked.id, Wish.BOOK, "time_taken")
    seen = await town.see(citizen, asked.id)
    assert (seen.state, seen.wish_state) == ("cancelled", "confirmed")
    assert (await town.outbox())[-1] == ("citizen", "interview_cancelled")


async def test_cancelling_withdraws_a_move_that_is_on_its_way(town: Town) -> None:
    citizen = await town.citizen()
    old = await town.booked(citizen, "t3")
    moving = await town.do(service.move, citizen, old.id, "t5", version=old.version)
    # A move that is on its way has to be answered first.
    assert (
        reason(await town.do(service.cancel, citizen, old.id, "x", version=old.version)) == "version_conflict"
    )
    asked = await town.do(service.cancel, citizen, old.id, "x", version=moving.version)
    assert (asked.wish, asked.moving_to) == ("cancel", None)
    assert "t5" in await town.free(await town.citizen())


async def test_what_a_booking_refused_means(town: Town) -> None:
    citizen = await town.citizen()
    asked = await town.book(citizen, "t3")
    await town.do(answers.refused, citizen, asked.id, Wish.BOOK, "time_taken", alternatives=["t4"])
    seen = await town.see(citizen, asked.id)
    assert (seen.state, seen.refusal) == ("refused", "time_taken")
    assert "t3" in await town.free(await town.citizen())
    kept = await town.rows("SELECT kind, data ->> 'reason' FROM evidence")
    assert kept == [("answer", "time_taken")]
    assert isinstance(await town.book(citizen, "t5"), Interview)


async def test_other_peoples_interviews_are_not_there(town: Town) -> None:
    theirs = await town.booked(await town.citizen(), "t3")
    stranger = await town.citizen()
    with pytest.raises(NotFoundError):
        await town.do(service.cancel, stranger, theirs.id, "x", version=theirs.version)
    with pytest.raises(NotFoundError):
        await town.do(service.move, stranger, theirs.id, "t5", version=theirs.version)
    with pytest.raises(NotFoundError):
        await town.do(service.interview, stranger, theirs.id)
    assert reason(await town.book(stranger, "t3", theirs.id)) == "time_taken"


async def test_a_dropped_booking_is_said_as_plainly(town: Town) -> None:
    citizen = await town.citizen()
    asked = await town.book(citizen, "t3")
    await town.do(answers.refused, citizen, asked.id, Wish.BOOK, "time_passed", state=WishState.DROPPED)
    seen = await town.see(citizen, asked.id)
    assert (seen.state, seen.wish_state, seen.refusal) == ("refused", "dropped", "time_passed")


async def test_rating_after_it_was_held(town: Town) -> None:
    citizen = await town.citizen()
    own = await town.booked(citizen, "t3")
    assert reason(await town.do(service.rate, citizen, own.id, 5)) == "not_held_yet"
    town.now = in_days(7)
    await town.says(citizen, own, 2, status=Status.HELD)
    rated = await town.do(service.rate, citizen, own.id, 5, "Godt")
    assert (rated.rating, rated.state) == (5, "held")
    with pytest.raises(ValueError, match="1 to 6"):
        await town.do(service.rate, citizen, own.id, 7)


async def test_waiting_for_an_earlier_time(town: Town) -> None:
    citizen = await town.citizen()
    own = await town.booked(citizen, "t5")
    entry = await town.do(service.join_waiting_list, citizen, own.id)
    assert await town.do(service.join_waiting_list, citizen, own.id) == entry
    await town.do(answers.on_waiting_list, citizen, entry.id, joined=True, reason=None)
    assert (await town.see(citizen, own.id)).on_waiting_list
    await town.do(service.leave_waiting_list, citizen, own.id)
    with pytest.raises(NotFoundError):
        await town.do(service.leave_waiting_list, citizen, own.id)
    kinds = [kind for to, kind in await town.outbox() if to == "jobcentre"]
    assert kinds == ["book", "join_waiting_list", "leave_waiting_list"]
