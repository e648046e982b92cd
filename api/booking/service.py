"""Self-booking as the dialogue and the routes use it.

Every function takes the open transaction first and `now` (UTC) by keyword. A deed is written together with
its message to the planner; what is told is what the planner has said. A refusal raises ConflictError with a
stable reason (codes.Reason) after writing its evidence: catch it inside the transaction, so that the evidence
is kept. None of these functions talks to the planner.
"""

from datetime import datetime
from uuid import UUID

from api.booking import calendar_file, holds, rules, store, view
from api.booking.codes import Wish
from api.booking.deeds import book, cancel, cancel_preview, confirm, move
from api.booking.holds import extend_hold, hold, release_hold
from api.booking.model import Interview, Overview
from api.booking.search import advisers, free_times, record_empty_search, search_receipt
from api.booking.standing import Standing
from api.booking.waiting import join_waiting_list, leave_waiting_list, rate
from api.db.engine import Transaction
from api.i18n import Words

__all__ = [
    "advisers",
    "book",
    "cancel",
    "cancel_preview",
    "confirm",
    "extend_hold",
    "free_times",
    "hold",
    "ics",
    "interview",
    "join_waiting_list",
    "leave_waiting_list",
    "move",
    "overview",
    "rate",
    "record_empty_search",
    "release_hold",
    "search_receipt",
]

_COMING = frozenset({"offered", "waiting", "booked"})
_RECENT = 5


async def overview(tx: Transaction, citizen_id: UUID, *, now: datetime) -> Overview:
    """Return everything about booking for one citizen, as it may be told now."""
    standing = await store.standing(tx, citizen_id, now=now)
    shown = [view.show(standing, record, now) for record in standing.records if record.wish is not Wish.HOLD]
    shown = [interview for interview in shown if interview.replaces is None]
    coming = [interview for interview in shown if interview.state in _COMING]
    recent = [interview for interview in shown if interview.state not in _COMING]
    planner = standing.selfbooking
    reason = rules.why_not_selfbook(standing, None, now)
    return Overview(
        deadlines=tuple(view.show_deadline(standing, deadline) for deadline in standing.deadlines),
        interviews=tuple(coming),
        recent=tuple(recent[::-1][:_RECENT]),
        holds=_holds(standing, now),
        offers=standing.offers,
        may_selfbook=reason is None,
        not_selfbook_reason=reason,
        not_selfbook_code=planner.reason if planner else None,
        instant_booking_required=bool(planner and planner.instant_required),
        planner_down_since=standing.planner_down_since,
        seen_at=planner.seen_at if planner else None,
    )


def _holds(standing: Standing, now: datetime) -> tuple[Interview, ...]:
    return tuple(view.show(standing, record, now) for record in standing.records if record.is_live_hold(now))


async def interview(tx: Transaction, citizen_id: UUID, interview_id: UUID, *, now: datetime) -> Interview:
    """Return one interview of the citizen; raises NotFoundError for one that is not theirs."""
    return await holds.show(tx, citizen_id, interview_id, now=now)


async def ics(tx: Transaction, citizen_id: UUID, interview_id: UUID, words: Words, *, now: datetime) -> bytes:
    """Return the interview as an iCalendar file that updates the same entry on every change."""
    standing = await store.standing(tx, citizen_id, now=now)
    record = holds.own(standing, interview_id)
    return calendar_file.calendar(view.show(standing, record, now), words, changed_at=record.changed_at)
