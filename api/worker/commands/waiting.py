"""The waiting list."""

from functools import partial

from api.booking import answers
from api.booking.commands import JoinWaitingList, LeaveWaitingList
from api.jobcentre import wire
from api.jobcentre.errors import Refused
from api.worker.commands.call import Apply, Call, nothing


async def join(call: Call) -> Apply:
    """Put the citizen on the waiting list."""
    command = JoinWaitingList.model_validate(call.message.body)
    entry = wire.Venteliste(
        indkaldelse_id=command.interview_id, tidligst=command.earliest, senest=command.latest
    )
    try:
        await call.jobcentre.join_waiting_list(call.cpr, command.entry_id, entry, key=call.key)
    except Refused as no:
        if no.retryable:
            raise
        return _answered(call, command, joined=False, reason=no.kind)
    return _answered(call, command, joined=True, reason=None)


def join_ended(call: Call, reason: str, _passed: bool) -> Apply:
    """The interview began before the citizen was on the list."""
    return _answered(call, JoinWaitingList.model_validate(call.message.body), joined=False, reason=reason)


def _answered(call: Call, command: JoinWaitingList, *, joined: bool, reason: str | None) -> Apply:
    return partial(
        answers.on_waiting_list,
        citizen_id=call.citizen,
        entry_id=command.entry_id,
        joined=joined,
        reason=reason,
        now=call.now,
    )


async def leave(call: Call) -> Apply:
    """Take the citizen off the waiting list."""
    command = LeaveWaitingList.model_validate(call.message.body)
    await call.jobcentre.leave_waiting_list(call.cpr, command.entry_id, key=call.key)
    return nothing
