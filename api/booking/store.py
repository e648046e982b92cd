"""The SQL that reads: where a citizen stands, and which times are free."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Text, bindparam, column, text
from sqlalchemy.dialects.postgresql import UUID as PG_UUID

from api.booking.codes import Form, Kind
from api.booking.sql import FREE, STANDING, UNOCCUPIED
from api.booking.standing import BookableTime, Once, Standing
from api.db.engine import Transaction
from api.errors import NotFoundError

_MEMORY = timedelta(days=60)

# With its columns named a statement's answer is described once and not each time.
_STANDING = (
    text(STANDING)
    .bindparams(bindparam("moving", type_=PG_UUID(as_uuid=True)))
    .columns(column("standing", Text))
)
_LOCK_ALL = text(
    "SELECT id FROM citizens WHERE id = ANY(cast(:citizens AS uuid[])) ORDER BY id FOR NO KEY UPDATE"
)
_LOCK = text("SELECT id FROM citizens WHERE id = :citizen FOR NO KEY UPDATE").columns(column("id", PG_UUID))

# One time per start: which adviser is shown differs between citizens, so that they do not all want the same.
_SEARCH = text(
    f"""
    SELECT cast(coalesce(jsonb_agg(to_jsonb(one) ORDER BY one.start), '[]') AS text) AS times FROM (
        SELECT DISTINCT ON (f.start) f.* FROM ({FREE} {UNOCCUPIED}
            AND t.starts_at > :now AND t.starts_at >= :start AND t.starts_at < :end
            AND (cast(:kind AS text) IS NULL OR o.kind = :kind)
            AND (cast(:form AS text) IS NULL OR :form = ANY(t.forms))
            AND (cast(:adviser AS text) IS NULL OR t.adviser_id = :adviser)
        ) f ORDER BY f.start, md5(f.adviser_id || cast(:citizen AS text)) LIMIT :limit
    ) one
    """  # noqa: S608 - put together from constants
).columns(column("times", Text))
_TIMES = TypeAdapter(list[BookableTime])
_ADVISERS = text(
    f"""
    SELECT DISTINCT f.adviser, f.adviser_id FROM ({FREE} {UNOCCUPIED}
        AND t.starts_at > :now AND t.starts_at < :end AND t.adviser IS NOT NULL
        AND (cast(:kind AS text) IS NULL OR o.kind = :kind)
    ) f ORDER BY f.adviser
    """  # noqa: S608 - put together from constants
)
_SEEN = text(
    """
    SELECT min(w.seen_at) FROM offers o
    JOIN offer_windows w ON w.jobcentre = o.jobcentre AND w.offer_id = o.id
    WHERE o.citizen_id = :citizen AND (cast(:kind AS text) IS NULL OR o.kind = :kind)
    """
)
# Somebody looks: the worker asks the planner again soon. Never wait for another reader's mark.
_WANT = text(
    """
    UPDATE offer_windows SET wanted_at = :now WHERE (jobcentre, offer_id) IN (
        SELECT w.jobcentre, w.offer_id FROM offer_windows w
        JOIN offers o ON o.jobcentre = w.jobcentre AND o.id = w.offer_id
        WHERE o.citizen_id = :citizen AND coalesce(w.wanted_at, '-infinity') < :stale
        FOR UPDATE OF w SKIP LOCKED)
    """
)


async def lock(tx: Transaction, citizen_id: UUID) -> None:
    """Let deeds of one citizen happen one after the other, and their messages leave in that order.

    Raises NotFoundError for a citizen we do not know.
    """
    if (await tx.execute(_LOCK, {"citizen": citizen_id})).first() is None:
        raise NotFoundError(f"no citizen {citizen_id}")


async def lock_all(tx: Transaction, citizens: Collection[UUID]) -> None:
    """Lock many citizens, always in the same order, before anything of theirs is written."""
    await tx.execute(_LOCK_ALL, {"citizens": list(citizens)})


async def standing(
    tx: Transaction,
    citizen_id: UUID,
    *,
    time_id: str | None = None,
    kind: Kind | None = None,
    moving: UUID | None = None,
    once: Once | None = None,
    now: datetime,
) -> Standing:
    """Return where the citizen stands, with the time they want and what was asked with this key before.

    A time may be one of several kinds: `kind` names it, else it is that of the interview that is `moving`.

    Raises NotFoundError for a citizen we do not know.
    """
    values = {
        "citizen": citizen_id,
        "since": now - _MEMORY,
        "time": time_id,
        "kind": kind,
        "moving": moving,
        "key": once.key if once else None,
        "now": now,
    }
    row = (await tx.execute(_STANDING, values)).scalar_one_or_none()
    if row is None:
        raise NotFoundError(f"no citizen {citizen_id}")
    found = Standing.model_validate_json(row)
    return found.model_copy(update={"once": once}) if once else found


async def search(
    tx: Transaction,
    citizen_id: UUID,
    *,
    kind: Kind | None,
    start: datetime,
    end: datetime,
    form: Form | None = None,
    adviser: str | None = None,
    limit: int,
    now: datetime,
) -> list[BookableTime]:
    """Return the first free times in [start, end), at most one per start unless an adviser is named."""
    values = {
        "citizen": citizen_id,
        "kind": kind,
        "start": start,
        "end": end,
        "form": form,
        "adviser": adviser,
        "limit": limit,
        "now": now,
    }
    return _TIMES.validate_json((await tx.execute(_SEARCH, values)).scalar_one())


async def advisers(
    tx: Transaction, citizen_id: UUID, *, kind: Kind | None, end: datetime, now: datetime
) -> dict[str, str]:
    """Return the name by id of everybody who has a free time before `end`."""
    values = {"citizen": citizen_id, "kind": kind, "end": end, "now": now}
    return {row.adviser_id: row.adviser for row in await tx.execute(_ADVISERS, values)}


async def times_seen_at(tx: Transaction, citizen_id: UUID, kind: Kind | None) -> datetime | None:
    """Return when the planner was last asked for these times; None when it never was for one of them."""
    seen: datetime | None = (await tx.execute(_SEEN, {"citizen": citizen_id, "kind": kind})).scalar()
    return seen


async def want_fresh_times(tx: Transaction, citizen_id: UUID, *, now: datetime) -> None:
    """Ask the worker to look again soon; once in half a minute is enough."""
    await tx.execute(_WANT, {"citizen": citizen_id, "now": now, "stale": now - timedelta(seconds=30)})
