"""Works off the inbox: an event says only what to fetch, so what comes twice or out of order does no harm."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from uuid import UUID

from api.booking import intake
from api.jobcentre import wire
from api.jobcentre.errors import BrokenAnswer, Refused, Unreachable
from api.logs import get_logger
from api.outbox import counterparts, inbox
from api.outbox.model import Arrival, jobcentre_queue, wait_after
from api.worker import outages, people, refresh
from api.worker.context import Worker
from api.worker.taking import take_in, versions

_log = get_logger("worker.arrivals")
# What one event is worked off together with: the same thing, named again.
_Key = tuple[str, str, str | None]
_AT_ONCE = 16


async def work_off(worker: Worker, code: str) -> int:
    """Work off one batch of a jobcentre's events; return how many were claimed."""
    now = worker.now()
    async with worker.database.transaction() as tx:
        if (await counterparts.get(tx, jobcentre_queue(code))).is_paused(now):
            return 0
        arrived = await inbox.claim(tx, code, most=worker.pace.batch, lease=worker.pace.lease, now=now)
    groups: dict[_Key, list[Arrival]] = {}
    for arrival in arrived:
        groups.setdefault(_key(arrival), []).append(arrival)
    gate = asyncio.Semaphore(_AT_ONCE)
    await asyncio.gather(*(_work(worker, code, group, gate) for group in groups.values()))
    return len(arrived)


def _key(arrival: Arrival) -> _Key:
    event = arrival.body
    about = event.get("subject", "") if arrival.kind in _BY_SUBJECT else ""
    return _NAMES.get(arrival.kind, arrival.kind), about, event.get("data", {}).get("borgerRef")


async def _work(worker: Worker, code: str, group: list[Arrival], gate: asyncio.Semaphore) -> None:
    sequences = [arrival.sequence for arrival in group]
    handle = HANDLERS.get(group[-1].kind)
    state, note = "done", None
    async with gate:
        try:
            if handle:
                await handle(worker, code, group[-1])
        except (Unreachable, BrokenAnswer) as away:
            await _later(worker, code, group, away)
            return
        except (Refused, ValueError) as fault:
            state, note = "parked", f"{type(fault).__name__}: {fault}"
            _log.error("event_parked", kind=group[-1].kind, fault=note)
    async with worker.database.transaction() as tx:
        await inbox.finish(tx, sequences, now=worker.now(), state=state, note=note)


async def _later(worker: Worker, code: str, group: list[Arrival], away: Unreachable | BrokenAnswer) -> None:
    due = worker.now() + max(wait_after(group[-1].attempts), timedelta(seconds=1))
    async with worker.database.transaction() as tx:
        await inbox.retry(tx, [arrival.sequence for arrival in group], due_at=due, error=str(away))
    if isinstance(away, Unreachable):
        await outages.no_contact(worker, code)


async def _interview(worker: Worker, code: str, arrival: Arrival) -> None:
    event = wire.Event.model_validate(arrival.body)
    interview_id, reference = UUID(event.subject), event.data.borger_ref
    async with worker.database.transaction() as tx:
        whose = await people.by_reference(tx, code, {reference} if reference else set())
        known = await versions(tx, [interview_id])
        if not whose or known.get(interview_id, 0) >= event.data.version:
            return
        numbers = await people.numbers(tx, worker.seal, whose.values())
    found = await worker.jobcentres[code].interview(next(iter(numbers.values())), interview_id)
    # Not found is never a delete: the next event, the pull or the reconciliation says what it is.
    if found:
        await take_in(worker, code, [found])


async def _time(worker: Worker, code: str, arrival: Arrival) -> None:
    async with worker.database.transaction() as tx:
        if arrival.kind == wire.EventType.TID_LUKKET:
            await intake.close_time(tx, code, arrival.body["subject"])
        await intake.look_again(tx, code, now=worker.now())


def _citizen(*parts: refresh.Part) -> Callable[[Worker, str, Arrival], Awaitable[None]]:
    async def work(worker: Worker, code: str, arrival: Arrival) -> None:
        reference = wire.Event.model_validate(arrival.body).data.borger_ref
        async with worker.database.transaction() as tx:
            whose = await people.by_reference(tx, code, {reference} if reference else set())
        for citizen in whose.values():
            await refresh.refresh(worker, code, citizen, parts)

    return work


HANDLERS: Mapping[str, Callable[[Worker, str, Arrival], Awaitable[None]]] = {
    wire.EventType.BOOKET: _interview,
    wire.EventType.OMBOOKET: _interview,
    wire.EventType.AFLYST: _interview,
    wire.EventType.MOEDT: _interview,
    wire.EventType.AFHOLDT: _interview,
    wire.EventType.UDEBLEVET: _interview,
    wire.EventType.TID_AABNET: _time,
    wire.EventType.TID_LUKKET: _time,
    wire.EventType.FRIST: _citizen(refresh.status, refresh.offers),
    wire.EventType.FAKTA: _citizen(refresh.status, refresh.facts),
    wire.EventType.MINPLAN: _citizen(refresh.plan),
    wire.EventType.BESKED_BESVARET: _citizen(refresh.answers),
}
_BY_SUBJECT = frozenset(kind for kind, handle in HANDLERS.items() if handle in {_interview, _time})
_NAMES = {kind: "interview" for kind, handle in HANDLERS.items() if handle is _interview}
