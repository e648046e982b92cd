"""Hold, give back, book."""

from collections.abc import Sequence
from functools import partial

from api.booking import answers
from api.booking.codes import Wish, WishState
from api.booking.commands import Book, Release, Reserve
from api.jobcentre import wire
from api.jobcentre.errors import Refused
from api.worker.commands.call import Apply, Call, alternatives, both, nothing, reason_of


async def reserve(call: Call) -> Apply:
    """Hold the time, or extend the hold; a hold that the citizen has given up is not asked for any more."""
    command = Reserve.model_validate(call.message.body)
    row = call.row(command.interview_id)
    if row is None or not row.active:
        return nothing
    try:
        held = await call.jobcentre.reserve(call.cpr, command.wire_id, command.time_id, key=call.key)
    except Refused as no:
        return partial(
            answers.hold_lost,
            citizen_id=call.citizen,
            interview_id=command.interview_id,
            reason=reason_of(no, Wish.HOLD),
            alternatives=alternatives(no),
            now=call.now,
        )
    return partial(
        answers.granted,
        citizen_id=call.citizen,
        interview_id=command.interview_id,
        until=held.udloeber,
        now=call.now,
    )


def hold_ended(call: Call, reason: str, _passed: bool) -> Apply:
    """The hold could not be asked for in time, or was refused without a reason we know."""
    command = Reserve.model_validate(call.message.body)
    return partial(
        answers.hold_lost,
        citizen_id=call.citizen,
        interview_id=command.interview_id,
        reason=reason,
        now=call.now,
    )


async def release(call: Call) -> Apply:
    """Give the hold back."""
    await call.jobcentre.release(call.cpr, Release.model_validate(call.message.body).wire_id, key=call.key)
    return nothing


async def book(call: Call) -> Apply:
    """Book. One that was cancelled before it was ever sent is not sent."""
    command = Book.model_validate(call.message.body)
    row = call.row(command.interview_id)
    if row and row.is_pending(Wish.CANCEL) and row.status is None and not call.may_have_happened:
        return partial(
            answers.never_was, citizen_id=call.citizen, interview_id=command.interview_id, now=call.now
        )
    booking = wire.Booking(
        tid_id=command.time_id, samtaleform=command.form.code, moedetilbud_id=command.offer_id
    )
    try:
        found = await call.jobcentre.book(call.cpr, command.interview_id, booking, key=call.key)
    except Refused as no:
        said_no = _refused(call, command, str(reason_of(no, Wish.BOOK)), WishState.REFUSED, alternatives(no))
        if no.kind != wire.Kind.ALLEREDE_OPRETTET:
            return said_no
        there = await call.jobcentre.interview(call.cpr, command.interview_id)
        return both(call.take_in(there), said_no) if there else said_no
    return call.take_in(found)


def _refused(call: Call, command: Book, reason: str, state: WishState, instead: Sequence[str] = ()) -> Apply:
    return partial(
        answers.refused,
        citizen_id=call.citizen,
        interview_id=command.interview_id,
        wish=Wish.BOOK,
        reason=reason,
        state=state,
        alternatives=instead,
        now=call.now,
    )


def book_ended(call: Call, reason: str, passed: bool) -> Apply:
    """The booking's time passed before the planner could be reached, or its answer makes no sense to us."""
    state = WishState.DROPPED if passed else WishState.PARKED
    return _refused(call, Book.model_validate(call.message.body), reason, state)
