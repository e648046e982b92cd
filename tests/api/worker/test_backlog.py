"""Three days without the planner: every booking that waited is confirmed, or said to be too late."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre


async def _outage(exchange: Exchange, waiting: int) -> None:
    first = await exchange.citizen()
    await exchange.look()
    # Some are on the days of the outage: their time passes while they wait.
    early = await exchange.free(first, limit=200, start=exchange.now() + timedelta(days=1))
    late = await exchange.free(first, limit=waiting * 2, start=exchange.now() + timedelta(days=5))
    alone = [time for time in (*early[:20], *late) if time.seats is None and time.kind == early[0].kind]
    wanted = list({time.time_id: time for time in alone}.values())[:waiting]
    people = await exchange.crowd(first, len(wanted))
    exchange.demo.fault("status", status=503, path="/v1/")
    asked = [await exchange.book(who, time) for who, time in zip(people, wanted, strict=True)]
    for _ in range(6):
        await exchange.step()
        exchange.clock.skip += timedelta(hours=12)
    exchange.demo.no_faults()
    await exchange.pull()
    await exchange.settle()

    passed = {time.time_id for time in wanted if time.start <= exchange.now()}
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
    planner = exchange.worker.jobcentres[CODE]
    for one in asked[:5]:
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
