"""Free times from our copy, and the proof of a search that found none."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from api.booking import refusals, store, writes
from api.booking.codes import DeadlineState, Form, Kind
from api.booking.model import FreeTime, SearchReceipt
from api.booking.standing import Standing
from api.clock import danish_day, day_end
from api.db.engine import Transaction
from api.db.tables.booking import evidence

_HORIZON = timedelta(weeks=26)
_COUNTED = 200
_SEARCH = "search"


def most_urgent(standing: Standing, now: datetime) -> Kind | None:
    """Return the kind whose deadline comes first, None when there is no deadline to meet."""
    today = danish_day(now)
    active = [d for d in standing.deadlines if d.state is DeadlineState.ACTIVE and d.latest_held >= today]
    return min(active, key=lambda deadline: deadline.due).kind if active else None


def latest_lawful(standing: Standing, kind: Kind | None, now: datetime) -> date | None:
    """Return the latest day on which an interview of this kind is held in time; None without a deadline."""
    deadline = standing.deadline_for(kind, now) if kind else None
    return deadline.latest_held if deadline else None


async def free_times(
    tx: Transaction,
    citizen_id: UUID,
    *,
    kind: Kind | None = None,
    moving: UUID | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    form: Form | None = None,
    adviser: str | None = None,
    limit: int = 3,
    now: datetime,
) -> list[FreeTime]:
    """Return the next free times that fit, from our copy of the planner's.

    `moving` is an interview that looks for a new time: of its kind, then. Without either the kind is that of
    the first deadline, if there is one. Without an end nothing is shown after
    the latest lawful day (BEK 1216/2023 § 44, stk. 1: held within a week after the deadline).
    """
    standing = await store.standing(tx, citizen_id, now=now)
    kind = kind or _kind(standing, moving, now)
    await store.want_fresh_times(tx, citizen_id, now=now)
    found = await store.search(
        tx,
        citizen_id,
        kind=kind,
        start=start or now,
        end=end or _end(standing, kind, now),
        form=form,
        adviser=adviser,
        limit=limit,
        now=now,
    )
    return refusals.plain(standing, found, now)


async def advisers(
    tx: Transaction, citizen_id: UUID, *, moving: UUID | None = None, now: datetime
) -> dict[str, str]:
    """Return the name by id of those who have a free time of the kind that `free_times` would show."""
    standing = await store.standing(tx, citizen_id, now=now)
    kind = _kind(standing, moving, now)
    return await store.advisers(tx, citizen_id, kind=kind, end=_end(standing, kind, now), now=now)


def _kind(standing: Standing, moving: UUID | None, now: datetime) -> Kind | None:
    moved = standing.record(moving) if moving else None
    return moved.kind if moved else most_urgent(standing, now)


def _end(standing: Standing, kind: Kind | None, now: datetime) -> datetime:
    day = latest_lawful(standing, kind, now)
    return day_end(day) if day else now + _HORIZON


async def record_empty_search(
    tx: Transaction,
    citizen_id: UUID,
    *,
    kind: Kind | None = None,
    moving: UUID | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    form: Form | None = None,
    now: datetime,
) -> SearchReceipt:
    """Search, and write down what was found, when, and how fresh our copy was: a dated, numbered receipt.

    It is evidence for the citizen who finds no time before the deadline; `found` says the truth, also when
    it is not nought.
    """
    standing = await store.standing(tx, citizen_id, now=now)
    kind = kind or _kind(standing, moving, now)
    until = end or _end(standing, kind, now)
    found = await store.search(
        tx, citizen_id, kind=kind, start=start or now, end=until, form=form, limit=_COUNTED, now=now
    )
    deadline = standing.deadline_for(kind, now) if kind else None
    facts = {
        "kind": kind,
        "found": len(found),
        "window_from": start or now,
        "window_to": until,
        "deadline": deadline.due if deadline else None,
        "latest_held": deadline.latest_held if deadline else None,
        "planner_down_since": standing.planner_down_since,
        "times_seen_at": await store.times_seen_at(tx, citizen_id, kind),
    }
    written = {k: v.isoformat() if isinstance(v, date) else v for k, v in facts.items()}
    number, receipt_id = await writes.keep_evidence(tx, citizen_id, _SEARCH, written, now=now)
    return SearchReceipt.model_validate({"number": number, "id": receipt_id, "searched_at": now, **facts})


async def search_receipt(tx: Transaction, citizen_id: UUID, number: int) -> SearchReceipt | None:
    """Return the citizen's receipt of that number as it was written; None when it is not theirs."""
    query = select(evidence).where(
        evidence.c.number == number, evidence.c.citizen_id == citizen_id, evidence.c.kind == _SEARCH
    )
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    known = {"number": row.number, "id": row.id, "searched_at": row.created_at}
    return SearchReceipt.model_validate(known | row.data)
