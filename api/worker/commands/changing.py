"""Move, cancel, rate: commands on an interview that stands, with the version they are based on.

A retry looks first: what it asks for may have happened already, by it or by somebody else.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID

from api.booking import answers
from api.booking.codes import Wish, WishState
from api.booking.commands import Cancel, Move, Rate
from api.jobcentre import wire
from api.jobcentre.errors import Refused, Unreachable
from api.worker.commands.call import Apply, Call, both, nothing, reason_of

Check = Callable[[wire.Indkaldelse], bool]
Send = Callable[[int, str], Awaitable[wire.Indkaldelse]]
No = Callable[[str, WishState], Apply]
_ATTEMPTS = 3


async def move(call: Call) -> Apply:
    """Move in one step; one that the citizen has cancelled meanwhile is not moved."""
    command = Move.model_validate(call.message.body)
    beside = call.row(command.new_row)
    withdrawn = beside is not None and beside.wish_state is WishState.DROPPED
    if withdrawn and not call.may_have_happened:
        return nothing

    async def send(version: int, key: str) -> wire.Indkaldelse:
        return await call.jobcentre.move(
            call.cpr, command.interview_id, command.time_id, command.form.code, version=version, key=key
        )

    return await _carry_out(
        call,
        command.interview_id,
        wish=Wish.MOVE,
        is_done=lambda now: (now.tid_id, now.samtaleform) == (command.time_id, command.form.code),
        is_as_seen=lambda now: (
            not withdrawn and now.status is wire.Status.BOOKET and now.tid_id == command.from_time_id
        ),
        send=send,
        no=partial(_refused, call, command.interview_id, Wish.MOVE),
    )


def move_ended(call: Call, reason: str, passed: bool) -> Apply:
    """The move's time passed, or the planner's answer makes no sense to us: the old time stands."""
    command = Move.model_validate(call.message.body)
    return _refused(call, command.interview_id, Wish.MOVE, reason, _dead(passed))


async def cancel(call: Call) -> Apply:
    """Cancel what the citizen saw; one that never reached the planner is cancelled with us."""
    command = Cancel.model_validate(call.message.body)
    row = call.row(command.interview_id)
    if row is None or not row.is_pending(Wish.CANCEL):
        return nothing

    async def send(version: int, key: str) -> wire.Indkaldelse:
        return await call.jobcentre.cancel(
            call.cpr, command.interview_id, command.reason, version=version, key=key
        )

    return await _carry_out(
        call,
        command.interview_id,
        wish=Wish.CANCEL,
        is_done=lambda now: now.status is wire.Status.AFLYST,
        is_as_seen=lambda now: now.status is wire.Status.BOOKET and now.tid_id in command.from_time_ids,
        send=send,
        no=partial(_refused, call, command.interview_id, Wish.CANCEL),
    )


def cancel_ended(call: Call, reason: str, passed: bool) -> Apply:
    """The interview began before the planner could be reached, or its answer makes no sense to us."""
    command = Cancel.model_validate(call.message.body)
    return _refused(call, command.interview_id, Wish.CANCEL, reason, _dead(passed))


async def rate(call: Call) -> Apply:
    """Send the citizen's rating; a refusal changes nothing for them."""
    command = Rate.model_validate(call.message.body)

    async def send(version: int, key: str) -> wire.Indkaldelse:
        return await call.jobcentre.rate(
            call.cpr, command.interview_id, command.stars, command.word, version=version, key=key
        )

    return await _carry_out(
        call,
        command.interview_id,
        wish=Wish.BOOK,
        is_done=lambda now: now.bedoemmelse == command.stars,
        is_as_seen=lambda _now: True,
        send=send,
        no=lambda _reason, _state: nothing,
    )


async def _carry_out(
    call: Call,
    interview_id: UUID,
    *,
    wish: Wish,
    is_done: Check,
    is_as_seen: Check,
    send: Send,
    no: No,
) -> Apply:
    row = call.row(interview_id)
    version = row.version if row and not call.may_have_happened else 0
    for _ in range(_ATTEMPTS):
        if not version:
            there = await call.jobcentre.interview(call.cpr, interview_id)
            if there is None:
                return _not_there(call, interview_id, wish, no)
            if is_done(there):
                return call.take_in(there)
            if not is_as_seen(there):
                return both(call.take_in(there), no("version_conflict", WishState.REFUSED))
            version = there.version
        try:
            # A key belongs to one request: with another version it is another request.
            return call.take_in(await send(version, f"{call.key}:{version}"))
        except Refused as refusal:
            if refusal.kind != wire.Kind.VERSION_KONFLIKT:
                return no(str(reason_of(refusal, wish)), WishState.REFUSED)
            version = 0
    raise Unreachable("the interview changes faster than it can be read")


def _not_there(call: Call, interview_id: UUID, wish: Wish, no: No) -> Apply:
    row = call.row(interview_id)
    if wish is Wish.CANCEL and row and row.status is None:
        return partial(answers.never_was, citizen_id=call.citizen, interview_id=interview_id, now=call.now)
    return no("unknown_interview", WishState.REFUSED)


def _refused(call: Call, interview_id: UUID, wish: Wish, reason: str, state: WishState) -> Apply:
    return partial(
        answers.refused,
        citizen_id=call.citizen,
        interview_id=interview_id,
        wish=wish,
        reason=reason,
        state=state,
        now=call.now,
    )


def _dead(passed: bool) -> WishState:
    return WishState.DROPPED if passed else WishState.PARKED
