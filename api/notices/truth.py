"""Reads at sending what a notice is about: what is no longer true is not said (design, section 2 no. 3)."""

from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy import text

from api.clock import danish_day, day_end
from api.db.engine import Transaction
from api.notices.model import DEADLINE_REMINDER, INTERVIEW_REMINDER, Notice
from api.notices.schedule import deadline_steps, interview_steps
from api.outbox.counterparts import OVERLAP

READ_WITHIN = timedelta(minutes=2)
"""How old the last whole reading of a jobcentre's changes may be: several times what the worker takes."""
STATUS_WITHIN = timedelta(hours=1)
"""How old the reading of a citizen's own deadlines may be, which change by the day."""
LOOK_AGAIN = timedelta(minutes=1)
"""How long something waits that cannot be said now, because its source is silent."""

_INTERVIEW = text(
    """
    SELECT i.id, i.starts_at AS start, i.ends_at AS end, i.kind, i.form, i.details ->> 'place' AS place
    FROM interviews i
    WHERE i.id = :id AND i.citizen_id = :citizen AND i.active AND i.replaces IS NULL
      AND i.status IN ('booket', 'moedt') AND i.starts_at > :now
    """
)
# Met: an interview of the kind, in time, that is booked or waits for the planner's answer.
_DEADLINE = text(
    """
    SELECT d.deadline_id AS id, d.kind, d.due, d.latest_held
    FROM deadlines d
    WHERE d.deadline_id = :id AND d.citizen_id = :citizen AND d.state = 'active'
      AND NOT EXISTS (
        SELECT 1 FROM interviews i
        WHERE i.citizen_id = d.citizen_id AND i.kind = d.kind AND i.active AND i.replaces IS NULL
          AND (i.starts_at AT TIME ZONE 'Europe/Copenhagen')::date <= d.latest_held
          AND (i.status IN ('tilbudt', 'booket', 'moedt')
               OR (i.wish = 'book' AND i.wish_state = 'sent')))
    """
)
# An answer alone proves nothing: after an outage what waited goes out before what has changed is read.
_OUT_OF_TOUCH = text(
    """
    SELECT EXISTS (SELECT 1 FROM outages o WHERE o.jobcentre = c.jobcentre AND o.ended_at IS NULL)
        OR NOT EXISTS (SELECT 1 FROM cursors r
            WHERE r.source = 'jobcentre:' || c.jobcentre AND r.read_from > :read)
        OR (:of_status AND NOT EXISTS (SELECT 1 FROM selfbooking s
            WHERE s.citizen_id = c.id AND s.seen_at > :status))
    FROM citizens c WHERE c.id = :citizen
    """
)


class InterviewTruth(BaseModel):
    """An interview that stands, as it is now."""

    model_config = ConfigDict(frozen=True)
    what: Literal["interview"] = "interview"
    id: UUID
    start: AwareDatetime
    end: AwareDatetime
    kind: str
    form: str
    place: str | None = None


class DeadlineTruth(BaseModel):
    """A booking deadline that is open and unmet."""

    model_config = ConfigDict(frozen=True)
    what: Literal["deadline"] = "deadline"
    id: str
    kind: str
    due: date
    latest_held: date


Truth = InterviewTruth | DeadlineTruth


async def read(tx: Transaction, notice: Notice, *, now: datetime) -> Truth | None:
    """Return what a reminder is about as it stands now, or None when there is nothing to remind of."""
    if notice.kind == INTERVIEW_REMINDER:
        return await _interview(tx, notice, now)
    if notice.kind == DEADLINE_REMINDER:
        return await _deadline(tx, notice, now)
    return None


async def _interview(tx: Transaction, notice: Notice, now: datetime) -> InterviewTruth | None:
    values = {"id": UUID(notice.subject), "citizen": notice.citizen_id, "now": now}
    row = (await tx.execute(_INTERVIEW, values)).mappings().one_or_none()
    if row is None:
        return None
    truth = InterviewTruth.model_validate(dict(row))
    due = {step.step: step for step in interview_steps(truth.start)}[notice.step]
    # Moved since it was planned: then this one is early or late, and another has been planned.
    return truth if due.due_at <= now < due.expires_at else None


async def _deadline(tx: Transaction, notice: Notice, now: datetime) -> DeadlineTruth | None:
    values = {"id": notice.subject, "citizen": notice.citizen_id}
    row = (await tx.execute(_DEADLINE, values)).mappings().one_or_none()
    if row is None:
        return None
    truth = DeadlineTruth.model_validate(dict(row))
    due = {step.step: step for step in deadline_steps(truth.due)}[notice.step]
    in_time = due.due_at <= now < due.expires_at and now < day_end(truth.due)
    return truth if in_time and truth.due >= danish_day(now) else None


async def starts_at(tx: Transaction, notice: Notice) -> datetime | None:
    """Return when the interview starts that news is about; None for reminders and other news."""
    if notice.is_reminder or "interview_id" not in notice.body:
        return None
    values = {"id": UUID(notice.body["interview_id"]), "citizen": notice.citizen_id}
    row = await tx.execute(
        text("SELECT starts_at FROM interviews WHERE id = :id AND citizen_id = :citizen"), values
    )
    start: datetime | None = row.scalar_one_or_none()
    return start


async def out_of_touch(tx: Transaction, notice: Notice, *, now: datetime, handed: bool = False) -> bool:
    """Whether the source of a reminder has not been read lately, so that our copy may be old; never of news.

    What is `handed` to a channel may wait for its turn there; its deadlines were read before that.
    """
    if not notice.is_reminder:
        return False
    values = {
        "citizen": notice.citizen_id,
        "read": now - READ_WITHIN - OVERLAP,
        "of_status": notice.kind == DEADLINE_REMINDER and not handed,
        "status": now - STATUS_WITHIN,
    }
    return bool((await tx.execute(_OUT_OF_TOUCH, values)).scalar_one_or_none())
