"""What a row may be told as: never more than the planner has said."""

from datetime import datetime

from api.booking import rules
from api.booking.codes import Status, Wish, WishState
from api.booking.model import Deadline, Interview, State, Target
from api.booking.standing import Record, Standing

_PLANNER_STATES: dict[Status, State] = {
    Status.OFFERED: "offered",
    Status.WAITING_LIST: "offered",
    Status.BOOKED: "booked",
    Status.ARRIVED: "booked",
    Status.HELD: "held",
    Status.MISSED: "missed",
    Status.CANCELLED: "cancelled",
    Status.MISTAKE: "cancelled",
}
_DEAD = {WishState.REFUSED, WishState.DROPPED, WishState.PARKED}


def state_of(record: Record, now: datetime) -> State:
    """Return what may be said of the interview now."""
    if record.status is None or record.status is Status.HELD_FOR:
        return _state_of_wish(record)
    state = _PLANNER_STATES[record.status]
    return "past" if state == "booked" and record.ends_at <= now else state


def _state_of_wish(record: Record) -> State:
    if record.wish_state in _DEAD:
        return "refused"
    if record.wish is Wish.CANCEL and record.wish_state is WishState.CONFIRMED:
        return "cancelled"
    return "hold" if record.wish is Wish.HOLD else "waiting"


def show(standing: Standing, record: Record, now: datetime) -> Interview:
    """Return the interview as the citizen may see it."""
    beside = standing.new_time_of(record.id)
    granted = record.wish is Wish.HOLD and record.wish_state is WishState.CONFIRMED
    why_not_move = rules.why_not_move(standing, record, now)
    why_not_cancel = rules.why_not_cancel(standing, record, now)
    known = record.status is not None
    return Interview(
        id=record.id,
        kind=record.kind,
        start=record.starts_at,
        end=record.ends_at,
        timezone=record.timezone,
        form=record.form,
        adviser=record.adviser,
        where=record.details,
        state=state_of(record, now),
        status=record.status,
        wish=record.wish,
        wish_state=record.wish_state,
        refusal=record.refusal,
        cancelled_by=record.cancelled_by,
        hold_until=record.hold_until if record.wish is Wish.HOLD else None,
        hold_granted=granted,
        hold_extendable=granted and not record.extended and record.is_live_hold(now),
        replaces=record.replaces,
        moving_to=_target(beside) if beside and record.is_pending(Wish.MOVE) else None,
        version=record.revision,
        selfbooked=record.selfbooked,
        obligatory=record.obligatory,
        is_group=record.group_id is not None,
        may_move=why_not_move is None,
        why_not_move=why_not_move,
        move_until=rules.move_until(standing, record) if known and record.movable else None,
        may_cancel=why_not_cancel is None,
        why_not_cancel=why_not_cancel,
        cancel_until=rules.cancel_until(record) if record.cancellable else None,
        jobnet_now=rules.must_use_jobnet(standing, record, now),
        meets_deadline=rules.meets(standing, record.kind, record.starts_at, now),
        may_rate=record.status is Status.HELD,
        rating=record.rating,
        on_waiting_list=record.id in standing.waiting_for,
    )


def _target(beside: Record) -> Target | None:
    return Target(
        time_id=beside.time_id or "",
        start=beside.starts_at,
        end=beside.ends_at,
        form=beside.form,
        adviser=beside.adviser,
    )


def show_deadline(standing: Standing, deadline: Deadline) -> Deadline:
    """Return the deadline with the interview that meets it."""
    record = rules.met_by(standing, deadline)
    if record is None:
        return deadline
    return deadline.model_copy(
        update={"met_by": record.id, "met_is_confirmed": record.status is Status.BOOKED}
    )
