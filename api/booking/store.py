"""The SQL that reads: where a citizen stands, and which times are free."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from api.booking.codes import Form, Kind
from api.booking.model import FreeTime
from api.booking.standing import FACT_KEYS, Standing
from api.db.engine import Transaction
from api.errors import NotFoundError

_MEMORY = timedelta(days=60)

_LOCK = text("SELECT jobcentre FROM citizens WHERE id = :citizen FOR NO KEY UPDATE")

_STANDING = text(
    """
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'citizen_id', c.id,
        'jobcentre', c.jobcentre,
        'settings', (SELECT to_jsonb(x) FROM jobcentre_settings x WHERE x.jobcentre = c.jobcentre),
        'planner_down_since', (SELECT min(x.began_at) FROM outages x
            WHERE x.jobcentre = c.jobcentre AND x.ended_at IS NULL),
        'deadlines', (SELECT jsonb_agg(to_jsonb(x) || jsonb_build_object('id', x.deadline_id) ORDER BY x.due)
            FROM deadlines x WHERE x.citizen_id = c.id),
        'offers', (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id) FROM offers x WHERE x.citizen_id = c.id),
        'waiting_for', (SELECT jsonb_agg(x.interview_id) FROM waiting_list x
            WHERE x.citizen_id = c.id AND x.state IN ('sent', 'waiting')),
        'facts', (SELECT jsonb_object_agg(x.key, x.value) FROM citizen_facts x
            WHERE x.citizen_id = c.id AND x.key = ANY(:facts))))
      || jsonb_build_object(
        'selfbooking', (SELECT to_jsonb(x) FROM selfbooking x WHERE x.citizen_id = c.id),
        'records', coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.starts_at) FROM interviews x
            WHERE x.citizen_id = c.id AND (x.active OR x.changed_at > :since)), '[]'))
    FROM citizens c WHERE c.id = :citizen
    """
).bindparams(bindparam("facts", list(FACT_KEYS), type_=ARRAY(Text)))

# Free: seen with the planner, and not occupied by an active row of ours. A hold that has run out occupies
# nothing, even before the row is closed.
_FREE = """
    SELECT t.time_id, t.offer_id, o.kind, t.starts_at AS start, t.ends_at AS "end", t.forms, t.adviser,
        t.adviser_id, t.group_id, t.jobcentre, o.place, o.title,
        g.capacity - g.taken - g.others AS seats
    FROM offers o
    JOIN times t ON t.jobcentre = o.jobcentre AND t.offer_id = o.id
    LEFT JOIN group_meetings g ON g.jobcentre = t.jobcentre AND g.group_id = t.group_id
    WHERE o.citizen_id = :citizen
"""
_UNOCCUPIED = """
    AND CASE WHEN t.group_id IS NULL THEN NOT EXISTS (
        SELECT 1 FROM interviews i
        WHERE i.active AND i.group_id IS NULL AND i.jobcentre = t.jobcentre AND i.adviser_id = t.adviser_id
          AND tstzrange(i.starts_at, i.ends_at) && tstzrange(t.starts_at, t.ends_at)
          AND (i.wish = 'hold' AND i.hold_until <= :now) IS NOT TRUE)
      ELSE g.capacity > g.taken + g.others END
"""
_LAPSED = """
    SELECT f.*, EXISTS (
        SELECT 1 FROM interviews i
        WHERE i.active AND i.wish = 'hold' AND i.hold_until <= :now AND i.jobcentre = f.jobcentre
          AND (i.group_id = f.group_id OR i.adviser_id = f.adviser_id)
          AND tstzrange(i.starts_at, i.ends_at) && tstzrange(f.start, f."end")) AS has_lapsed
"""
_TIME = text(f"{_LAPSED} FROM ({_FREE} AND t.time_id = :time LIMIT 1) f")
# One time per start: which adviser is shown differs between citizens, so that they do not all want the same.
_SEARCH = text(
    f"""
    SELECT * FROM (
        SELECT DISTINCT ON (f.start) f.* FROM ({_FREE} {_UNOCCUPIED}
            AND t.starts_at > :now AND t.starts_at >= :start AND t.starts_at < :end
            AND (cast(:kind AS text) IS NULL OR o.kind = :kind)
            AND (cast(:form AS text) IS NULL OR :form = ANY(t.forms))
            AND (cast(:adviser AS text) IS NULL OR t.adviser_id = :adviser)
        ) f ORDER BY f.start, md5(f.adviser_id || cast(:citizen AS text))
    ) one ORDER BY start LIMIT :limit
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


class BookableTime(FreeTime):
    """A time with what is needed to book it."""

    jobcentre: str
    group_id: str | None = None
    place: dict[str, Any] = Field(default_factory=dict)
    title: str = ""
    # A hold that has run out stands on it and has to go first.
    has_lapsed: bool = False


async def lock(tx: Transaction, citizen_id: UUID) -> None:
    """Let deeds of one citizen happen one after the other, and their messages leave in that order.

    Raises NotFoundError for a citizen we do not know.
    """
    if (await tx.execute(_LOCK, {"citizen": citizen_id})).first() is None:
        raise NotFoundError(f"no citizen {citizen_id}")


async def standing(tx: Transaction, citizen_id: UUID, *, now: datetime) -> Standing:
    """Return where the citizen stands; raises NotFoundError for one we do not know."""
    row = (await tx.execute(_STANDING, {"citizen": citizen_id, "since": now - _MEMORY})).scalar_one_or_none()
    if row is None:
        raise NotFoundError(f"no citizen {citizen_id}")
    return Standing.model_validate_json(row) if isinstance(row, str) else Standing.model_validate(row)


async def find_time(tx: Transaction, citizen_id: UUID, time_id: str, *, now: datetime) -> BookableTime | None:
    """Return a time offered to the citizen, whoever may have taken it meanwhile; None if there is none."""
    row = (await tx.execute(_TIME, {"citizen": citizen_id, "time": time_id, "now": now})).mappings().first()
    return BookableTime.model_validate(dict(row)) if row else None


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
    rows = (await tx.execute(_SEARCH, values)).mappings()
    return [BookableTime.model_validate(dict(row)) for row in rows]


async def times_seen_at(tx: Transaction, citizen_id: UUID, kind: Kind | None) -> datetime | None:
    """Return when the planner was last asked for these times; None when it never was for one of them."""
    seen: datetime | None = (await tx.execute(_SEEN, {"citizen": citizen_id, "kind": kind})).scalar()
    return seen


async def want_fresh_times(tx: Transaction, citizen_id: UUID, *, now: datetime) -> None:
    """Ask the worker to look again soon; once in half a minute is enough."""
    await tx.execute(_WANT, {"citizen": citizen_id, "now": now, "stale": now - timedelta(seconds=30)})
