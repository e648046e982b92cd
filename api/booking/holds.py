"""Holding a time while the citizen decides: local at once, asked of the planner at once."""

from datetime import datetime
from functools import partial
from typing import NoReturn
from uuid import UUID

from api.booking import commands, refusals, rules, search, store, view, writes
from api.booking.codes import ONE_AT_A_TIME, Form, Kind, Reason, Wish, WishState
from api.booking.model import Interview
from api.booking.standing import BookableTime, Once, Record, Standing
from api.db.engine import Transaction
from api.db.tables.booking import interviews
from api.errors import NotFoundError
from api.metrics import BOOKINGS


async def hold(
    tx: Transaction,
    citizen_id: UUID,
    time_id: str,
    *,
    kind: Kind | None = None,
    form: Form | None = None,
    replaces: UUID | None = None,
    interview_id: UUID,
    now: datetime,
) -> Interview:
    """Hold a time, for a new interview or (with `replaces`) as the new time of one that is booked.

    A hold the citizen has on another time for the same purpose is given back. The same call again answers
    the same. Raises ConflictError: time_taken (with `alternatives`), unknown_time, window,
    form_not_offered, has_future_interview, overlaps_own, and those of why_not_selfbook or why_not_move.
    """
    standing = await settled(tx, citizen_id, time_id=time_id, kind=kind, moving=replaces, now=now)
    known = standing.record(interview_id)
    if known and known.active and known.time_id == time_id:
        return view.show(standing, known, now)
    if known:
        await refusals.refuse(
            tx, standing, Wish.HOLD, Reason.VERSION_CONFLICT, interview_id=known.id, now=now, time_id=time_id
        )
    old = own(standing, replaces) if replaces else None
    time = await bookable(tx, standing, time_id, Wish.HOLD, now=now)
    form = form or preferred_form(time, old)
    if reason := _why_not(standing, time, form, old, now):
        await refusals.refuse(
            tx, standing, Wish.HOLD, reason, interview_id=replaces, now=now, time_id=time_id
        )
    async with tx.begin_nested() as point:
        await give_back(tx, standing, time.kind, replaces, now=now)
        record = await writes.occupy(
            tx,
            standing,
            time,
            commands.Reserve(interview_id=interview_id, wire_id=replaces or interview_id, time_id=time_id),
            interview_id=interview_id,
            form=form,
            wish=Wish.HOLD,
            hold_until=standing.hold_ends(now),
            replaces=old,
            now=now,
        )
        if record is None:
            await point.rollback()
    if record is None:
        await time_taken(tx, standing, time, Wish.HOLD, now=now)
    BOOKINGS.labels(Wish.HOLD, "sent").inc()
    return view.show(standing.having(record), record, now)


def _why_not(
    standing: Standing, time: BookableTime, form: Form, old: Record | None, now: datetime
) -> Reason | None:
    if old is None:
        return rules.why_not_book(standing, time, form, now) or why_not_occupy(standing, time)
    return rules.why_not_move_to(standing, old, time, form, now) or why_not_occupy(standing, time, old)


def why_not_occupy(standing: Standing, time: BookableTime, old: Record | None = None) -> Reason | None:
    """Return which of the citizen's own interviews is in the way, None when none is."""
    for record in standing.records:
        if not record.active or record.replaces or record == old or record.wish is Wish.HOLD:
            continue
        if record.kind is time.kind and time.kind in ONE_AT_A_TIME and old is None:
            return Reason.HAS_FUTURE_INTERVIEW
        if record.starts_at < time.end and time.start < record.ends_at:
            return Reason.OVERLAPS_OWN
    return None


async def give_back(
    tx: Transaction, standing: Standing, kind: Kind, replaces: UUID | None, *, now: datetime
) -> None:
    """Give back the holds that a new one of this kind, or for this interview, takes the place of."""
    for record in standing.records:
        if record.active and record.wish is Wish.HOLD and (record.kind, record.replaces) == (kind, replaces):
            await _release(tx, standing, record, now=now)


async def _release(tx: Transaction, standing: Standing, record: Record, *, now: datetime) -> None:
    await writes.vacate(tx, interviews.c.id == record.id, now=now, wish_state=WishState.DROPPED)
    await commands.send(tx, standing, commands.Release(wire_id=record.wire_id), now=now)


async def release_hold(tx: Transaction, citizen_id: UUID, interview_id: UUID, *, now: datetime) -> Interview:
    """Give a hold back; one that has run out is given back too."""
    standing = await settled(tx, citizen_id, now=now)
    record = own(standing, interview_id)
    if record.active and record.wish is Wish.HOLD:
        await _release(tx, standing, record, now=now)
    return await show(tx, citizen_id, interview_id, now=now)


async def extend_hold(tx: Transaction, citizen_id: UUID, interview_id: UUID, *, now: datetime) -> Interview:
    """Ask the planner to keep the time longer, once. The countdown changes when the planner has answered.

    Raises ConflictError: hold_expired, hold_extended_before.
    """
    standing = await settled(tx, citizen_id, now=now)
    record = own(standing, interview_id)
    reason = Reason.HOLD_EXTENDED_BEFORE if record.extended else None
    if not record.is_live_hold(now):
        reason = Reason.HOLD_EXPIRED
    if reason:
        await refusals.refuse(tx, standing, "extend", reason, interview_id=interview_id, now=now)
    await writes.change(tx, interview_id, now=now, extended=True)
    command = commands.Reserve(
        interview_id=interview_id, wire_id=record.wire_id, time_id=record.time_id or ""
    )
    await commands.send(tx, standing, command, now=now, expires_at=record.hold_until)
    return await show(tx, citizen_id, interview_id, now=now)


async def settled(
    tx: Transaction,
    citizen_id: UUID,
    *,
    time_id: str | None = None,
    kind: Kind | None = None,
    moving: UUID | None = None,
    once: Once | None = None,
    now: datetime,
) -> Standing:
    """Return where the citizen stands, locked; interviews that are over no longer occupy anything."""
    if not (once and once.is_locked):
        await store.lock(tx, citizen_id)
    read = partial(
        store.standing, tx, citizen_id, time_id=time_id, kind=kind, moving=moving, once=once, now=now
    )
    standing = await read()
    if any(record.active and record.ends_at <= now for record in standing.records):
        await writes.close_past(tx, interviews.c.citizen_id == citizen_id, now=now)
        standing = await read()
    return standing


async def bookable(
    tx: Transaction, standing: Standing, time_id: str, deed: Wish, *, now: datetime
) -> BookableTime:
    """Return the time they want with whether it meets the deadline; refuses unknown_time."""
    time = standing.time
    if time is None:
        # Who may not book here at all is told that, not that there is no such time.
        reason = rules.why_not_selfbook(standing, None, now) or Reason.UNKNOWN_TIME
        kind = search.most_urgent(standing, now)
        free = await refusals.alternatives(tx, standing, kind, now, now=now)
        await refusals.refuse(tx, standing, deed, reason, now=now, time_id=time_id, alternatives=free)
    in_time = rules.meets(standing, time.kind, time.start, now) is not False
    return time if in_time else time.model_copy(update={"meets_deadline": False})


async def time_taken(
    tx: Transaction, standing: Standing, time: BookableTime, deed: Wish, *, now: datetime
) -> NoReturn:
    """Refuse a time that somebody else has, with others that are free."""
    free = await refusals.alternatives(tx, standing, time.kind, time.start, now=now)
    await refusals.refuse(
        tx, standing, deed, Reason.TIME_TAKEN, now=now, time_id=time.time_id, alternatives=free
    )


def own(standing: Standing, interview_id: UUID) -> Record:
    """Return the citizen's interview; raises NotFoundError for one that is not theirs."""
    record = standing.record(interview_id)
    if record is None:
        raise NotFoundError(f"no interview {interview_id} of this citizen")
    return record


def preferred_form(time: BookableTime, old: Record | None = None) -> Form:
    """Return the form that is meant when none is named: the old one, else in person, else the first."""
    for form in (old.form if old else Form.IN_PERSON, Form.IN_PERSON):
        if form in time.forms:
            return form
    return time.forms[0]


async def show(tx: Transaction, citizen_id: UUID, interview_id: UUID, *, now: datetime) -> Interview:
    """Return the interview as it stands after the deed."""
    standing = await store.standing(tx, citizen_id, now=now)
    return view.show(standing, own(standing, interview_id), now)
