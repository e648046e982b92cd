"""Seats of group meetings: a counter that a CHECK keeps within the capacity."""

from collections.abc import Sequence

from sqlalchemy import func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from api.booking.codes import Status
from api.db.engine import Transaction
from api.db.tables.booking import group_meetings, interviews

_g = group_meetings.c


async def take(tx: Transaction, jobcentre: str, group: str) -> bool:
    """Take a seat; False when there is none left."""
    seat = update(group_meetings).where(
        _g.jobcentre == jobcentre, _g.group_id == group, _g.taken + _g.others < _g.capacity
    )
    return (await tx.execute(seat.values(taken=_g.taken + 1))).rowcount == 1


async def take_as_planner(tx: Transaction, jobcentre: str, group: str) -> None:
    """Take the seat the planner gave: it was one of those we counted as taken by others, or a new one."""
    if await take(tx, jobcentre, group):
        return
    seat = insert(group_meetings).values(jobcentre=jobcentre, group_id=group, capacity=1, taken=1, others=0)
    once_more = {
        "taken": _g.taken + 1,
        "others": func.greatest(_g.others - 1, 0),
        "capacity": func.greatest(_g.capacity, _g.taken + 1 + func.greatest(_g.others - 1, 0)),
    }
    await tx.execute(seat.on_conflict_do_update(index_elements=[_g.jobcentre, _g.group_id], set_=once_more))


async def give(tx: Transaction, seats: Sequence[tuple[str, str]]) -> None:
    """Give seats back."""
    for jobcentre, group in seats:
        freed = update(group_meetings).where(_g.jobcentre == jobcentre, _g.group_id == group)
        await tx.execute(freed.values(taken=func.greatest(_g.taken - 1, 0)))


async def refresh(tx: Transaction, jobcentre: str, group: str, *, capacity: int, left: int) -> None:
    """Take in the planner's count: the seats of others are those neither free nor known to be ours."""
    ours = (
        select(func.count())
        .where(
            interviews.c.active,
            interviews.c.jobcentre == jobcentre,
            interviews.c.group_id == group,
            interviews.c.status.in_([Status.BOOKED, Status.HELD_FOR, Status.ARRIVED]),
        )
        .scalar_subquery()
    )
    others = func.greatest(literal(capacity) - literal(left) - ours, 0)
    fresh = insert(group_meetings).values(
        jobcentre=jobcentre, group_id=group, capacity=capacity, taken=0, others=func.least(others, capacity)
    )
    known = {
        "capacity": func.greatest(capacity, _g.taken),
        "others": func.least(others, func.greatest(capacity, _g.taken) - _g.taken),
    }
    await tx.execute(fresh.on_conflict_do_update(index_elements=[_g.jobcentre, _g.group_id], set_=known))
