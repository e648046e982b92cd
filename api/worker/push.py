"""Delivers commands to a jobcentre: claimed in order per citizen, no transaction open during a call.

No contact, 429 and 5xx pause the jobcentre's queue; only an answer parks a command; one whose time has passed
is dropped, and the citizen told so.
"""

import asyncio
from datetime import timedelta
from enum import Enum
from functools import partial
from uuid import UUID

from api.jobcentre import wire
from api.jobcentre.errors import BrokenAnswer, JobcentreError, Refused, Unreachable, Unsupported
from api.logs import get_logger
from api.outbox import counterparts
from api.outbox import store as outbox
from api.outbox.model import Message, jobcentre_queue, wait_after
from api.worker import outages, people
from api.worker.commands import ENDINGS, HANDLERS, Apply, Call
from api.worker.commands.call import nothing
from api.worker.context import Worker

_log = get_logger("worker.push")
_IDS = ("interview_id", "new_row")


class Outcome(Enum):
    """What became of one delivery."""

    ANSWERED = "answered"
    NO_CONTACT = "no_contact"


async def push(worker: Worker, code: str) -> int:
    """Deliver one batch to a jobcentre; return how many were claimed."""
    calls = await _claim(worker, code)
    if not calls:
        return 0
    outcomes = await asyncio.gather(*(_deliver(worker, call) for call in calls))
    waits = [wait for outcome, wait in outcomes if outcome is Outcome.NO_CONTACT]
    if len(waits) < len(outcomes):
        await outages.heard(worker, code)
    if waits:
        await outages.no_contact(worker, code, at_least=max(waits))
    return len(calls)


async def _claim(worker: Worker, code: str) -> list[Call]:
    queue, now = jobcentre_queue(code), worker.now()
    async with worker.database.transaction() as tx:
        counterpart = await counterparts.get(tx, queue)
        if counterpart.is_paused(now):
            return []
        most = 1 if counterpart.failures else worker.pace.batch
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


async def _deliver(worker: Worker, call: Call) -> tuple[Outcome, timedelta]:
    message = call.message
    if message.has_passed(call.now):
        await _end(worker, message, _ending(call, "time_passed", passed=True), state="dropped")
        return Outcome.ANSWERED, timedelta(0)
    try:
        apply = await HANDLERS[message.kind](call)
    except (Unreachable, BrokenAnswer) as away:
        await _retry(worker, message, str(away))
        return Outcome.NO_CONTACT, timedelta(seconds=getattr(away, "retry_after", None) or 0)
    except Unsupported as cannot:
        await _end(worker, message, _ending(call, "unsupported", passed=False), note=str(cannot))
    except Refused as no:
        await _refused(worker, call, no)
    except (JobcentreError, KeyError, ValueError) as fault:
        await _park(worker, call, f"{type(fault).__name__}: {fault}")
    else:
        await _end(worker, message, apply)
    return Outcome.ANSWERED, timedelta(0)


async def _refused(worker: Worker, call: Call, no: Refused) -> None:
    if no.kind == wire.Kind.BORGER_DOED:
        await _end(worker, call.message, partial(outbox.drop_all, subject=call.citizen, now=call.now))
    elif no.retryable:
        await _retry(worker, call.message, str(no))
    else:
        await _park(worker, call, str(no))


async def _park(worker: Worker, call: Call, note: str) -> None:
    _log.error("command_parked", command=call.message.kind, id=str(call.message.id), answer=note)
    apply = _ending(call, "not_accepted", passed=False)
    await _end(worker, call.message, apply, state="parked", note=note)


def _ending(call: Call, reason: str, *, passed: bool) -> Apply:
    ending = ENDINGS.get(call.message.kind)
    return ending(call, reason, passed) if ending else nothing


async def _end(
    worker: Worker, message: Message, apply: Apply, *, state: str = "done", note: str | None = None
) -> None:
    async with worker.database.transaction() as tx:
        if await outbox.finish(tx, message, now=worker.now(), state=state, note=note):
            await apply(tx)


async def _retry(worker: Worker, message: Message, error: str) -> None:
    due = worker.now() + wait_after(message.attempts)
    async with worker.database.transaction() as tx:
        await outbox.retry(tx, message, due_at=due, error=error)
