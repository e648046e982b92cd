"""The decisions of booking, pure: may it be booked here, moved, cancelled, and until when.

Three clocks, never one derived from another: the deadline to book by, the latest day the interview is held,
and the cut-off for moving (BEK 1216/2023 § 44, stk. 1 and 4).
"""

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from api.booking.codes import OCCUPIES, Blocked, DeadlineState, Form, Kind, Reason, Status, Wish
from api.booking.model import Deadline, FreeTime
from api.booking.standing import Record, Standing
from api.clock import danish_day, day_end

# In the first three months a dagpenge recipient is with the a-kasse (LAB § 31; BEK 46/2026 § 11, stk. 1).
_AKASSE_MONTHS = relativedelta(months=3)
# The a-kasse's phase ends with the month in which so many hours are used (BEK 1216/2023 § 8); part-time 333.
_AKASSE_HOURS = 410
# Whose first interview is summoned and not booked (LAB § 31, stk. 4 and 5, § 34, stk. 2): dagpenge, and
# groups 2 to 5 of LAB § 6.
_FIRST_IS_SUMMONED = frozenset(
    {"dagpenge", "kontanthjaelp", "uddannelseshjaelp", "integrationsydelse", "overgangsydelse"}
)
_CONTACT_COURSE = frozenset({Kind.JOB, Kind.FOLLOW_UP, Kind.JOINT, Kind.CV})
_BLOCKED = {Blocked.AT_AKASSE: Reason.BELONGS_TO_AKASSE, Blocked.SUMMONED: Reason.SUMMONED}
# Unconfirmed this long before the deadline ends: book on Jobnet, or ring. No rule extends a deadline.
NEAR_DEADLINE = timedelta(hours=48)


def why_not_selfbook(standing: Standing, kind: Kind | None, now: datetime) -> Reason | None:
    """Return why this citizen books nothing (of this kind) here, None when they may.

    The planner's word comes first; then what the law says of the facts we know. An unknown fact never
    blocks: the planner answers.
    """
    planner = standing.selfbooking
    if planner and not planner.may_selfbook:
        return _BLOCKED.get(planner.reason or Blocked.OTHER, Reason.NOT_SELFBOOKING)
    if standing.facts.get("selfbooking_exempt") is True:
        return Reason.NOT_SELFBOOKING
    if kind is Kind.JOINT and not standing.settings.joint_selfbooking:
        return Reason.NOT_SELFBOOKING
    if kind is not None and kind not in _CONTACT_COURSE:
        return None
    if is_with_akasse(standing, danish_day(now)):
        return Reason.BELONGS_TO_AKASSE
    return Reason.SUMMONED if first_is_summoned(standing, kind) else None


def is_with_akasse(standing: Standing, today: date) -> bool:
    """Whether the facts say that interviews are booked in the a-kasse's own system."""
    if standing.facts.get("benefit") != "dagpenge" or _is_young_without_education(standing, today):
        return False
    hours = standing.facts.get("benefit_hours")
    if isinstance(hours, int | float):
        return hours < _AKASSE_HOURS
    began = standing.fact_day("benefit_since") or standing.fact_day("registered_on")
    return began is not None and today < began + _AKASSE_MONTHS


def _is_young_without_education(standing: Standing, today: date) -> bool:
    # Under 25 without education and without children to support: the jobcentre's course at once (LAB § 27,
    # stk. 3).
    born = standing.fact_day("birth_date")
    return (
        born is not None
        and today < born + relativedelta(years=25)
        and standing.facts.get("qualifying_education") is False
        and standing.facts.get("dependent_children_at_home") is not True
    )


def first_is_summoned(standing: Standing, kind: Kind | None = None) -> bool:
    """Whether the facts say that the next interview is the first, and so one that is summoned.

    A deadline for this kind says otherwise: then the jobcentre has asked for it to be booked.
    """
    if any(d.state is DeadlineState.ACTIVE and kind in {None, d.kind} for d in standing.deadlines):
        return False
    listed = standing.facts.get("interviews")
    if standing.facts.get("benefit") not in _FIRST_IS_SUMMONED or listed is None:
        return False
    held = any(interview.get("state") in {"held", "missed"} for interview in listed)
    return not held and not any(record.status in {Status.HELD, Status.ARRIVED} for record in standing.records)


def why_not_book(standing: Standing, time: FreeTime, form: Form, now: datetime) -> Reason | None:
    """Return why the citizen cannot book the time in this form, None when they may try."""
    if reason := why_not_selfbook(standing, time.kind, now):
        return reason
    if time.start <= now:
        return Reason.WINDOW
    return None if form in time.forms else Reason.FORM_NOT_OFFERED


def why_not_move(standing: Standing, record: Record, now: datetime) -> Reason | None:
    """Return why the interview cannot be moved, None when it may.

    Within the deadline, and before the cut-off the authority has set; how often is not limited
    (BEK 1216/2023 § 44, stk. 4). A summoned one only where it is marked as movable (BEK 113/2026 § 13).
    """
    if record.status is None or record.is_pending(Wish.MOVE) or record.is_pending(Wish.CANCEL):
        return Reason.WISH_PENDING
    if record.status is not Status.BOOKED or not record.movable:
        near = record.status is Status.BOOKED and _is_near(standing, record, now)
        return Reason.TOO_LATE_TO_MOVE if near else Reason.MOVE_NOT_ALLOWED
    return Reason.TOO_LATE_TO_MOVE if move_until(standing, record) <= now else None


def move_until(standing: Standing, record: Record) -> datetime:
    """Return the instant from which it is too late to move."""
    limits = [record.starts_at - timedelta(minutes=standing.settings.move_cutoff_minutes)]
    if record.move_until:
        limits.append(record.move_until)
    deadline = standing.deadline_for(record.kind, record.created_at)
    # One that was booked after its deadline is not bound by it any more.
    if record.selfbooked and deadline and day_end(deadline.due) > record.created_at:
        limits.append(day_end(deadline.due))
    return min(limits)


def why_not_move_to(
    standing: Standing, record: Record, time: FreeTime, form: Form, now: datetime
) -> Reason | None:
    """Return why the interview cannot be moved to that time: never from a lawful day to an unlawful one."""
    if reason := why_not_move(standing, record, now):
        return reason
    if time.kind is not record.kind:
        return Reason.UNKNOWN_TIME
    if time.start <= now or (meets(standing, record.kind, record.starts_at, now) and not time.meets_deadline):
        return Reason.WINDOW
    return None if form in time.forms else Reason.FORM_NOT_OFFERED


def _is_near(standing: Standing, record: Record, now: datetime) -> bool:
    """Whether the citizen's own booking is within the cut-off: then time stops them, not who set it."""
    cutoff = timedelta(minutes=standing.settings.move_cutoff_minutes)
    return record.selfbooked and record.starts_at - cutoff <= now


def why_not_cancel(standing: Standing, record: Record, now: datetime) -> Reason | None:
    """Return why the interview cannot be cancelled here, None when it can (what it means is shown first)."""
    if record.is_pending(Wish.CANCEL) or record.wish is Wish.HOLD:
        return Reason.WISH_PENDING
    if record.status not in {None, Status.BOOKED} or not record.active:
        return Reason.CANCEL_NOT_ALLOWED
    if not record.cancellable:
        near = _is_near(standing, record, now)
        return Reason.TOO_LATE_TO_CANCEL if near else Reason.CANCEL_NOT_ALLOWED
    return Reason.TOO_LATE_TO_CANCEL if cancel_until(record) <= now else None


def cancel_until(record: Record) -> datetime:
    """Return the instant from which it is too late to cancel; the planner may give none."""
    return min(record.cancel_until or record.starts_at, record.starts_at)


def meets(standing: Standing, kind: Kind, start: datetime, now: datetime) -> bool | None:
    """Return whether an interview at `start` is held in time for its deadline; None without a deadline."""
    deadline = standing.deadline_for(kind, now)
    return None if deadline is None else danish_day(start) <= deadline.latest_held


def met_by(standing: Standing, deadline: Deadline) -> Record | None:
    """Return the interview that meets the deadline: booked, or still waiting for the planner's answer."""
    fitting = [
        record
        for record in standing.records
        if record.kind is deadline.kind
        and record.active
        and record.replaces is None
        and danish_day(record.starts_at) <= deadline.latest_held
        and (record.status in OCCUPIES - {Status.HELD_FOR} or record.is_pending(Wish.BOOK))
    ]
    return min(fitting, key=lambda record: (record.status is None, record.starts_at), default=None)


def must_use_jobnet(standing: Standing, record: Record, now: datetime) -> bool:
    """Whether a booking is unconfirmed so close to its deadline that the citizen must not rely on it."""
    if not record.is_pending(Wish.BOOK):
        return False
    deadline = standing.deadline_for(record.kind, now)
    if deadline is None or deadline.state is not DeadlineState.ACTIVE:
        return False
    return now >= day_end(deadline.due) - NEAR_DEADLINE
