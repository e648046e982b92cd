"""The waiting list for an earlier time, and the rating afterwards."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert

from api.booking import commands, holds, refusals, view, writes
from api.booking.codes import NoticeKind, Reason, Status
from api.booking.model import Interview, WaitingListEntry
from api.booking.standing import Once
from api.db.engine import Transaction
from api.db.tables.booking import waiting_list
from api.errors import NotFoundError
from api.ids import new_uuid
from api.outbox import store as outbox

_OPEN = ("sent", "waiting")
# For each who waits the first free time that is earlier than theirs and has opened since they were told.
_EARLIER = text(
    """
    SELECT DISTINCT ON (w.id) w.id AS entry_id, w.citizen_id, w.interview_id, t.time_id, t.starts_at
    FROM waiting_list w
    JOIN interviews i ON i.id = w.interview_id AND i.active AND i.status = 'booket'
    JOIN offers o ON o.citizen_id = w.citizen_id AND o.kind = i.kind AND o.id = :offer
    JOIN times t ON t.jobcentre = o.jobcentre AND t.offer_id = o.id
    WHERE o.jobcentre = :jobcentre AND w.state = 'waiting'
      AND t.starts_at > :now AND t.starts_at < i.starts_at
      AND (w.earliest IS NULL OR (t.starts_at AT TIME ZONE 'Europe/Copenhagen')::date >= w.earliest)
      AND (w.latest IS NULL OR (t.starts_at AT TIME ZONE 'Europe/Copenhagen')::date <= w.latest)
      AND t.first_seen_at > w.told_at
      AND NOT EXISTS (SELECT 1 FROM interviews x
        WHERE x.active AND x.group_id IS NULL AND x.jobcentre = t.jobcentre AND x.adviser_id = t.adviser_id
          AND tstzrange(x.starts_at, x.ends_at) && tstzrange(t.starts_at, t.ends_at))
    ORDER BY w.id, t.starts_at
    """
)
WORST, BEST = 1, 6


async def join_waiting_list(
    tx: Transaction,
    citizen_id: UUID,
    interview_id: UUID,
    *,
    earliest: date | None = None,
    latest: date | None = None,
    now: datetime,
) -> WaitingListEntry:
    """Wait for a time earlier than the interview has; the interview stands meanwhile.

    The same again answers the same. Raises ConflictError: move_not_allowed, when it is not a booked one.
    """
    standing = await holds.settled(tx, citizen_id, now=now)
    record = holds.own(standing, interview_id)
    known = await open_entry(tx, interview_id)
    if known:
        return known
    if record.status is not Status.BOOKED or not record.movable or record.starts_at <= now:
        await refusals.refuse(
            tx, standing, "wait", Reason.MOVE_NOT_ALLOWED, interview_id=interview_id, now=now
        )
    entry_id = new_uuid()
    values = {
        "id": entry_id,
        "citizen_id": citizen_id,
        "interview_id": interview_id,
        "earliest": earliest,
        "latest": latest,
        "state": "sent",
        "told_at": now,
        "created_at": now,
    }
    await tx.execute(insert(waiting_list), values)
    command = commands.JoinWaitingList(
        entry_id=entry_id, interview_id=interview_id, earliest=earliest, latest=latest
    )
    await commands.send(tx, standing, command, now=now, expires_at=record.starts_at)
    return WaitingListEntry.model_validate(values)


async def leave_waiting_list(
    tx: Transaction, citizen_id: UUID, interview_id: UUID, *, now: datetime
) -> WaitingListEntry:
    """Wait no longer for an earlier time than this interview has; raises NotFoundError if nobody waits."""
    standing = await holds.settled(tx, citizen_id, now=now)
    holds.own(standing, interview_id)
    entry = await open_entry(tx, interview_id)
    if entry is None:
        raise NotFoundError(f"no place on the waiting list for {interview_id}")
    await set_entry(tx, entry.id, state="left")
    await commands.send(tx, standing, commands.LeaveWaitingList(entry_id=entry.id), now=now)
    return entry.model_copy(update={"state": "left"})


async def open_entry(tx: Transaction, interview_id: UUID) -> WaitingListEntry | None:
    """Return the place on the waiting list that this interview has."""
    query = select(waiting_list).where(
        waiting_list.c.interview_id == interview_id, waiting_list.c.state.in_(_OPEN)
    )
    row = (await tx.execute(query)).mappings().one_or_none()
    return WaitingListEntry.model_validate(dict(row)) if row else None


async def entry(tx: Transaction, entry_id: UUID) -> WaitingListEntry | None:
    """Return a place on the waiting list, whatever became of it."""
    row = (await tx.execute(select(waiting_list).where(waiting_list.c.id == entry_id))).mappings().first()
    return WaitingListEntry.model_validate(dict(row)) if row else None


async def set_entry(tx: Transaction, entry_id: UUID, **values: object) -> None:
    """Write what became of a place on the waiting list."""
    await tx.execute(update(waiting_list).where(waiting_list.c.id == entry_id).values(**values))


async def rate(
    tx: Transaction,
    citizen_id: UUID,
    interview_id: UUID,
    stars: int,
    word: str | None = None,
    *,
    once: Once | None = None,
    now: datetime,
) -> Interview:
    """Rate an interview that was held, 1 (worst) to 6 (best); a later rating replaces an earlier one.

    Raises ConflictError: not_held_yet. Raises ValueError outside 1 to 6.
    """
    if not WORST <= stars <= BEST:
        raise ValueError(f"a rating is {WORST} to {BEST}, not {stars}")
    standing = await holds.settled(tx, citizen_id, once=once, now=now)
    record = holds.own(standing, interview_id)
    if refusals.asked_before(standing):
        return view.show(standing, record, now)
    if record.status is not Status.HELD:
        await refusals.refuse(tx, standing, "rate", Reason.NOT_HELD_YET, interview_id=interview_id, now=now)
    await writes.change(tx, interview_id, now=now, rating=stars)
    command = commands.Rate(interview_id=interview_id, stars=stars, word=word)
    await commands.send(tx, standing, command, now=now)
    return view.show(standing, record.model_copy(update={"rating": stars}), now)


async def offer_earlier(tx: Transaction, jobcentre: str, offer_id: str, *, now: datetime) -> int:
    """Tell those on the waiting list of an earlier time that has opened, each time once; return how many."""
    rows = (await tx.execute(_EARLIER, {"jobcentre": jobcentre, "offer": offer_id, "now": now})).all()
    for row in rows:
        await set_entry(tx, row.entry_id, told_at=now)
        body = {
            "interview_id": str(row.interview_id),
            "time_id": row.time_id,
            "start": row.starts_at.isoformat(),
        }
        await outbox.tell(tx, row.citizen_id, NoticeKind.WAITING_LIST_TIME, body, now=now)
    return len(rows)
