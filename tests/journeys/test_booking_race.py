"""Many want one time: one gets it, and the proof fails when the constraint that sees to it is taken away."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from api.jobcentre import wire
from api.jobcentre.demo.seeding import extra_cpr
from api.jobcentre.errors import Refused
from tests.support.application import Program
from tests.support.browserless import Caller, log_in
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre

_OVERLAPS = """
    SELECT count(*) FROM interviews a JOIN interviews b ON a.id < b.id AND a.jobcentre = b.jobcentre
      AND a.adviser_id = b.adviser_id
      AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
    WHERE a.active AND b.active AND a.group_id IS NULL AND b.group_id IS NULL
"""


async def overlaps(exchange: Exchange) -> int:
    """How many pairs of interviews with one adviser overlap in our record."""
    async with exchange.database.transaction() as tx:
        return int((await tx.execute(text(_OVERLAPS))).scalar_one())


async def race(callers: list[Caller], time_id: str) -> Counter[int]:
    """All callers book one time at once; return how many got which answer."""
    answers = await asyncio.gather(*(caller.book(time_id) for caller in callers))
    return Counter(answer.status_code for answer in answers)


async def test_one_time_for_two_eight_and_sixty_four(
    open_exchange: Callable[..., Exchange],
    partner: DemoJobcentre,
    start_program: Callable[..., Program],
) -> None:
    exchange = open_exchange(partner)
    serve = start_program("serve", planner=partner.url)
    first = await exchange.citizen()
    await exchange.look()
    times = [time.time_id for time in await exchange.free(first, limit=60)]
    rounds = [2] * 6 + [8] * 4 + [64]
    people = await exchange.crowd(first, sum(rounds) + 40)
    callers = [await log_in(exchange.database, serve.url, person) for person in people]

    for number, contenders in enumerate(rounds):
        won = await race([callers.pop() for _ in range(contenders)], times[number])
        assert won == {202: 1, 409: contenders - 1}, (contenders, won)
    assert await overlaps(exchange) == 0
    await exchange.settle()
    assert partner.read("_doubles") == {"seats": 0, "interviews": 0}

    # The control: without the constraint the same race doubles, so the race proves something.
    async with exchange.database.transaction() as tx:
        await tx.execute(text("ALTER TABLE interviews DROP CONSTRAINT ex_interviews_adviser"))
    for number in range(4):
        won = await race([callers.pop() for _ in range(8)], times[30 + number])
        assert won[202] > 1
    doubled = await overlaps(exchange)
    assert doubled > 4
    # The planner's own constraint still holds: one is confirmed, the others are told the truth.
    await exchange.settle()
    assert await overlaps(exchange) == 0
    assert partner.read("_doubles") == {"seats": 0, "interviews": 0}
    async with exchange.database.transaction() as tx:
        told = (
            await tx.execute(
                text("SELECT kind, count(*) FROM outbox WHERE destination = 'citizen' GROUP BY 1")
            )
        ).all()
    assert {row[0]: row[1] for row in told} == {"interview_confirmed": 15, "interview_refused": 28}


@pytest.mark.parametrize(("options", "doubles"), [((), False), (("--without-exclusion",), True)])
async def test_the_planner_is_raced_too(
    start_jobcentre: Callable[..., DemoJobcentre],
    open_exchange: Callable[..., Exchange],
    options: tuple[str, ...],
    doubles: bool,
) -> None:
    """Jobnet and we at one time; without the planner's exclusion there are doubles, and they are counted."""
    demo = start_jobcentre("--extra-citizens", "60", *options)
    exchange = open_exchange(demo)
    planner = exchange.worker.jobcentres[CODE]
    offer = (await planner.offers(extra_cpr(50)))[0]
    day = exchange.now().date() + timedelta(days=3)
    times = await planner.times(offer.moedetilbud_id, day, offer.til)

    async def book(number: int) -> bool:
        order = wire.Booking(tid_id=times[number // 8].tid_id, samtaleform=1)
        try:
            await planner.book(extra_cpr(number), uuid4(), order, key=str(uuid4()))
        except Refused:
            return False
        return True

    won = await asyncio.gather(*(book(number) for number in range(40)))
    counted = demo.read("_doubles")
    if doubles:
        assert counted["interviews"] > 0
        assert sum(won) > 5
    else:
        assert counted == {"seats": 0, "interviews": 0}
        assert sum(won) == 5
