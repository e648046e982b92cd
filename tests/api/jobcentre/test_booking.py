"""Hold, book, move, cancel through the connector against the demo jobcentre's process."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from api.jobcentre import wire
from api.jobcentre.errors import Refused
from api.jobcentre.port import Jobcentre
from tests.api.jobcentre.acts import Booked, book, book_any, free_times, key, somebody, today
from tests.support.jobcentre import cpr_of

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


async def _refused(kind: wire.Kind, deed: object) -> Refused:
    with pytest.raises(Refused) as caught:
        await deed  # type: ignore[misc]
    assert caught.value.kind == kind
    return caught.value


async def test_a_citizen_books_what_the_deadline_asks_for(jobcentre: Jobcentre) -> None:
    cpr = cpr_of("case-6")
    status = await jobcentre.status(cpr)
    deadline = status.frister[0]
    offer = (await jobcentre.offers(cpr))[0]
    assert status.kan_selvbooke
    assert offer.til == deadline.sidste_afholdelsesdato == deadline.fristdato + timedelta(days=7)
    times = await jobcentre.times(offer.moedetilbud_id, offer.fra, offer.til)
    booked = await book(jobcentre, times[-1], cpr)
    assert booked.interview.status == wire.Status.BOOKET
    assert booked.interview.start == times[-1].start
    assert (await jobcentre.deadlines(cpr))[0].friststatus_type == wire.FristStatusType.INDFRIET
    cancelled = await jobcentre.cancel(cpr, booked.id, "Jeg kan ikke", version=1, key=key())
    assert cancelled.status == wire.Status.AFLYST
    assert (await jobcentre.deadlines(cpr))[0].friststatus_type == wire.FristStatusType.AKTIV


async def test_the_same_booking_again_answers_the_same(jobcentre: Jobcentre) -> None:
    cpr = somebody()
    time = (await free_times(jobcentre, cpr))[0]
    order, interview_id = wire.Booking(tid_id=time.tid_id, samtaleform=1), uuid4()
    first = await jobcentre.book(cpr, interview_id, order, key=key())
    assert await jobcentre.book(cpr, interview_id, order, key=key()) == first
    other = order.model_copy(update={"samtaleform": 2})
    await _refused(wire.Kind.ALLEREDE_OPRETTET, jobcentre.book(cpr, interview_id, other, key=key()))
    await _refused(wire.Kind.IKKE_BORGERENS, jobcentre.book(somebody(), interview_id, order, key=key()))


async def test_a_taken_time_is_refused_with_times_near_it(jobcentre: Jobcentre) -> None:
    booked, _ = await book_any(jobcentre)
    order = wire.Booking(tid_id=booked.interview.tid_id or "", samtaleform=1)
    no = await _refused(wire.Kind.TID_OPTAGET, jobcentre.book(somebody(), uuid4(), order, key=key()))
    assert len(no.problem.alternativer) == 3
    assert all(
        abs(time.start - booked.interview.start) < timedelta(days=2) for time in no.problem.alternativer
    )


async def test_no_second_future_interview_of_a_kind(jobcentre: Jobcentre) -> None:
    booked, times = await book_any(jobcentre)
    order = wire.Booking(tid_id=times[3].tid_id, samtaleform=1)
    second = jobcentre.book(booked.cpr, uuid4(), order, key=key())
    await _refused(wire.Kind.ALLEREDE_FREMTIDIG_AFTALE, second)


async def test_a_hold_keeps_others_out_is_extended_once_and_becomes_the_booking(jobcentre: Jobcentre) -> None:
    cpr, interview_id = somebody(), uuid4()
    time = (await free_times(jobcentre, cpr))[4]
    held = await jobcentre.reserve(cpr, interview_id, time.tid_id, key=key())
    order = wire.Booking(tid_id=time.tid_id, samtaleform=1)
    await _refused(wire.Kind.TID_OPTAGET, jobcentre.book(somebody(), uuid4(), order, key=key()))
    extended = await jobcentre.reserve(cpr, interview_id, time.tid_id, key=key())
    again = await jobcentre.reserve(cpr, interview_id, time.tid_id, key=key())
    assert extended.forlaenget
    assert held.udloeber <= extended.udloeber == again.udloeber
    assert (await jobcentre.book(cpr, interview_id, order, key=key())).tid_id == time.tid_id


async def test_a_released_hold_is_free_and_releasing_twice_is_harmless(jobcentre: Jobcentre) -> None:
    cpr, interview_id = somebody(), uuid4()
    time = (await free_times(jobcentre, cpr))[5]
    await jobcentre.reserve(cpr, interview_id, time.tid_id, key=key())
    for _ in range(2):
        await jobcentre.release(cpr, interview_id, key=key())
    await book(jobcentre, time)


async def test_a_move_is_one_step_and_the_old_time_stands_when_it_fails(jobcentre: Jobcentre) -> None:
    booked, times = await book_any(jobcentre)
    other = await book(jobcentre, times[6])
    taken = other.interview.tid_id or ""
    move = jobcentre.move(booked.cpr, booked.id, taken, None, version=1, key=key())
    await _refused(wire.Kind.TID_OPTAGET, move)
    assert await jobcentre.interview(booked.cpr, booked.id) == booked.interview
    moved = await jobcentre.move(booked.cpr, booked.id, times[7].tid_id, 2, version=1, key=key())
    assert (moved.version, moved.tid_id, moved.samtaleform) == (2, times[7].tid_id, 2)
    assert booked.interview.tid_id in {time.tid_id for time in await free_times(jobcentre, booked.cpr)}
    history = await jobcentre.history(booked.cpr, booked.id)
    assert [post.handling for post in history] == ["booket", "ombooket"]


async def test_a_command_on_an_old_version_is_refused(jobcentre: Jobcentre) -> None:
    booked, times = await book_any(jobcentre)
    await jobcentre.move(booked.cpr, booked.id, times[8].tid_id, None, version=1, key=key())
    old = jobcentre.cancel(booked.cpr, booked.id, "Nej", version=1, key=key())
    await _refused(wire.Kind.VERSION_KONFLIKT, old)


async def test_cancelling_keeps_a_status_frees_the_time_and_may_be_repeated(jobcentre: Jobcentre) -> None:
    booked, _ = await book_any(jobcentre)
    first = await jobcentre.cancel(booked.cpr, booked.id, "Nyt job", version=1, key=key())
    again = await jobcentre.cancel(booked.cpr, booked.id, "Nyt job", version=1, key=key())
    assert first == again == await jobcentre.interview(booked.cpr, booked.id)
    assert (first.aflyst_af, first.aarsag, first.ombooking_frist) == ("borger", "Nyt job", None)
    await book(jobcentre, (await free_times(jobcentre, booked.cpr))[0])


async def test_what_the_jobcentre_convened_can_be_accepted_but_not_moved(jobcentre: Jobcentre) -> None:
    cpr = cpr_of("kontanthjaelp-new")
    convened = (await jobcentre.changes(BEGINNING, cpr=cpr)).items[0]
    time = (await free_times(jobcentre, somebody()))[0]
    move = jobcentre.move(cpr, convened.indkaldelse_id, time.tid_id, None, version=1, key=key())
    await _refused(wire.Kind.OMBOOKING_IKKE_MULIG, move)
    cancel = jobcentre.cancel(cpr, convened.indkaldelse_id, "Nej", version=1, key=key())
    await _refused(wire.Kind.AFLYSNING_IKKE_MULIG, cancel)
    accepted = await jobcentre.accept(cpr, convened.indkaldelse_id, version=1, key=key())
    assert accepted.accepteret
    assert accepted.version == 2


async def test_who_cannot_self_book_is_refused_and_told_why(jobcentre: Jobcentre) -> None:
    cpr = cpr_of("selfbooking-exempt")
    status = await jobcentre.status(cpr)
    assert (status.kan_selvbooke, status.aarsag_ikke_selvbook) == (False, wire.IkkeSelvbook.FRITAGET)
    assert await jobcentre.offers(cpr) == []
    time = (await free_times(jobcentre, somebody()))[0]
    order = wire.Booking(tid_id=time.tid_id, samtaleform=1)
    await _refused(wire.Kind.KAN_IKKE_SELVBOOKE, jobcentre.book(cpr, uuid4(), order, key=key()))


async def test_a_time_after_the_last_day_to_hold_the_interview_is_too_late(jobcentre: Jobcentre) -> None:
    cpr = cpr_of("kontanthjaelp-activity")
    offer = (await jobcentre.offers(cpr))[0]
    late = (
        await jobcentre.times(
            offer.moedetilbud_id, offer.til + timedelta(days=1), offer.til + timedelta(days=9)
        )
    )[0]
    order = wire.Booking(tid_id=late.tid_id, samtaleform=1)
    await _refused(wire.Kind.FRIST_OVERSKREDET, jobcentre.book(cpr, uuid4(), order, key=key()))


async def test_a_group_meeting_takes_as_many_as_it_has_seats(jobcentre: Jobcentre) -> None:
    cpr = somebody()
    group = next(
        o for o in await jobcentre.offers(cpr) if o.moede_gruppe_type == wire.MoedeGruppeType.FAELLES
    )
    times = await jobcentre.times(
        group.moedetilbud_id, today() + timedelta(days=2), today() + timedelta(days=16)
    )
    meeting = times[0]
    for _ in range(meeting.ledige):
        booked = await book(jobcentre, meeting)
        assert booked.interview.gruppemoede_id == meeting.gruppemoede_id
    order = wire.Booking(tid_id=meeting.tid_id, samtaleform=1)
    await _refused(wire.Kind.TID_OPTAGET, jobcentre.book(somebody(), uuid4(), order, key=key()))


async def test_video_has_a_link_and_a_form_that_is_not_offered_is_refused(jobcentre: Jobcentre) -> None:
    cpr = somebody()
    time = (await free_times(jobcentre, cpr))[9]
    video = wire.Booking(tid_id=time.tid_id, samtaleform=wire.Samtaleform.DIGITALT)
    made = await jobcentre.book(cpr, uuid4(), video, key=key())
    assert (made.moedelink or "").startswith("https://")
    letter = wire.Booking(tid_id=time.tid_id, samtaleform=wire.Samtaleform.BREV)
    move = jobcentre.book(somebody(), uuid4(), letter, key=key())
    await _refused(wire.Kind.INDKALDELSE_UGYLDIG, move)


async def test_the_waiting_list_offers_an_earlier_time_when_one_opens(jobcentre: Jobcentre) -> None:
    times = await free_times(jobcentre, somebody(), after_days=10)
    early, late = await book(jobcentre, times[0]), await book(jobcentre, times[-1])
    entry, wish = uuid4(), wire.Venteliste(indkaldelse_id=late.id)
    place = await jobcentre.join_waiting_list(late.cpr, entry, wish, key=key())
    assert place.tilbudt_tid_id is None
    await jobcentre.cancel(early.cpr, early.id, "Job", version=1, key=key())
    place = await jobcentre.join_waiting_list(late.cpr, entry, wish, key=key())
    assert place.tilbudt_tid_id == early.interview.tid_id
    for _ in range(2):
        await jobcentre.leave_waiting_list(late.cpr, entry, key=key())


async def test_an_interview_is_shown_only_to_whose_it_is(jobcentre: Jobcentre) -> None:
    booked: Booked = (await book_any(jobcentre))[0]
    await _refused(wire.Kind.IKKE_BORGERENS, jobcentre.interview(somebody(), booked.id))
    assert await jobcentre.interview(None, booked.id) == booked.interview
    assert await jobcentre.interview(booked.cpr, uuid4()) is None
