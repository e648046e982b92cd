"""Takes in what can be booked, until when, and which times are free: our copy of the planner's."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, all_, and_, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from api.booking import seats, store
from api.booking.codes import DeadlineState, NoticeKind
from api.booking.model import Deadline, Frozen, Instant
from api.booking.planner import PlannerOffer, PlannerStatus, PlannerTime
from api.db.engine import Transaction
from api.db.tables.booking import deadlines, offer_windows, offers, selfbooking, times
from api.outbox import store as outbox

_FOR_GOOD = frozenset({"jobcentre", "offer_id", "time_id", "first_seen_at"})


class Window(Frozen):
    """A stretch of an offer's times that we keep a copy of."""

    jobcentre: str
    offer_id: str
    window_from: date
    window_to: date
    wanted_at: Instant | None
    seen_at: Instant | None


async def take_status(
    tx: Transaction, citizen_id: UUID, status: PlannerStatus, *, now: datetime, quiet: bool = False
) -> None:
    """Take in whether the citizen may self-book and every deadline; one no longer listed is closed."""
    await store.lock(tx, citizen_id)
    values = {
        "may_selfbook": status.may_selfbook,
        "reason": status.reason,
        "instant_required": status.instant_required,
        "seen_at": now,
    }
    kept = insert(selfbooking).values(citizen_id=citizen_id, **values)
    await tx.execute(kept.on_conflict_do_update(index_elements=[selfbooking.c.citizen_id], set_=values))
    known = await _known_deadlines(tx, citizen_id)
    for deadline in status.deadlines:
        await _take_deadline(tx, citizen_id, deadline, known.get(deadline.id), now=now, quiet=quiet)
    gone = and_(
        deadlines.c.citizen_id == citizen_id,
        deadlines.c.deadline_id.not_in([deadline.id for deadline in status.deadlines]),
        deadlines.c.state != DeadlineState.CLOSED,
    )
    await tx.execute(update(deadlines).where(gone).values(state=DeadlineState.CLOSED, changed_at=now))


async def _known_deadlines(tx: Transaction, citizen_id: UUID) -> dict[str, Deadline]:
    rows = await tx.execute(select(deadlines).where(deadlines.c.citizen_id == citizen_id))
    return {
        row["deadline_id"]: Deadline.model_validate({**row, "id": row["deadline_id"]})
        for row in rows.mappings()
    }


async def _take_deadline(
    tx: Transaction,
    citizen_id: UUID,
    deadline: Deadline,
    known: Deadline | None,
    *,
    now: datetime,
    quiet: bool,
) -> None:
    if known == deadline:
        return
    values = deadline.model_dump(exclude={"id", "met_by", "met_is_confirmed"}) | {"changed_at": now}
    written = insert(deadlines).values(
        citizen_id=citizen_id, deadline_id=deadline.id, first_seen_at=now, **values
    )
    await tx.execute(
        written.on_conflict_do_update(
            index_elements=[deadlines.c.citizen_id, deadlines.c.deadline_id], set_=values
        )
    )
    moved = known is None or (known.due, known.latest_held) != (deadline.due, deadline.latest_held)
    if moved and deadline.state is DeadlineState.ACTIVE and not quiet:
        body = {"deadline": deadline.id, "due": deadline.due.isoformat()}
        await outbox.tell(tx, citizen_id, NoticeKind.DEADLINE_CHANGED, body, now=now)


async def take_offers(
    tx: Transaction, citizen_id: UUID, jobcentre: str, offered: Sequence[PlannerOffer], *, now: datetime
) -> None:
    """Replace what the citizen can book; windows not yet looked at are looked at soon."""
    await tx.execute(delete(offers).where(offers.c.citizen_id == citizen_id))
    for one in offered:
        offer = one.offer
        row = offer.model_dump(exclude={"forms"}) | {"forms": list(offer.forms)}
        place = one.place.model_dump(mode="json", exclude_defaults=True)
        await tx.execute(
            insert(offers).values(citizen_id=citizen_id, jobcentre=jobcentre, place=place, **row)
        )
        window = insert(offer_windows).values(
            jobcentre=jobcentre,
            offer_id=offer.id,
            window_from=offer.window_from,
            window_to=offer.window_to,
            due_at=now,
        )
        wider = {
            "window_from": func.least(offer_windows.c.window_from, offer.window_from),
            "window_to": func.greatest(offer_windows.c.window_to, offer.window_to),
        }
        await tx.execute(
            window.on_conflict_do_update(
                index_elements=[offer_windows.c.jobcentre, offer_windows.c.offer_id], set_=wider
            )
        )


async def take_times(
    tx: Transaction, window: Window, found: Sequence[PlannerTime], *, now: datetime, next_at: datetime
) -> None:
    """Replace our copy of an offer's times by what the planner lists now; look again at `next_at`."""
    is_window = and_(times.c.jobcentre == window.jobcentre, times.c.offer_id == window.offer_id)
    # One array, not one parameter each: a big jobcentre has more times than a statement may have parameters.
    listed = bindparam("listed", [time.time_id for time in found], type_=ARRAY(Text))
    await tx.execute(delete(times).where(is_window, times.c.time_id != all_(listed)))
    if found:
        rows = [_time_row(window, time, now) for time in found]
        fresh = insert(times)
        changed = {name: fresh.excluded[name] for name in rows[0] if name not in _FOR_GOOD}
        keys = [times.c.jobcentre, times.c.offer_id, times.c.time_id]
        await tx.execute(fresh.on_conflict_do_update(index_elements=keys, set_=changed), rows)
    for group in {time.group_id: time for time in found if time.group_id}.values():
        assert group.group_id
        await seats.refresh(tx, window.jobcentre, group.group_id, capacity=group.capacity, left=group.seats)
    await tx.execute(
        update(offer_windows)
        .where(offer_windows.c.jobcentre == window.jobcentre, offer_windows.c.offer_id == window.offer_id)
        .values(seen_at=now, due_at=next_at)
    )


def _time_row(window: Window, time: PlannerTime, now: datetime) -> dict[str, Any]:
    row = time.model_dump(exclude={"capacity", "seats", "forms"})
    return row | {
        "jobcentre": window.jobcentre,
        "offer_id": window.offer_id,
        "forms": list(time.forms),
        "first_seen_at": now,
        "seen_at": now,
    }


async def due_windows(tx: Transaction, jobcentre: str, *, now: datetime, most: int) -> list[Window]:
    """Return the offers whose times are to be looked at again, the most overdue first."""
    query = (
        select(*(offer_windows.c[name] for name in Window.model_fields))
        .where(offer_windows.c.jobcentre == jobcentre, offer_windows.c.due_at <= now)
        .order_by(offer_windows.c.due_at)
        .limit(most)
    )
    return [Window.model_validate(dict(row)) for row in (await tx.execute(query)).mappings()]


async def look_again(tx: Transaction, jobcentre: str, *, now: datetime) -> None:
    """A time has opened or closed: look at every offer of the jobcentre again at once."""
    mark = update(offer_windows).where(offer_windows.c.jobcentre == jobcentre)
    await tx.execute(mark.values(due_at=now))


async def close_time(tx: Transaction, jobcentre: str, time_id: str) -> None:
    """A time is no longer free, says the planner."""
    await tx.execute(delete(times).where(times.c.jobcentre == jobcentre, times.c.time_id == time_id))
