"""What is asked of a real demo jobcentre over HTTP, and what comes back."""

from api.booking import service
from api.ids import new_uuid
from tests.support.exchange import Exchange


async def test_a_booking_is_waiting_until_the_planner_has_confirmed_it(exchange: Exchange) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    time = (await exchange.free(citizen))[0]

    asked = await exchange.book(citizen, time)
    assert (asked.state, asked.status) == ("waiting", None)

    await exchange.settle()
    told = await exchange.interview(citizen, asked.id)
    assert (told.state, told.status, told.start) == ("booked", "booket", time.start)
    assert await exchange.news(citizen) == ["interview_confirmed"]


async def test_hold_confirm_move_cancel(exchange: Exchange) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    first, second = (await exchange.free(citizen))[5:7]
    hold_id = new_uuid()
    async with exchange.database.transaction() as tx:
        held = await service.hold(tx, citizen, first.time_id, interview_id=hold_id, now=exchange.now())
    assert (held.state, held.hold_granted) == ("hold", False)
    await exchange.settle()
    held = await exchange.interview(citizen, hold_id)
    assert held.hold_granted
    async with exchange.database.transaction() as tx:
        await service.confirm(tx, citizen, hold_id, now=exchange.now())
    await exchange.settle()
    booked = await exchange.interview(citizen, hold_id)
    assert booked.state == "booked"
    async with exchange.database.transaction() as tx:
        moving = await service.move(
            tx, citizen, hold_id, second.time_id, version=booked.version, now=exchange.now()
        )
    assert (moving.state, moving.start, moving.moving_to and moving.moving_to.start) == (
        "booked",
        first.start,
        second.start,
    )
    await exchange.settle()
    moved = await exchange.interview(citizen, hold_id)
    assert (moved.start, moved.moving_to) == (second.start, None)
    async with exchange.database.transaction() as tx:
        await service.cancel(tx, citizen, hold_id, "borger", version=moved.version, now=exchange.now())
    await exchange.settle()
    assert (await exchange.interview(citizen, hold_id)).state == "cancelled"
    assert await exchange.news(citizen) == [
        "hold_granted",
        "interview_confirmed",
        "interview_confirmed",
        "interview_cancelled",
    ]
