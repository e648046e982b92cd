"""Delivers commands to a jobcentre: claimed in order per citizen, no transaction open during a call.

No contact, 429 and 5xx pause the jobcentre's queue; only an answer parks a command; one whose time has passed
is dropped, and the citizen told so.
"""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from api.jobcentre import wire
from api.jobcentre.errors import BrokenAnswer, JobcentreError, Refused, Unreachable, Unsupported
from api.logs import get_logger
from api.outbox import counterparts
from api.outbox import store as outbox
from api.outbox.model import jobcentre_queue, wait_after
from api.worker import outages, people
from api.worker.commands import ENDINGS, HANDLERS, Apply, Call
from api.worker.commands.call import nothing
from api.worker.context import Worker
from api.worker.ending import End, write_all

_log = get_logger("worker.push")
# Seconds in which answers are written together: a transaction for each costs more than all else.
_MOMENT = 0.02
_IDS = ("interview_id", "new_row")


async def push(worker: Worker, code: str) -> int:
    """Deliver to a jobcentre until nothing waits, or it cannot be reached; return how many were claimed.

    Some are always under way, and answers are written together: a lone one at once, else all that come within
    a moment of the first. What is asked meanwhile goes too: one call that hangs holds up nobody else's.
    """
    under_way: set[asyncio.Task[End]] = set()
    claimed, is_there, contact = 0, True, _Contact(worker, code)
    while True:
        if is_there and not worker.stopping.is_set() and len(under_way) <= worker.pace.batch * 3 // 4:
            calls = await _claim(worker, code, under_way=len(under_way))
            under_way |= {asyncio.create_task(_deliver(worker, call)) for call in calls}
            claimed += len(calls)
        if not under_way:
            return claimed
        answered, under_way = await _answered(worker, under_way)
        ends = [task.result() for task in answered]
        if ends:
            await write_all(worker, ends)
            is_there &= await contact.note(ends)


async def _answered(
    worker: Worker, under_way: set[asyncio.Task[End]]
) -> tuple[set[asyncio.Task[End]], set[asyncio.Task[End]]]:
    """Wait for an answer, and a moment for others unless many have come; return those, and what has not come.

    None, when none has come until it is time to look for what else is asked.
    """
    answered, others = await asyncio.wait(
        under_way, timeout=worker.pace.poll, return_when=asyncio.FIRST_COMPLETED
    )
    if answered and others and len(answered) < worker.pace.batch // 4:
        more, others = await asyncio.wait(others, timeout=_MOMENT)
        answered |= more
    return answered, others


class _Contact:
    """Notes whether the jobcentre answers; that it does is written down now and then, not every time."""

    def __init__(self, worker: Worker, code: str) -> None:
        self._worker, self._code = worker, code
        self._noted: datetime | None = None

    async def note(self, ends: list[End]) -> bool:
        """Note what came of some deliveries; False when the jobcentre could not be reached."""
        now = self._worker.now()
        waits = [end.away for end in ends if end.away is not None]
        # What was dropped was never sent, so it says nothing of who answers.
        answered = any(end.away is None and end.state != "dropped" for end in ends)
        if answered and (self._noted is None or self._noted < now - outages.NOTED_EVERY):
            await outages.heard(self._worker, self._code)
            self._noted = now
        if waits:
            await outages.no_contact(self._worker, self._code, at_least=max(waits))
        return not waits


async def _claim(worker: Worker, code: str, *, under_way: int) -> list[Call]:
    queue, now = jobcentre_queue(code), worker.now()
    async with worker.database.transaction() as tx:
        counterpart = await counterparts.get(tx, queue)
        # One that did not answer is tried with a single call.
        if counterpart.is_paused(now) or (counterpart.failures and under_way):
            return []
        most = 1 if counterpart.failures else worker.pace.batch - under_way
        messages = await outbox.claim(tx, queue, most=most, lease=worker.pace.lease, now=now)
        if not messages:
            return []
        numbers = await people.numbers(tx, worker.seal, {message.citizen for message in messages})
        ids = {UUID(message.body[name]) for message in messages for name in _IDS if message.body.get(name)}
        rows = await people.rows(tx, ids)
    jobcentre = worker.jobcentres[code]
    return [
        Call(jobcentre, code, numbers[message.citizen], message, rows, now)
        for message in messages
        if message.citizen in numbers
    ]


async def _deliver(worker: Worker, call: Call) -> End:
    message = call.message
    if message.has_passed(call.now):
        return End(message, _ending(call, "time_passed", passed=True), state="dropped")
    try:
        return End(message, await HANDLERS[message.kind](call))
    except (Unreachable, BrokenAnswer) as fault:
        away = timedelta(seconds=getattr(fault, "retry_after", None) or 0)
        return End(message, nothing, state="waiting", note=str(fault), due_at=_due(worker, call), away=away)
    except Unsupported as cannot:
        return End(message, _ending(call, "unsupported", passed=False), note=str(cannot))
    except Refused as no:
        return _refused(worker, call, no)
    except (JobcentreError, KeyError, ValueError) as fault:
        return _parked(call, f"{type(fault).__name__}: {fault}")


def _refused(worker: Worker, call: Call, no: Refused) -> End:
    if no.kind == wire.Kind.BORGER_DOED:
        return End(call.message, partial(outbox.drop_all, subject=call.citizen, now=call.now))
    if no.retryable:
        return End(call.message, nothing, state="waiting", note=str(no), due_at=_due(worker, call))
    return _parked(call, str(no))


def _parked(call: Call, note: str) -> End:
    _log.error("command_parked", command=call.message.kind, id=str(call.message.id), answer=note)
    return End(call.message, _ending(call, "not_accepted", passed=False), state="parked", note=note)


def _due(worker: Worker, call: Call) -> datetime:
    return worker.now() + wait_after(call.message.attempts)


def _ending(call: Call, reason: str, *, passed: bool) -> Apply:
    ending = ENDINGS.get(call.message.kind)
    return ending(call, reason, passed) if ending else nothing
