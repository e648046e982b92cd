"""Three days without the planner: every booking that waited is confirmed, or said to be too late."""

import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from api.booking import service
from api.booking.codes import Kind
from api.booking.model import FreeTime
from api.worker.reconcile import reconcile
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre


async def _times(exchange: Exchange, citizen: UUID, count: int) -> list[FreeTime]:
    """Some are on the days of the outage: their time passes while they wait."""
    now = exchange.now()
    early = await exchange.free(citizen, limit=20, kind=Kind.JOB, start=now + timedelta(days=1))
    found = {one.time_id: one for one in early}
    async with exchange.database.transaction() as tx:
        advisers = await service.advisers(tx, citizen, now=now)
    later = {"kind": Kind.JOB, "start": now + timedelta(days=5), "end": now + timedelta(days=60)}
    for adviser in advisers:
        late = await exchange.free(citizen, limit=count, adviser=adviser, **later)
        found |= {one.time_id: one for one in late}
        if len(found) >= count:
            break
    return list(found.values())[:count]


async def _outage(exchange: Exchange, waiting: int) -> None:
    first = await exchange.citizen()
    await exchange.look()
    wanted = await _times(exchange, first, waiting)
    assert len(wanted) == waiting
    people = await exchange.crowd(first, len(wanted))
    exchange.demo.fault("status", status=503, path="/v1/")
    asked = [await exchange.book(who, time) for who, time in zip(people, wanted, strict=True)]
    for _ in range(6):
        await exchange.step()
        exchange.clock.skip += timedelta(hours=12)
    exchange.demo.no_faults()
    began = time.monotonic()
    await exchange.pull()
    await exchange.settle(300 + waiting)
    print(f"\n{waiting} bookings drained in {time.monotonic() - began:.0f} s")

    passed = {one.time_id for one in wanted if one.start <= exchange.now()}
    async with exchange.database.transaction() as tx:
        rows = (await tx.execute(text("SELECT id, status, wish_state, time_id FROM interviews"))).all()
        query = "SELECT kind, count(*) AS how_many FROM outbox WHERE destination = 'citizen' GROUP BY kind"
        told = {row.kind: row.how_many for row in await tx.execute(text(query))}
    assert len(rows) == len(asked)
    for row in rows:
        expected = (None, "dropped") if row.time_id in passed else ("booket", "confirmed")
        assert (row.status, row.wish_state) == expected
    assert passed
    assert told == {
        "interview_confirmed": len(asked) - len(passed),
        "interview_refused": len(passed),
    }
    # Both sides are equal: the planner has each that is confirmed, and none of the others.
    counts = await reconcile(exchange.worker, CODE)
    assert (counts["ours"], counts["repaired"]) == (len(asked) - len(passed), 0)
    planner = exchange.worker.jobcentres[CODE]
    for one in (*asked[:5], *asked[-5:]):
        theirs = await planner.interview(None, one.id)
        assert (theirs is not None) is (one.start > exchange.now())


@pytest.mark.slow
async def test_three_days_without_the_planner(exchange: Exchange) -> None:
    await _outage(exchange, 120)


@pytest.mark.proof
async def test_three_days_without_the_planner_and_25000_bookings(
    open_exchange: Callable[..., Exchange], start_jobcentre: Callable[..., DemoJobcentre]
) -> None:
    demo = start_jobcentre("--extra-citizens", "40000", "--extra-advisers", "120")
    await _outage(open_exchange(demo), 25_000)
