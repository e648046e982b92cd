"""Reads anew what the jobcentre knows of one citizen. Each part fetches first and then returns what writes it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from api.booking import intake
from api.booking.codes import NoticeKind
from api.citizens import store as citizens
from api.db.engine import Transaction
from api.db.tables.citizens import citizens as table
from api.jobcentre import wire
from api.jobcentre.errors import BrokenAnswer, Refused, Unreachable, Unsupported
from api.jobcentre.port import Jobcentre
from api.logs import get_logger
from api.messages import service as messages
from api.outbox import store as outbox
from api.plan import store as plans
from api.worker import outages, people, translate
from api.worker.context import Worker
from api.worker.taking import take_in

_log = get_logger("worker.refresh")
_ANSWERS_BACK = timedelta(days=60)
_INTERVIEWS_BACK = timedelta(days=400)


@dataclass(frozen=True)
class Visit:
    """One citizen whose data are read. `is_first` when nothing has been read before: then nothing is news."""

    worker: Worker
    jobcentre: Jobcentre
    code: str
    citizen: UUID
    cpr: str
    is_first: bool
    now: datetime


Write = Callable[[Transaction], Awaitable[object]]
Part = Callable[[Visit], Awaitable[Write]]


async def status(visit: Visit) -> Write:
    """Read whether the citizen may self-book, and the deadlines; learn the planner's name for them."""
    found = await visit.jobcentre.status(visit.cpr)
    news = translate.status(found)

    async def write(tx: Transaction) -> None:
        await people.named(tx, visit.citizen, found.borger_ref)
        await intake.take_status(tx, visit.citizen, news, now=visit.now, quiet=visit.is_first)

    return write


async def offers(visit: Visit) -> Write:
    """Read what the citizen can book; a planner without anything to offer says so with an error (4770)."""
    try:
        found = await visit.jobcentre.offers(visit.cpr)
    except Refused as no:
        if no.kind not in {wire.Kind.INGEN_TILBUD, wire.Kind.KAN_IKKE_SELVBOOKE}:
            raise
        found = []
    offered = [translate.offer(one) for one in found]

    async def write(tx: Transaction) -> None:
        await intake.take_offers(tx, visit.citizen, visit.code, offered, now=visit.now)

    return write


async def interviews(visit: Visit) -> Write:
    """Read all the citizen's interviews, cancelled ones included."""
    since, cursor, found = visit.now - _INTERVIEWS_BACK, None, list[wire.Indkaldelse]()
    while True:
        page = await visit.jobcentre.changes(since, cursor, cpr=visit.cpr)
        found += page.items
        cursor = page.cursor
        if cursor is None:
            break
    await take_in(visit.worker, visit.code, found, quiet=visit.is_first)
    return _nothing


async def facts(visit: Visit) -> Write:
    """Read what the jobcentre knows; a fact it no longer states is unknown again."""
    known = [translate.fact(one) for one in await visit.jobcentre.facts(visit.cpr)]

    async def write(tx: Transaction) -> None:
        await citizens.replace_facts(tx, visit.citizen, known, now=visit.now)

    return write


async def plan(visit: Visit) -> Write:
    """Read Min Plan."""
    found = translate.plan(await visit.jobcentre.plan(visit.cpr))

    async def write(tx: Transaction) -> None:
        changed = await plans.write(tx, visit.citizen, found, now=visit.now)
        if changed and not visit.is_first:
            body = {"version": found.version if found else None}
            await outbox.tell(tx, visit.citizen, NoticeKind.PLAN_CHANGED, body, now=visit.now)

    return write


async def answers(visit: Visit) -> Write:
    """Read what staff has answered."""
    found = await visit.jobcentre.answers(visit.cpr, visit.now - _ANSWERS_BACK)

    async def write(tx: Transaction) -> None:
        for answer in found:
            if not answer.besvaret or not answer.tekst:
                continue
            new = await messages.answered(
                tx, visit.citizen, answer.kvittering_id, answer.tekst, now=visit.now
            )
            if new:
                body = {"message_id": str(new.id)}
                await outbox.tell(tx, visit.citizen, NoticeKind.MESSAGE_ANSWERED, body, now=visit.now)

    return write


async def _nothing(_tx: Transaction) -> None:
    """What was read is written already."""


# The order matters: the status tells the planner's name for the citizen, by which interviews are known.
EVERYTHING: Sequence[Part] = (status, offers, interviews, facts, plan, answers)


async def refresh(worker: Worker, code: str, citizen: UUID, parts: Sequence[Part] = EVERYTHING) -> None:
    """Read parts of what the jobcentre knows of a citizen, each written in its own transaction.

    Raises Unreachable, Refused or BrokenAnswer; what a connector cannot do is left out.
    """
    async with worker.database.transaction() as tx:
        numbers = await people.numbers(tx, worker.seal, [citizen])
        known = await citizens.by_id(tx, citizen)
    if not known:
        return
    first = known.refreshed_at is None
    visit = Visit(worker, worker.jobcentres[code], code, citizen, numbers[citizen], first, worker.now())
    for part in parts:
        try:
            write = await part(visit)
        except Unsupported:
            continue
        async with worker.database.transaction() as tx:
            await write(tx)


async def refresh_due(worker: Worker, code: str, *, most: int = 8) -> int:
    """Refresh citizens that were never read, or not for long; return how many."""
    stale = worker.now() - worker.pace.refresh_after
    query = (
        select(table.c.id)
        .where(table.c.jobcentre == code, or_(table.c.refreshed_at.is_(None), table.c.refreshed_at < stale))
        .order_by(table.c.refreshed_at.nulls_first())
        .limit(most)
    )
    async with worker.database.transaction() as tx:
        due = list((await tx.execute(query)).scalars())
    for citizen in due:
        try:
            await refresh(worker, code, citizen)
            await _note(worker, citizen)
        except (Unreachable, BrokenAnswer):
            await outages.no_contact(worker, code)
            return 0
        except Refused as no:
            _log.error("citizen_not_refreshed", citizen=str(citizen), answer=no.kind)
            await _note(worker, citizen)
    return len(due)


async def _note(worker: Worker, citizen: UUID) -> None:
    async with worker.database.transaction() as tx:
        await people.refreshed(tx, citizen, now=worker.now())
