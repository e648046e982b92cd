"""Takes in the planner's answers to our commands that are not an interview: a hold granted, a no, too late."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from api.booking import waiting, writes
from api.booking.codes import NoticeKind, Reason, Status, Wish, WishState
from api.booking.standing import Record
from api.db.engine import Transaction
from api.db.tables.booking import interviews
from api.metrics import BOOKINGS
from api.outbox import store as outbox


async def granted(
    tx: Transaction, citizen_id: UUID, interview_id: UUID, until: datetime, *, now: datetime
) -> bool:
    """The planner keeps the time until `until`: now the countdown is true. False when nobody wants it now."""
    record = await writes.locked(tx, interview_id)
    if record is None or not record.active:
        return False
    if record.wish is not Wish.HOLD:
        return True
    await writes.change(
        tx,
        interview_id,
        now=now,
        hold_until=until,
        wish_state=WishState.CONFIRMED,
        status=Status.HELD_FOR if record.replaces is None else record.status,
    )
    body = {"interview_id": str(interview_id), "until": until.isoformat(), "extended": record.extended}
    await outbox.tell(tx, citizen_id, NoticeKind.HOLD_GRANTED, body, now=now)
    return True


async def hold_lost(
    tx: Transaction,
    citizen_id: UUID,
    interview_id: UUID,
    reason: Reason | str,
    *,
    alternatives: Sequence[str] = (),
    now: datetime,
) -> None:
    """The planner does not keep the time. Whoever has pressed "book" meanwhile hears it of the booking."""
    record = await writes.locked(tx, interview_id)
    if record is None or not record.active or record.wish is not Wish.HOLD:
        return
    await writes.vacate(
        tx, interviews.c.id == interview_id, now=now, wish_state=WishState.REFUSED, refusal=str(reason)
    )
    body = {"interview_id": str(interview_id), "reason": str(reason), "alternatives": list(alternatives)}
    await outbox.tell(tx, citizen_id, NoticeKind.HOLD_LOST, body, now=now)


async def refused(
    tx: Transaction,
    citizen_id: UUID,
    interview_id: UUID,
    wish: Wish,
    reason: Reason | str,
    *,
    state: WishState = WishState.REFUSED,
    alternatives: Sequence[str] = (),
    now: datetime,
) -> bool:
    """A booking, move or cancellation did not happen: the planner said no, its time passed, or it is parked.

    A booking's time is free again; the old time of a move stands, and so does what was to be cancelled.
    The citizen is told, and evidence is kept. False when the citizen wants something else by now.
    """
    record = await writes.locked(tx, interview_id)
    if record is None:
        return False
    if wish is Wish.BOOK and record.is_pending(Wish.CANCEL) and record.status is None:
        await _never_was(tx, record, now=now)
        return True
    if wish is Wish.MOVE:
        await _end_move(tx, record, state, now=now)
    if not record.is_pending(wish):
        return False
    values = {"wish_state": state, "refusal": str(reason)}
    if wish is Wish.BOOK and record.active:
        await writes.vacate(tx, interviews.c.id == record.id, now=now, **values)
    else:
        await writes.change(tx, record.id, now=now, **values)
    await _tell_refusal(tx, record, wish, str(reason), state, alternatives, now=now)
    return True


async def _tell_refusal(
    tx: Transaction,
    record: Record,
    wish: Wish,
    reason: str,
    state: WishState,
    alternatives: Sequence[str],
    *,
    now: datetime,
) -> None:
    said = {"deed": wish, "reason": reason, "state": state}
    number, _ = await writes.keep_evidence(
        tx, record.citizen_id, "answer", said, interview_id=record.id, now=now
    )
    body = {
        "interview_id": str(record.id),
        "wish": wish,
        "reason": reason,
        "state": state,
        "alternatives": list(alternatives),
        "receipt": number,
    }
    await outbox.tell(tx, record.citizen_id, NoticeKind.INTERVIEW_REFUSED, body, now=now)
    BOOKINGS.labels(wish, reason).inc()


async def _end_move(tx: Transaction, record: Record, state: WishState, *, now: datetime) -> None:
    beside = await writes.moving_row(tx, record.id)
    if beside and beside.wish is Wish.MOVE:
        await writes.vacate(tx, interviews.c.id == beside.id, now=now, wish_state=state)


async def never_was(tx: Transaction, citizen_id: UUID, interview_id: UUID, *, now: datetime) -> None:
    """A booking was cancelled before it reached the planner: it is cancelled, and was never booked."""
    record = await writes.locked(tx, interview_id)
    if record and record.status is None and record.is_pending(Wish.CANCEL):
        await _never_was(tx, record, now=now)


async def _never_was(tx: Transaction, record: Record, *, now: datetime) -> None:
    confirmed = {"wish": Wish.CANCEL, "wish_state": WishState.CONFIRMED}
    if record.active:
        await writes.vacate(tx, interviews.c.id == record.id, now=now, **confirmed)
    else:
        await writes.change(tx, record.id, now=now, **confirmed)
    body = {"interview_id": str(record.id), "version": 0, "change": []}
    await outbox.tell(tx, record.citizen_id, NoticeKind.INTERVIEW_CANCELLED, body, now=now)


async def on_waiting_list(
    tx: Transaction, citizen_id: UUID, entry_id: UUID, *, joined: bool, reason: str | None, now: datetime
) -> None:
    """The planner has put the citizen on its waiting list, or has refused to."""
    known = await waiting.entry(tx, entry_id)
    if known is None or known.state != "sent":
        return
    await waiting.set_entry(tx, entry_id, state="waiting" if joined else "refused")
    kind = NoticeKind.WAITING_LIST_JOINED if joined else NoticeKind.WAITING_LIST_REFUSED
    body = {"interview_id": str(known.interview_id), "entry": str(entry_id), "reason": reason}
    await outbox.tell(tx, citizen_id, kind, body, now=now)
