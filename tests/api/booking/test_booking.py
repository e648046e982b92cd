"""Booking at once: one time, one person, one message, and evidence of every no."""

from uuid import uuid4

from api.booking import service
from api.booking.codes import Form, Kind
from api.booking.model import Interview
from tests.api.booking.people import deadline, in_days
from tests.api.booking.town import Town, planner_time, reason


async def test_a_booking_takes_the_time_and_leaves_one_message(town: Town) -> None:
    citizen = await town.citizen()
    asked = await town.book(citizen, "t3")
    assert (asked.state, asked.status, asked.start) == ("waiting", None, in_days(6))
    assert asked.where.address == "Havnegade 1"
    assert await town.outbox() == [("jobcentre", "book")]
    assert "t3" not in await town.free(await town.citizen())


async def test_the_same_booking_again_is_the_same_booking(town: Town) -> None:
    citizen, interview = await town.citizen(), uuid4()
    first = await town.book(citizen, "t3", interview)
    assert await town.book(citizen, "t3", interview) == first
    assert await town.outbox() == [("jobcentre", "book")]
    assert reason(await town.book(citizen, "t4", interview)) == "version_conflict"


async def test_a_taken_time_is_refused_with_others_that_are_free(town: Town) -> None:
    await town.book(await town.citizen(), "t3")
    refused = await town.book(await town.citizen(), "t3")
    assert reason(refused) == "time_taken"
    assert [time.time_id for time in refused.data["alternatives"]] == ["t4", "t5", "t6"]
    assert await town.outbox() == [("jobcentre", "book")]


async def test_overlapping_times_of_one_adviser_are_one_time(town: Town) -> None:
    await town.opens(
        planner_time(1, in_days(3), adviser_id="anna"),
        planner_time(2, in_days(3.01), adviser_id="anna"),
        planner_time(3, in_days(3.01), adviser_id="bo"),
    )
    await town.book(await town.citizen(), "t1")
    second = await town.citizen()
    assert await town.free(second) == ["t3"]
    assert reason(await town.book(second, "t2")) == "time_taken"
    assert isinstance(await town.book(second, "t3"), Interview)


async def test_one_future_interview_of_a_kind(town: Town) -> None:
    citizen = await town.citizen()
    await town.book(citizen, "t3")
    assert reason(await town.book(citizen, "t4")) == "has_future_interview"
    assert reason(await town.do(service.hold, citizen, "t4", interview_id=uuid4())) == "has_future_interview"


async def test_nobody_is_in_two_rooms(town: Town) -> None:
    citizen = await town.citizen(Kind.CV)
    await town.opens(planner_time(1, in_days(3)), planner_time(2, in_days(3.01)), kind=Kind.CV)
    await town.book(citizen, "t1")
    assert reason(await town.book(citizen, "t2")) == "overlaps_own"


async def test_an_interview_that_is_over_blocks_no_new_one(town: Town) -> None:
    citizen = await town.citizen()
    await town.booked(citizen, "t0")
    town.now = in_days(3.5)
    assert isinstance(await town.book(citizen, "t3"), Interview)


async def test_every_no_leaves_evidence_and_nothing_else(town: Town) -> None:
    citizen = await town.citizen(may=False)
    assert reason(await town.book(citizen, "t3")) == "not_selfbooking"
    assert reason(await town.book(await town.citizen(), "nowhere")) == "unknown_time"
    wrong_form = await town.do(service.book, await town.citizen(), uuid4(), "t3", Form.VIDEO)
    assert reason(wrong_form) == "form_not_offered"
    kept = await town.rows("SELECT kind, data ->> 'deed', data ->> 'reason' FROM evidence ORDER BY number")
    assert kept == [
        ("refused", "book", "not_selfbooking"),
        ("refused", "book", "unknown_time"),
        ("refused", "book", "form_not_offered"),
    ]
    assert await town.outbox() == []
    assert await town.rows("SELECT id FROM interviews") == []


async def test_free_times_stop_at_the_latest_lawful_day_unless_asked(town: Town) -> None:
    citizen = await town.citizen(deadline=deadline(due=0))
    assert await town.free(citizen, end=None) == ["t0", "t1", "t2", "t3", "t4"]
    assert len(await town.free(citizen)) == 10
    late = (await town.do(service.free_times, citizen, start=in_days(9), end=in_days(60)))[0]
    assert not late.meets_deadline


async def test_a_search_is_receipted_with_what_it_found(town: Town) -> None:
    citizen = await town.citizen(deadline=deadline(due=0))
    await town.opens(planner_time(1, in_days(20)))
    first = await town.do(service.record_empty_search, citizen)
    second = await town.do(service.record_empty_search, citizen, end=in_days(30))
    assert (first.found, first.kind, first.deadline) == (0, Kind.JOB, deadline(due=0).due)
    assert first.times_seen_at == town.now
    assert (second.found, second.number) == (1, first.number + 1)


async def test_overview_tells_the_deadline_and_what_meets_it(town: Town) -> None:
    citizen = await town.citizen(deadline=deadline(due=10))
    asked = await town.book(citizen, "t3")
    seen = await town.do(service.overview, citizen)
    assert (seen.deadlines[0].met_by, seen.deadlines[0].met_is_confirmed) == (asked.id, False)
    await town.says(citizen, asked)
    seen = await town.do(service.overview, citizen)
    assert seen.deadlines[0].met_is_confirmed
    assert [offer.id for offer in seen.offers] == ["offer-jobsamtale"]
    assert seen.may_selfbook
    assert seen.holds == ()


async def test_group_meetings_have_seats(town: Town) -> None:
    group = "77777777-7777-4777-8777-777777777777"
    kind = Kind.INFORMATION
    people = [await town.citizen(kind) for _ in range(4)]
    await town.opens(planner_time(1, in_days(3), group_id=group, capacity=5, seats=3), kind=kind)
    answers = [await town.book(citizen, "t1") for citizen in people]
    assert [isinstance(answer, Interview) for answer in answers] == [True, True, True, False]
    assert reason(answers[3]) == "time_taken"
    await town.says(people[0], answers[0], group_id=group, time_id="t1")
    # The planner has counted the one it has confirmed; the two on their way are still only ours.
    await town.opens(planner_time(1, in_days(3), group_id=group, capacity=5, seats=2), kind=kind)
    assert await town.rows("SELECT taken, others, capacity FROM group_meetings") == [(3, 2, 5)]
    seen = await town.see(people[0], answers[0].id)
    await town.do(service.cancel, people[0], seen.id, "borger", version=seen.version)
    await town.says(people[0], answers[0], 2, group_id=group, status="aflyst", cancelled_by="citizen")
    assert await town.rows("SELECT taken, others FROM group_meetings") == [(2, 2)]
    assert await town.free(people[3]) == ["t1"]
