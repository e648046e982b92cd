"""What a comparison with the planner found, kept for staff to look at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import insert, or_, select

from api.booking.codes import OCCUPIES, Status, WishState
from api.booking.model import Frozen, Instant
from api.db.engine import Transaction
from api.db.tables.booking import differences, interviews, reconciliations


class Ours(Frozen):
    """An interview as we have it, the planner's answer to our last wish included."""

    id: UUID
    citizen_id: UUID
    version: int
    status: Status
    starts_at: Instant
    ends_at: Instant

    @property
    def stands(self) -> bool:
        """Whether the citizen counts on it."""
        return self.status in OCCUPIES

    def shown(self) -> dict[str, Any]:
        """Return what staff are shown of it."""
        return {
            "id": str(self.id),
            "version": self.version,
            "status": self.status,
            "start": self.starts_at.isoformat(),
        }


class Difference(Frozen):
    """One thing in which we and the planner differ."""

    kind: Literal["missing_here", "missing_there", "version_differs", "overlapping"]
    interview_id: UUID
    ours: dict[str, Any] | None = None
    theirs: dict[str, Any] | None = None
    repaired: bool = False


async def settled(tx: Transaction, jobcentre: str, *, since: datetime, before: datetime) -> dict[UUID, Ours]:
    """Return our interviews that the planner has said something of, except those with an open wish.

    Those changed after `before` are left out: the listing they are compared with may be older.
    """
    query = select(*(interviews.c[name] for name in Ours.model_fields)).where(
        interviews.c.jobcentre == jobcentre,
        interviews.c.replaces.is_(None),
        interviews.c.version > 0,
        interviews.c.status.is_not(None),
        interviews.c.status != Status.HELD_FOR,
        interviews.c.changed_at.between(since, before),
        or_(interviews.c.wish_state.is_(None), interviews.c.wish_state != WishState.SENT),
    )
    rows = (await tx.execute(query)).mappings()
    return {row["id"]: Ours.model_validate(dict(row)) for row in rows}


async def keep(
    tx: Transaction,
    jobcentre: str,
    window_from: datetime,
    counts: dict[str, int],
    found: Sequence[Difference],
    *,
    now: datetime,
) -> int:
    """Keep a comparison and what it found; return its number."""
    kept = insert(reconciliations).values(
        jobcentre=jobcentre, window_from=window_from, ran_at=now, counts=counts
    )
    number = int((await tx.execute(kept.returning(reconciliations.c.number))).scalar_one())
    if found:
        rows = [{"reconciliation": number, **one.model_dump()} for one in found]
        await tx.execute(insert(differences), rows)
    return number


async def open_ones(tx: Transaction, jobcentre: str) -> list[Difference]:
    """Return what the last comparison found and could not repair."""
    last = (
        select(reconciliations.c.number)
        .where(reconciliations.c.jobcentre == jobcentre)
        .order_by(reconciliations.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(differences).where(differences.c.reconciliation == last, ~differences.c.repaired)
    return [Difference.model_validate(dict(row)) for row in (await tx.execute(query)).mappings()]
