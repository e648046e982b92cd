"""A bad day at the jobcentre: whatever it does, nothing is lost, doubled or told untruly."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from api.booking import service
from api.booking.model import Interview
from api.ids import new_uuid
from api.jobcentre import wire
from api.outbox import store as outbox
from api.worker import push
from tests.api.jobcentre.acts import key
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre

FAULTS: list[dict[str, Any]] = [
    {"kind": "delay", "seconds": 0.2, "times": 3},
    {"kind": "status", "status": 503, "times": 4},
    {"kind": "status", "status": 500, "times": 3},
    {"kind": "status", "status": 429, "times": 2},
    {"kind": "html-200", "times": 3},
    {"kind": "timeout-after-success", "seconds": 3, "times": 1},
]


async def theirs(exchange: Exchange, interview: UUID) -> wire.Indkaldelse | None:
    """The interview as the planner has it."""
    return await exchange.worker.jobcentres[CODE].interview(None, interview)


async def assert_equal(exchange: Exchange, citizen: UUID, interview: UUID) -> Interview:
    """Both sides have the same version of the interview."""
    ours, planners = await exchange.interview(citizen, interview), await theirs(exchange, interview)
    assert planners
    assert (ours.start, str(ours.status), ours.form.code) == (
        planners.start,
        str(planners.status),
        planners.samtaleform,
    )
    return ours


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['kind']}-{fault.get('status', '')}")
async def test_hold_book_move_and_cancel_through_a_fault(
    open_exchange: Callable[..., Exchange], partner: DemoJobcentre, fault: dict[str, Any]
) -> None:
    exchange = open_exchange(partner, timeout=1.5)
    citizen = await exchange.citizen()
    await exchange.look()
    first, second = (await exchange.free(citizen, limit=40))[-2:]
    interview = new_uuid()
    deeds: list[Callable[..., Any]] = [
        lambda tx, _now: service.hold(tx, citizen, first.time_id, interview_id=interview, now=exchange.now()),
        lambda tx, _now: service.confirm(tx, citizen, interview, now=exchange.now()),
        lambda tx, now: service.move(
            tx, citizen, interview, second.time_id, version=now.version, now=exchange.now()
        ),
        lambda tx, now: service.cancel(
            tx, citizen, interview, "borger", version=now.version, now=exchange.now()
        ),
    ]
    seen = []
    for number, deed in enumerate(deeds):
        partner.fault(**fault, path=f"/v1/indkaldelser/{interview}")
        before = await exchange.interview(citizen, interview) if number else None
        async with exchange.database.transaction() as tx:
            await deed(tx, before)
        await exchange.settle()
        partner.no_faults()
        if number:
            seen.append((await assert_equal(exchange, citizen, interview)).state)
    assert seen == ["booked", "booked", "cancelled"]
    told = [kind for kind in await exchange.news(citizen) if kind != "hold_granted"]
    assert told == ["interview_confirmed", "interview_confirmed", "interview_cancelled"]
    planners = await theirs(exchange, interview)
    assert planners
    assert planners.version <= 5, "a retry did the deed once"


async def test_no_contact_pauses_the_queue_and_is_an_outage(
    exchange: Exchange, partner: DemoJobcentre
) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    time = (await exchange.free(citizen))[0]
    partner.fault("status", status=503, path="/v1/")
    asked = await exchange.book(citizen, time)
    assert await exchange.step() == 1
    assert await exchange.step() == 0, "paused"
    exchange.clock.skip += timedelta(seconds=2)
    await exchange.step()
    seen = await exchange.overview(citizen)
    assert seen.planner_down_since
    assert (seen.interviews[0].state, seen.interviews[0].id) == ("waiting", asked.id)
    partner.no_faults()
    # The reading of changes finds out that it is back; what waited goes at once, however long its own wait.
    await exchange.pull()
    assert await exchange.step() >= 1
    await assert_equal(exchange, citizen, asked.id)
    assert (await exchange.overview(citizen)).planner_down_since is None
    async with exchange.database.transaction() as tx:
        outage = (await tx.execute(text("SELECT began_at, ended_at FROM outages"))).one()
    assert outage.ended_at > outage.began_at


async def test_a_call_that_hangs_holds_up_no_booking_made_meanwhile(
    exchange: Exchange, partner: DemoJobcentre
) -> None:
    slow, quick = await exchange.citizen(), await exchange.citizen()
    await exchange.look()
    first = await exchange.book(slow, (await exchange.free(slow))[0])
    partner.fault("delay", seconds=4, times=1, method="PUT")
    pushing = asyncio.create_task(push.push(exchange.worker, CODE))
    await asyncio.sleep(0.3)
    second = await exchange.book(quick, (await exchange.free(quick))[1])
    while (await exchange.interview(quick, second.id)).state != "booked":
        assert not pushing.done(), "it waited for the call that hangs"
        await asyncio.sleep(0.02)
    assert (await exchange.interview(slow, first.id)).state == "waiting"
    await pushing
    assert (await exchange.interview(slow, first.id)).state == "booked"


async def test_retry_after_is_honoured(exchange: Exchange, partner: DemoJobcentre) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    partner.fault("status", status=429, path="/v1/indkaldelser", times=1, seconds=40)
    await exchange.book(citizen, (await exchange.free(citizen))[0])
    await exchange.step()
    exchange.clock.skip += timedelta(seconds=10)
    assert await exchange.step() == 0
    exchange.clock.skip += timedelta(seconds=60)
    await exchange.settle()


async def test_what_makes_no_sense_is_parked_and_the_next_goes_on(exchange: Exchange) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    first, second = (await exchange.free(citizen))[:2]
    right = await _number(exchange, citizen, "0101700000")
    lost = await exchange.book(citizen, first)
    await exchange.settle()
    seen = await exchange.interview(citizen, lost.id)
    assert (seen.state, seen.wish_state, seen.refusal) == ("refused", "parked", "not_accepted")
    assert await exchange.news(citizen) == ["interview_refused"]
    await _number(exchange, citizen, right)
    next_one = await exchange.book(citizen, second)
    await exchange.settle()
    assert (await exchange.interview(citizen, next_one.id)).state == "booked"
    # Un-parked it gets a real answer: there is one already.
    async with exchange.database.transaction() as tx:
        assert [one["kind"] for one in await outbox.parked(tx)] == ["book"]
        assert await outbox.unpark(tx, None, now=exchange.now()) == 1
    await exchange.settle()
    assert (await exchange.interview(citizen, lost.id)).state == "refused"


async def _number(exchange: Exchange, citizen: UUID, number: str) -> str:
    """Give a citizen another CPR number; return the one before."""
    async with exchange.database.transaction() as tx:
        before = await exchange.numbers(tx, citizen)
        sealed = exchange.worker.seal.seal(number)
        query = text("UPDATE citizens SET cpr_sealed = :sealed WHERE id = :id")
        await tx.execute(query, {"sealed": sealed, "id": citizen})
    return before


async def test_unparked_it_succeeds_and_that_is_said(exchange: Exchange) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    right = await _number(exchange, citizen, "0101700000")
    asked = await exchange.book(citizen, (await exchange.free(citizen))[0])
    await exchange.settle()
    await _number(exchange, citizen, right)
    async with exchange.database.transaction() as tx:
        await outbox.unpark(tx, None, now=exchange.now())
    await exchange.settle()
    assert (await assert_equal(exchange, citizen, asked.id)).state == "booked"
    assert await exchange.news(citizen) == ["interview_refused", "interview_confirmed"]


async def test_somebody_was_faster(exchange: Exchange) -> None:
    slow = await exchange.citizen()
    await exchange.look()
    time = (await exchange.free(slow))[3]
    jobnet = exchange.worker.jobcentres[CODE]
    order = wire.Booking(tid_id=time.time_id, samtaleform=1)
    await jobnet.book(exchange.somebody(), new_uuid(), order, key=key())
    asked = await exchange.book(slow, time)
    await exchange.settle()
    seen = await exchange.interview(slow, asked.id)
    assert (seen.state, seen.refusal) == ("refused", "time_taken")
    async with exchange.database.transaction() as tx:
        query = text("SELECT body FROM outbox WHERE kind = 'interview_refused'")
        body = (await tx.execute(query)).scalar_one()
    assert len(body["alternatives"]) == 3
    assert body["receipt"]


async def test_a_booking_whose_time_passed_is_dropped_with_a_true_message(
    exchange: Exchange, partner: DemoJobcentre
) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    partner.fault("status", status=503, path="/v1/")
    asked = await exchange.book(citizen, (await exchange.free(citizen))[0])
    await exchange.step()
    exchange.clock.skip += timedelta(seconds=2)
    await exchange.step()
    since = (await exchange.overview(citizen)).planner_down_since
    assert since
    exchange.clock.skip += timedelta(days=30)
    await exchange.step()
    assert (await exchange.overview(citizen)).planner_down_since == since, "nobody has answered"
    partner.no_faults()
    seen = await exchange.interview(citizen, asked.id)
    assert (seen.state, seen.wish_state, seen.refusal) == ("refused", "dropped", "time_passed")
    assert await theirs(exchange, asked.id) is None
    assert await exchange.news(citizen) == ["interview_refused"]


async def test_cancelled_before_it_was_ever_sent(exchange: Exchange) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    asked = await exchange.book(citizen, (await exchange.free(citizen))[0])
    async with exchange.database.transaction() as tx:
        await service.cancel(tx, citizen, asked.id, "x", version=asked.version, now=exchange.now())
    await exchange.settle()
    assert (await exchange.interview(citizen, asked.id)).state == "cancelled"
    assert await theirs(exchange, asked.id) is None
    assert await exchange.news(citizen) == ["interview_cancelled"]


async def test_cancelled_while_its_booking_may_have_arrived(
    open_exchange: Callable[..., Exchange], partner: DemoJobcentre
) -> None:
    exchange = open_exchange(partner, timeout=1.5)
    citizen = await exchange.citizen()
    await exchange.look()
    partner.fault("timeout-after-success", seconds=3, times=1, path="/v1/indkaldelser")
    asked = await exchange.book(citizen, (await exchange.free(citizen))[0])
    await exchange.step()
    async with exchange.database.transaction() as tx:
        await service.cancel(tx, citizen, asked.id, "x", version=asked.version, now=exchange.now())
    await exchange.settle()
    assert (await assert_equal(exchange, citizen, asked.id)).state == "cancelled"


async def test_moved_by_the_office_while_our_move_was_on_its_way(
    exchange: Exchange, partner: DemoJobcentre
) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    free = await exchange.free(citizen, limit=40)
    asked = await exchange.book(citizen, free[0])
    await exchange.settle()
    booked = await exchange.interview(citizen, asked.id)
    planner = exchange.worker.jobcentres[CODE]
    there = await theirs(exchange, asked.id)
    assert there
    async with exchange.database.transaction() as tx:
        await service.move(
            tx, citizen, asked.id, free[20].time_id, version=booked.version, now=exchange.now()
        )
        numbers = await exchange.numbers(tx, citizen)
    await planner.move(numbers, asked.id, free[30].time_id, None, version=there.version, key=key())
    await exchange.settle()
    seen = await assert_equal(exchange, citizen, asked.id)
    assert (seen.start, seen.wish_state, seen.refusal) == (free[30].start, "refused", "version_conflict")
    assert await exchange.news(citizen) == ["interview_confirmed", "interview_changed", "interview_refused"]
