"""Book, move, cancel: written here at once, true when the planner has answered."""

from datetime import datetime
from uuid import UUID

from api.booking import commands, holds, refusals, rules, search, store, view, writes
from api.booking.codes import Form, Kind, Reason, Wish, WishState
from api.booking.model import CancelPreview, Interview
from api.booking.standing import Once, Record, Standing
from api.clock import day_end
from api.db.engine import Transaction
from api.db.tables.booking import interviews
from api.ids import new_uuid
from api.metrics import BOOKINGS

_COUNTED = 500


async def confirm(
    tx: Transaction,
    citizen_id: UUID,
    interview_id: UUID,
    *,
    form: Form | None = None,
    once: Once | None = None,
    now: datetime,
) -> Interview:
    """Book the held time, or move to it when it was held as another interview's new time.

    The same call again answers the same. Raises ConflictError: hold_expired (with `alternatives`),
    form_not_offered, and those of moving.
    """
    standing = await holds.settled(tx, citizen_id, once=once, now=now)
    record = holds.own(standing, interview_id)
    if record.wish is not Wish.HOLD:
        return view.show(standing, holds.own(standing, record.wire_id), now)
    if not record.is_live_hold(now):
        await writes.vacate(tx, interviews.c.id == record.id, now=now, wish_state=WishState.DROPPED)
        free = await refusals.alternatives(tx, standing, record.kind, record.starts_at, now=now)
        await refusals.refuse(
            tx, standing, "confirm", Reason.HOLD_EXPIRED, interview_id=record.id, now=now, alternatives=free
        )
    form = form or record.form
    if form is not record.form and not await _is_offered(tx, standing, record, form, now=now):
        await refusals.refuse(
            tx, standing, "confirm", Reason.FORM_NOT_OFFERED, interview_id=record.id, now=now
        )
    if record.replaces is None:
        await writes.change(tx, record.id, now=now, **_sent(Wish.BOOK), form=form, hold_until=None)
        await _send_book(tx, standing, record, form, now=now)
    else:
        old = holds.own(standing, record.replaces)
        if reason := rules.why_not_move(standing, old, now):
            await refusals.refuse(tx, standing, Wish.MOVE, reason, interview_id=old.id, now=now)
        await _send_move(tx, standing, old, record, form, now=now)
    return await holds.show(tx, citizen_id, record.wire_id, now=now)


async def _is_offered(
    tx: Transaction, standing: Standing, held: Record, form: Form, *, now: datetime
) -> bool:
    known = await store.standing(tx, standing.citizen_id, time_id=held.time_id, kind=held.kind, now=now)
    return known.time is not None and form in known.time.forms


async def book(
    tx: Transaction,
    citizen_id: UUID,
    interview_id: UUID,
    time_id: str,
    form: Form,
    *,
    kind: Kind | None = None,
    once: Once | None = None,
    now: datetime,
) -> Interview:
    """Book a free time at once. The same call, or the same request again, answers the same.

    `kind` says which, where advisers hold several kinds at one time; a joint interview must be named.

    Raises ConflictError: time_taken (with `alternatives`), has_future_interview, overlaps_own,
    unknown_time, window, form_not_offered, not_selfbooking, summoned, belongs_to_akasse; version_conflict
    when the id is already another interview's.
    """
    standing = await holds.settled(tx, citizen_id, time_id=time_id, kind=kind, once=once, now=now)
    known = standing.record(refusals.asked_before(standing) or interview_id)
    if known:
        return await _book_again(tx, standing, known, time_id, form, now=now)
    time = await holds.bookable(tx, standing, time_id, Wish.BOOK, now=now)
    reason = rules.why_not_book(standing, time, form, now) or holds.why_not_occupy(standing, time)
    if reason:
        await refusals.refuse(tx, standing, Wish.BOOK, reason, now=now, time_id=time_id)
    await holds.give_back(tx, standing, time.kind, None, now=now)
    command = commands.Book(interview_id=interview_id, time_id=time_id, form=form, offer_id=time.offer_id)
    record = await writes.occupy(
        tx, standing, time, command, interview_id=interview_id, form=form, wish=Wish.BOOK, now=now
    )
    if record is None:
        await holds.time_taken(tx, standing, time, Wish.BOOK, now=now)
    BOOKINGS.labels(Wish.BOOK, "sent").inc()
    return view.show(standing.having(record), record, now)


async def _book_again(
    tx: Transaction, standing: Standing, known: Record, time_id: str, form: Form, *, now: datetime
) -> Interview:
    if known.time_id != time_id or known.replaces:
        await refusals.refuse(
            tx, standing, Wish.BOOK, Reason.VERSION_CONFLICT, interview_id=known.id, now=now, time_id=time_id
        )
    if known.wish is Wish.HOLD:
        return await confirm(tx, standing.citizen_id, known.id, form=form, once=standing.once, now=now)
    return view.show(standing, known, now)


async def move(
    tx: Transaction,
    citizen_id: UUID,
    interview_id: UUID,
    time_id: str,
    form: Form | None = None,
    *,
    version: int,
    once: Once | None = None,
    now: datetime,
) -> Interview:
    """Ask for another time (or form) in one step. The old time stands until the planner confirms the new.

    Raises ConflictError: version_conflict, too_late_to_move, move_not_allowed, wish_pending, window,
    time_taken (with `alternatives`), unknown_time, form_not_offered, overlaps_own.
    """
    standing = await holds.settled(tx, citizen_id, time_id=time_id, moving=interview_id, once=once, now=now)
    old = holds.own(standing, interview_id)
    if refusals.asked_before(standing):
        return view.show(standing, old, now)
    await _same_version(tx, standing, old, version, Wish.MOVE, now=now)
    if reason := rules.why_not_move(standing, old, now):
        await refusals.refuse(tx, standing, Wish.MOVE, reason, interview_id=old.id, now=now)
    time = await holds.bookable(tx, standing, time_id, Wish.MOVE, now=now)
    form = form or holds.preferred_form(time, old)
    reason = rules.why_not_move_to(standing, old, time, form, now)
    if reason := reason or holds.why_not_occupy(standing, time, old):
        await refusals.refuse(tx, standing, Wish.MOVE, reason, interview_id=old.id, now=now, time_id=time_id)
    await holds.give_back(tx, standing, time.kind, old.id, now=now)
    row = new_uuid()
    command = _move(old, row, time_id, form)
    record = await writes.occupy(
        tx, standing, time, command, interview_id=row, form=form, wish=Wish.MOVE, replaces=old, now=now
    )
    if record is None:
        await holds.time_taken(tx, standing, time, Wish.MOVE, now=now)
    await writes.change(tx, old.id, now=now, **_sent(Wish.MOVE))
    BOOKINGS.labels(Wish.MOVE, "sent").inc()
    return await holds.show(tx, citizen_id, interview_id, now=now)


async def cancel(
    tx: Transaction,
    citizen_id: UUID,
    interview_id: UUID,
    reason: str,
    *,
    version: int,
    once: Once | None = None,
    now: datetime,
) -> Interview:
    """Ask for the interview to be cancelled. The time is free when the planner has confirmed.

    Raises ConflictError: version_conflict, too_late_to_cancel, cancel_not_allowed, wish_pending.
    """
    standing = await holds.settled(tx, citizen_id, once=once, now=now)
    record = holds.own(standing, interview_id)
    if refusals.asked_before(standing):
        return view.show(standing, record, now)
    await _same_version(tx, standing, record, version, Wish.CANCEL, now=now)
    if refusal := rules.why_not_cancel(standing, record, now):
        await refusals.refuse(tx, standing, Wish.CANCEL, refusal, interview_id=record.id, now=now)
    beside = standing.new_time_of(record.id)
    if beside:
        await writes.vacate(tx, interviews.c.id == beside.id, now=now, wish_state=WishState.DROPPED)
    await writes.change(tx, record.id, now=now, **_sent(Wish.CANCEL))
    seen = (record.time_id, *((beside.time_id,) if beside else ()))
    command = commands.Cancel(interview_id=record.id, reason=reason, from_time_ids=seen)
    await commands.send(tx, standing, command, now=now, expires_at=record.starts_at)
    BOOKINGS.labels(Wish.CANCEL, "sent").inc()
    return await holds.show(tx, citizen_id, interview_id, now=now)


async def cancel_preview(
    tx: Transaction, citizen_id: UUID, interview_id: UUID, *, now: datetime
) -> CancelPreview:
    """Return what a cancellation means: the deadline, the lawful times that remain, whether it is a duty."""
    standing = await store.standing(tx, citizen_id, now=now)
    record = holds.own(standing, interview_id)
    day = search.latest_lawful(standing, record.kind, now)
    remaining = (
        await store.search(
            tx, citizen_id, kind=record.kind, start=now, end=day_end(day), limit=_COUNTED, now=now
        )
        if day
        else []
    )
    reason = rules.why_not_cancel(standing, record, now)
    return CancelPreview(
        interview=view.show(standing, record, now),
        deadline=standing.deadline_for(record.kind, now),
        remaining=len(remaining),
        first_times=tuple(refusals.plain(standing, remaining[:3], now)),
        obligatory=record.obligatory,
        allowed=reason is None,
        reason=reason,
        until=rules.cancel_until(record) if record.cancellable else None,
    )


def _sent(wish: Wish) -> dict[str, object]:
    return {"wish": wish, "wish_state": WishState.SENT, "refusal": None}


async def _same_version(
    tx: Transaction, standing: Standing, record: Record, version: int, deed: Wish, *, now: datetime
) -> None:
    if record.revision != version:
        await refusals.refuse(
            tx,
            standing,
            deed,
            Reason.VERSION_CONFLICT,
            interview_id=record.id,
            now=now,
            version=record.revision,
        )


async def _send_book(
    tx: Transaction, standing: Standing, record: Record, form: Form, *, now: datetime
) -> None:
    command = commands.Book(
        interview_id=record.id,
        time_id=record.time_id or "",
        form=form,
        offer_id=standing.offer_of(record),
    )
    await commands.send(tx, standing, command, now=now, expires_at=record.starts_at)
    BOOKINGS.labels(Wish.BOOK, "sent").inc()


def _move(old: Record, row: UUID, time_id: str, form: Form) -> commands.Move:
    return commands.Move(
        interview_id=old.id, new_row=row, time_id=time_id, form=form, from_time_id=old.time_id
    )


async def _send_move(
    tx: Transaction, standing: Standing, old: Record, held: Record, form: Form, *, now: datetime
) -> None:
    await writes.change(tx, held.id, now=now, **_sent(Wish.MOVE), form=form, hold_until=None)
    await writes.change(tx, old.id, now=now, **_sent(Wish.MOVE))
    command = _move(old, held.id, held.time_id or "", form)
    expires_at = min(held.starts_at, old.starts_at)
    await commands.send(tx, standing, command, now=now, expires_at=expires_at)
    BOOKINGS.labels(Wish.MOVE, "sent").inc()
