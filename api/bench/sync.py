"""`bench sync`: from commit to confirmed, and how fast a backlog drains, against a demo jobcentre over HTTP.

The reference asks the same planner for the same number of bookings, as many at once, with nothing written
anywhere on our side. Run it on a machine that does nothing else.
"""

import asyncio
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, text

from api import clock
from api.bench.ground import SECRET_KEY, Ground, open_ground, program
from api.booking import intake, service
from api.booking.codes import Form
from api.db.engine import Database, open_database
from api.db.migrations import upgrade
from api.db.tables.booking import offers, selfbooking
from api.db.tables.citizens import citizens
from api.errors import VejviserError
from api.identity.sealing import Seal
from api.ids import derived_uuid, new_uuid
from api.jobcentre import wire
from api.jobcentre.connect import open_jobcentre
from api.jobcentre.connection import Connection
from api.jobcentre.demo.seeding import extra_cpr, reference
from api.jobcentre.port import Jobcentre
from api.outbox import counterparts
from api.outbox.model import jobcentre_queue
from api.worker import translate

CODE = "32601"
LIVE, BACKLOG, AT_ONCE = 200, 3000, 64
_PER_SECOND = 20
_PEOPLE = LIVE + 2 * BACKLOG
_PATIENCE = 300
_TOOK = text(
    "SELECT percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP"
    " (ORDER BY extract(epoch FROM finished_at - created_at) * 1000)"
    " FROM outbox WHERE kind = 'book' AND state = 'done' AND created_at >= :since"
)
_OUT_OF_ORDER = text(
    "SELECT count(*) FROM outbox a JOIN outbox b ON a.destination = b.destination AND a.subject = b.subject"
    " AND a.sequence < b.sequence AND a.finished_at > b.finished_at WHERE a.destination LIKE 'jobcentre:%'"
)
_LEFT = text("SELECT count(*) FROM outbox WHERE state = 'waiting' AND destination LIKE 'jobcentre:%'")
_SPAN = text(
    "SELECT count(*), extract(epoch FROM max(finished_at) - min(finished_at)) FROM outbox"
    " WHERE destination LIKE 'jobcentre:%' AND state = 'done' AND created_at >= :since"
)


def run() -> dict[str, object]:
    """Measure and return the figures."""
    with open_ground() as ground:
        return asyncio.run(_measure(ground))


async def _measure(ground: Ground) -> dict[str, object]:
    with ExitStack() as stack:
        demo = ["api.jobcentre.demo", "--data", str(ground.folder / "jobcentre"), "--port", "PORT"]
        demo += ["--extra-citizens", str(_PEOPLE), "--extra-advisers", "40"]
        served = stack.enter_context(program(ground, "jobcentre", demo))
        planner = open_jobcentre(
            Connection(base_url=f"http://127.0.0.1:{served.port}", organisation_code=CODE)
        )
        database = open_database(ground.postgres.url)
        await upgrade(database)
        times = await _fill(database, planner)
        live, waiting, others = times[:LIVE], times[LIVE : LIVE + BACKLOG], times[LIVE + BACKLOG :]
        ground = ground.with_planner(served.port)
        with program(ground, "worker", ["api", "worker"], serves=False):
            figures = await _latency(database, live)
        figures |= await _drain(ground, database, waiting)
        figures |= await _reference(planner, others[:BACKLOG])
        await planner.close()
        await database.close()
    drained, reference_rate = figures["drained_per_second"], figures["planner_alone_per_second"]
    assert isinstance(drained, float)
    assert isinstance(reference_rate, float)
    return figures | {"ratio": drained / reference_rate}


async def _fill(database: Database, planner: Jobcentre) -> list[str]:
    """Let a crowd be able to book what the planner offers; return the ids of its free times."""
    now = clock.now()
    offer = next(
        one
        for one in await planner.offers(extra_cpr(0))
        if one.samtaletype == wire.Samtaletype.JOBSAMTALE
        and one.moede_gruppe_type == wire.MoedeGruppeType.INDIVIDUEL
    )
    found = []
    day = clock.danish_day(now) + timedelta(days=2)
    while day < offer.til:
        listed = await planner.times(offer.moedetilbud_id, day, day)
        found += [time for one in listed if (time := translate.free_time(one))]
        day += timedelta(days=1)
    if len(found) < _PEOPLE:
        raise VejviserError(f"the demo jobcentre has {len(found)} times, and {_PEOPLE} are needed")
    ours = translate.offer(offer)
    window = intake.Window(
        jobcentre=CODE, offer_id=offer.moedetilbud_id, window_from=offer.fra, window_to=offer.til,
        wanted_at=None, seen_at=None,
    )  # fmt: skip
    async with database.transaction() as tx:
        seal = Seal(SECRET_KEY)
        await tx.execute(insert(citizens), [_citizen(number, seal, now) for number in range(_PEOPLE)])
        status = {"may_selfbook": True, "instant_required": False, "seen_at": now}
        await tx.execute(insert(selfbooking), [{"citizen_id": _id(n), **status} for n in range(_PEOPLE)])
        row = ours.offer.model_dump() | {"jobcentre": CODE, "forms": list(ours.offer.forms)}
        await tx.execute(insert(offers), [{"citizen_id": _id(n), **row} for n in range(_PEOPLE)])
        await intake.take_times(tx, window, found, now=now, next_at=now + timedelta(days=1))
    return [time.time_id for time in found]


def _id(number: int) -> UUID:
    return derived_uuid("bench sync", str(number))


def _citizen(number: int, seal: Seal, now: datetime) -> dict[str, object]:
    return {
        "id": _id(number), "tenant": "0326", "jobcentre": CODE, "reference": reference(f"extra-{number}"),
        "cpr_sealed": seal.seal(extra_cpr(number)), "display_name": f"Borger {number}",
        "created_at": now, "refreshed_at": now,
    }  # fmt: skip


async def _book(database: Database, number: int, time_id: str) -> None:
    async with database.transaction() as tx:
        await service.book(tx, _id(number), new_uuid(), time_id, Form.PHONE, now=clock.now())


async def _latency(database: Database, times: list[str]) -> dict[str, object]:
    await _at_work(database)
    since = clock.now()
    for number, time_id in enumerate(times):
        await _book(database, number, time_id)
        await asyncio.sleep(1 / _PER_SECOND)
    await _drained(database)
    async with database.transaction() as tx:
        p50, p95, p99 = (await tx.execute(_TOOK, {"since": since})).scalar_one()
    return {"bookings_per_second": _PER_SECOND, "p50_ms": p50, "p95_ms": p95, "p99_ms": p99}


async def _at_work(database: Database) -> None:
    """Wait until the worker has heard from the planner for the first time."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        async with database.transaction() as tx:
            if (await counterparts.get(tx, jobcentre_queue(CODE))).heard_at:
                return
        await asyncio.sleep(0.1)
    raise VejviserError("the worker does not start: see its log")


async def _drain(ground: Ground, database: Database, times: list[str]) -> dict[str, object]:
    since = clock.now()
    for number, time_id in enumerate(times, start=LIVE):
        await _book(database, number, time_id)
    with program(ground, "worker-again", ["api", "worker"], serves=False):
        await _drained(database)
    async with database.transaction() as tx:
        count, seconds = (await tx.execute(_SPAN, {"since": since})).one()
        out_of_order = (await tx.execute(_OUT_OF_ORDER)).scalar_one()
    return {"backlog": count, "drained_per_second": count / float(seconds), "out_of_order": out_of_order}


async def _drained(database: Database) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        async with database.transaction() as tx:
            if not (await tx.execute(_LEFT)).scalar_one():
                return
        await asyncio.sleep(0.1)
    raise VejviserError("the backlog does not drain: see the worker's log")


async def _reference(planner: Jobcentre, times: list[str]) -> dict[str, object]:
    numbered = iter(enumerate(times, start=LIVE + BACKLOG))
    began = time.perf_counter()

    async def one_after_another() -> None:
        for number, time_id in numbered:
            order = wire.Booking(tid_id=time_id, samtaleform=Form.PHONE.code)
            await planner.book(extra_cpr(number), new_uuid(), order, key=str(number))

    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    return {"planner_alone_per_second": len(times) / (time.perf_counter() - began)}
