"""Reminders beside a real jobcentre: only what has been read again since is said."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from api.clock import danish_day
from api.db.tables.booking import times
from api.db.tables.notices import deliveries, notices
from api.notices import dispatch, heartbeat, planner
from api.notices.schedule import NOON, at_wall
from api.tenants.store import read_tenants
from api.worker import outages, reread
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre, cpr_of, ref_of

NAME = "kontanthjaelp-jobready"


async def hand_over(exchange: Exchange) -> None:
    """Plan and hand over, as the worker does."""
    tenants = read_tenants(None, {"planner": exchange.demo.url, "webhook_secret": "whsec_eA=="})
    async with exchange.database.transaction() as tx:
        await planner.plan(tx, now=exchange.now())
        await dispatch.hand_over(tx, tenants, most=100, now=exchange.now())


async def ends(exchange: Exchange, kind: str) -> dict[str, str]:
    """What became of each step of a kind of reminder."""
    async with exchange.database.transaction() as tx:
        rows = (await tx.execute(select(notices).where(notices.c.kind == kind))).all()
    return {row.step: row.reason or row.state for row in rows}


async def handed(exchange: Exchange) -> int:
    async with exchange.database.transaction() as tx:
        return len((await tx.execute(select(deliveries))).all())


def afternoon(exchange: Exchange, day: date) -> None:
    """Move both clocks to a little after noon of the day."""
    exchange.clock.skip += at_wall(day, NOON) + timedelta(minutes=10) - exchange.now()
    exchange.demo.skew(exchange.clock.skip.total_seconds())


async def test_after_an_outage_nothing_is_said_before_the_changes_are_read(
    open_exchange: Callable[..., Exchange], start_jobcentre: Callable[..., DemoJobcentre]
) -> None:
    demo = start_jobcentre()
    exchange = open_exchange(demo)
    citizen = await exchange.citizen(name=NAME, cpr=cpr_of(NAME))
    await exchange.look()
    time = (await exchange.free(citizen, start=exchange.now() + timedelta(days=4)))[0]
    booked = await exchange.book(citizen, time)
    await exchange.settle()
    await exchange.pull()
    await hand_over(exchange)
    demo.kill()
    demo.start()
    afternoon(exchange, danish_day(time.start) - timedelta(days=1))
    demo.staff(f"aftaler/{booked.id}/aflys", reason="Sygdom")
    # What waited is delivered first, so the jobcentre is heard; the cancellation has not been read yet.
    await outages.heard(exchange.worker, CODE)
    await hand_over(exchange)
    assert (await ends(exchange, "interview_reminder"))["day"] == "silent"
    exchange.clock.skip += timedelta(minutes=20)
    async with exchange.database.transaction() as tx:
        assert (await heartbeat.beat(tx, now=exchange.now())).not_handed >= 1
    await exchange.pull()
    await hand_over(exchange)
    assert (await ends(exchange, "interview_reminder"))["day"] == "not_true"
    assert await handed(exchange) == 0
    assert "interview_cancelled_by_office" in await exchange.news(citizen)


@pytest.fixture
async def due(
    open_exchange: Callable[..., Exchange], start_jobcentre: Callable[..., DemoJobcentre]
) -> Exchange:
    """A citizen two days before a deadline, whose jobcentre was last asked about it long ago."""
    exchange = open_exchange(start_jobcentre())
    citizen = await exchange.citizen(name=NAME, cpr=cpr_of(NAME))
    await exchange.look()
    last = (await exchange.overview(citizen)).deadlines[0].due
    afternoon(exchange, last - timedelta(days=2))
    await exchange.pull()
    await hand_over(exchange)
    assert (await ends(exchange, "deadline_reminder"))["two_days"] == "silent", "an old copy is not said"
    return exchange


async def test_deadlines_are_read_again_before_they_are_said(due: Exchange) -> None:
    async with due.database.transaction() as tx:
        later = select(times.c.time_id).where(times.c.starts_at > due.now()).order_by(times.c.starts_at)
        time = (await tx.execute(later.limit(1))).scalar_one()
    due.demo.staff(f"borgere/{ref_of(NAME)}/indkald", time_id=time)
    assert await reread.reread(due.worker) == 1
    assert await reread.reread(due.worker) == 0, "once is enough"
    due.clock.skip += timedelta(minutes=1)
    await hand_over(due)
    assert (await ends(due, "deadline_reminder"))["two_days"] == "not_true"
    assert await handed(due) == 0


async def test_what_still_holds_is_said_after_it_was_read(due: Exchange) -> None:
    assert await reread.reread(due.worker) == 1
    due.clock.skip += timedelta(minutes=1)
    await hand_over(due)
    assert await handed(due) == 1


async def test_a_jobcentre_that_is_away_leaves_the_reminder_waiting(due: Exchange) -> None:
    due.demo.kill()
    assert await reread.reread(due.worker) == 0
    due.clock.skip += timedelta(minutes=1)
    await hand_over(due)
    assert (await ends(due, "deadline_reminder"))["two_days"] == "silent"


async def test_a_citizen_the_jobcentre_refuses_is_not_reminded(due: Exchange) -> None:
    due.demo.staff(f"borgere/{ref_of(NAME)}/tilstand", state="doed")
    await reread.reread(due.worker)
    assert (await ends(due, "deadline_reminder"))["two_days"] == "refused"
