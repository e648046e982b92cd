"""Plans reminders ahead: a pure computation from interviews and deadlines, stored once."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, text

from api.clock import danish_day
from api.db.engine import Transaction
from api.ids import new_uuid
from api.notices import store
from api.notices.model import DEADLINE_REMINDER, INTERVIEW_REMINDER, Notice
from api.notices.schedule import Planned, deadline_steps, interview_steps

AHEAD = timedelta(days=8)
BATCH = 2000

_INTERVIEWS = text(
    """
    SELECT id, citizen_id, starts_at, changed_at FROM interviews
    WHERE active AND replaces IS NULL AND status IN ('booket', 'moedt')
      AND starts_at > :now AND starts_at < :until
    """
)
_DEADLINES = text(
    """
    SELECT deadline_id, citizen_id, due, changed_at FROM deadlines
    WHERE state = 'active' AND due >= :today AND due <= :last
    """
)


async def plan(tx: Transaction, *, now: datetime) -> int:
    """Store the reminders of the next eight days that are not stored yet; returns how many."""
    interviews = (await tx.execute(_INTERVIEWS, {"now": now, "until": now + AHEAD})).mappings().all()
    days = {"today": danish_day(now), "last": danish_day(now + AHEAD)}
    deadlines = (await tx.execute(_DEADLINES, days)).mappings().all()
    planned = [*_of_interviews(interviews, now), *_of_deadlines(deadlines, now)]
    return sum([await store.put(tx, planned[at : at + BATCH]) for at in range(0, len(planned), BATCH)])


def _of_interviews(rows: Iterable[RowMapping], now: datetime) -> Iterator[Notice]:
    for row in rows:
        steps = interview_steps(row["starts_at"])
        about = {"citizen_id": row["citizen_id"], "kind": INTERVIEW_REMINDER, "subject": str(row["id"])}
        yield from _useful(steps, row["changed_at"], about, row["starts_at"].isoformat(), now)


def _of_deadlines(rows: Iterable[RowMapping], now: datetime) -> Iterator[Notice]:
    for row in rows:
        about = {"citizen_id": row["citizen_id"], "kind": DEADLINE_REMINDER, "subject": row["deadline_id"]}
        yield from _useful(deadline_steps(row["due"]), row["changed_at"], about, row["due"].isoformat(), now)


def _useful(
    steps: Iterable[Planned], known_since: datetime, about: dict[str, Any], basis: str, now: datetime
) -> Iterator[Notice]:
    """Yield the steps that are still to come, or whose moment passed while we were away."""
    for planned in steps:
        if planned.expires_at > now and known_since <= planned.due_at:
            yield Notice(
                id=new_uuid(),
                step=planned.step,
                basis=basis,
                due_at=planned.due_at,
                expires_at=planned.expires_at,
                created_at=now,
                **about,
            )
