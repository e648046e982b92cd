"""Many want one time: one gets it. The negative control shows that it is the index that decides."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

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


COUNTS = (2, 8, 64)


async def _winners(demo: DemoJobcentre) -> dict[int, int]:
    """Let so many try to book one time, another time and other people for each count; how many got it."""
    opened, winners, first = open_jobcentre(demo.connection()), {}, 0
    times = await free_times(opened, extra_cpr(0))
    for count, tid in zip(COUNTS, times, strict=False):
        tries = [_try(opened, number, tid.tid_id) for number in range(first, first + count)]
        winners[count], first = sum(await asyncio.gather(*tries)), first + count
    await opened.close()
    return winners


async def test_one_of_many_gets_the_time(start_jobcentre: Callable[..., DemoJobcentre]) -> None:
    demo = start_jobcentre("--extra-citizens", "80")
    assert await _winners(demo) == dict.fromkeys(COUNTS, 1)
    assert demo.read("_doubles") == {"seats": 0, "interviews": 0}


async def test_negative_control_without_the_index_all_get_it(
    start_jobcentre: Callable[..., DemoJobcentre],
) -> None:
    demo = start_jobcentre("--extra-citizens", "80", "--without-exclusion")
    assert await _winners(demo) == {count: count for count in COUNTS}
    pairs = sum(count * (count - 1) // 2 for count in COUNTS)
    assert demo.read("_doubles") == {"seats": 3, "interviews": pairs}
