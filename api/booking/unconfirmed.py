"""Bookings that are not confirmed though their deadline is near: said, and kept as evidence."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select

from api.booking import rules, store, writes
from api.booking.codes import DeadlineState, NoticeKind, Wish, WishState
from api.clock import danish_day
from api.db.engine import Transaction
from api.db.tables.booking import deadlines, evidence, interviews
from api.outbox import store as outbox

_UNCONFIRMED = "unconfirmed"


async def not_warned(tx: Transaction, *, now: datetime) -> list[tuple[UUID, UUID]]:
    """Return (citizen, interview) of bookings that wait for an answer near a deadline, without a warning yet.

    In a long outage thousands wait: those with no deadline near are not looked at one by one.
    """
    near = exists().where(
        deadlines.c.citizen_id == interviews.c.citizen_id,
        deadlines.c.kind == interviews.c.kind,
        deadlines.c.state == DeadlineState.ACTIVE,
        deadlines.c.due <= danish_day(now + rules.NEAR_DEADLINE),
    )
    warned = exists().where(evidence.c.interview_id == interviews.c.id, evidence.c.kind == _UNCONFIRMED)
    query = select(interviews.c.citizen_id, interviews.c.id).where(
        interviews.c.active,
        interviews.c.wish == Wish.BOOK,
        interviews.c.wish_state == WishState.SENT,
        near,
        ~warned,
    )
    return [(row.citizen_id, row.id) for row in await tx.execute(query)]


async def warn(tx: Transaction, citizen_id: UUID, interview_id: UUID, *, now: datetime) -> bool:
    """Warn of a booking that is unconfirmed within 48 hours of its deadline; False when it is not (any more).

    No rule extends a deadline because a system was slow: the citizen must book on Jobnet or ring now, and
    gets a dated receipt of having booked here in time.
    """
    await store.lock(tx, citizen_id)
    standing = await store.standing(tx, citizen_id, now=now)
    record = standing.record(interview_id)
    if record is None or not rules.must_use_jobnet(standing, record, now):
        return False
    deadline = standing.deadline_for(record.kind, now)
    said = {
        "booked_at": record.created_at.isoformat(),
        "deadline": deadline.due.isoformat() if deadline else None,
        "planner_down_since": str(standing.planner_down_since or ""),
    }
    number, _ = await writes.keep_evidence(
        tx, citizen_id, _UNCONFIRMED, said, interview_id=record.id, now=now
    )
    body = {"interview_id": str(record.id), "receipt": number}
    await outbox.tell(tx, citizen_id, NoticeKind.INTERVIEW_UNCONFIRMED, body, now=now)
    return True
