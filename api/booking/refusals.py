"""A deed that is refused leaves evidence, and tells the citizen what is possible instead."""

from datetime import datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

from api.booking import rules, store, writes
from api.booking.codes import Kind, Reason, Wish
from api.booking.model import FreeTime
from api.booking.standing import BookableTime, Standing
from api.clock import day_end
from api.db.engine import Transaction
from api.errors import ConflictError
from api.metrics import BOOKINGS

MOST_ALTERNATIVES = 3
_NEAR = timedelta(days=60)


async def refuse(
    tx: Transaction,
    standing: Standing,
    deed: Wish | str,
    reason: Reason,
    *,
    interview_id: UUID | None = None,
    now: datetime,
    **data: Any,
) -> NoReturn:
    """Write the refusal down and raise ConflictError. Nothing else of the deed has been written.

    The evidence is kept when the transaction commits: catch the error inside it.
    """
    kept = {key: value for key, value in data.items() if isinstance(value, str | int | bool | None)}
    await writes.keep_evidence(
        tx,
        standing.citizen_id,
        "refused",
        {"deed": str(deed), "reason": reason, **kept},
        interview_id=interview_id,
        once=standing.once,
        now=now,
    )
    BOOKINGS.labels(str(deed), reason).inc()
    raise ConflictError(reason, **data)


def asked_before(standing: Standing) -> UUID | None:
    """Return the interview that the same request was about before, None for a request that is new.

    Raises ConflictError: as it was refused before, or key_reused for another request with the same key.
    """
    if standing.before is None or standing.once is None:
        return None
    if standing.before.request != standing.once.request:
        raise ConflictError(Reason.KEY_REUSED)
    if standing.before.refusal:
        told = {k: v for k, v in standing.before.refusal.items() if k not in {"deed", "reason"}}
        raise ConflictError(standing.before.refusal["reason"], **told)
    return standing.before.interview_id


async def alternatives(
    tx: Transaction, standing: Standing, kind: Kind | None, near: datetime, *, now: datetime
) -> list[FreeTime]:
    """Return up to three free times of the kind that come first from `near` on, else first of all."""
    deadline = standing.deadline_for(kind, now) if kind else None
    end = day_end(deadline.latest_held) if deadline else now + _NEAR
    for start in (near, now):
        found = await store.search(
            tx, standing.citizen_id, kind=kind, start=start, end=end, limit=MOST_ALTERNATIVES, now=now
        )
        if found:
            return plain(standing, found, now)
    return []


def plain(standing: Standing, found: list[BookableTime], now: datetime) -> list[FreeTime]:
    """Return times as the citizen sees them, with whether they meet the deadline."""
    return [
        FreeTime(
            **{
                **{name: getattr(time, name) for name in FreeTime.model_fields},
                "meets_deadline": rules.meets(standing, time.kind, time.start, now) is not False,
            }
        )
        for time in found
    ]
