"""Many want one time: one gets it. The negative control shows that it is the index that decides."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

import pytest

from api.jobcentre import wire
from api.jobcentre.connect import open_jobcentre
from api.jobcentre.demo.seeding import extra_cpr
from api.jobcentre.errors import Refused
from api.jobcentre.port import Jobcentre
from tests.api.jobcentre.acts import free_times, key
from tests.support.jobcentre import DemoJobcentre


async def _try(jobcentre: Jobcentre, number: int, time_id: str) -> bool:
    order = wire.Booking(tid_id=time_id, samtaleform=1)
    try:
        await jobcentre.book(extra_cpr(number), uuid4(), order, key=key())
    except Refused as no:
        if no.kind != wire.Kind.TID_OPTAGET:
            raise
        return False
    return True


async def _winners(demo: DemoJobcentre, count: int) -> int:
    opened = open_jobcentre(demo.connection())
    time = (await free_times(opened, extra_cpr(0)))[0]
    won = await asyncio.gather(*[_try(opened, number, time.tid_id) for number in range(count)])
    await opened.close()
    return sum(won)


@pytest.mark.parametrize("count", [2, 8, 64])
async def test_one_of_many_gets_the_time(start_jobcentre: Callable[..., DemoJobcentre], count: int) -> None:
    demo = start_jobcentre("--extra-citizens", "64")
    assert await _winners(demo, count) == 1
    assert demo.read("_doubles") == {"seats": 0, "interviews": 0}


@pytest.mark.parametrize("count", [2, 8, 64])
async def test_negative_control_without_the_index_all_get_it(
    start_jobcentre: Callable[..., DemoJobcentre], count: int
) -> None:
    demo = start_jobcentre("--extra-citizens", "64", "--without-exclusion")
    assert await _winners(demo, count) == count
    assert demo.read("_doubles") == {"seats": 1, "interviews": count * (count - 1) // 2}
