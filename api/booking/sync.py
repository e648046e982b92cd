"""Takes in what the planner says about interviews. Versioned: what is not newer is ignored.

The planner is the system of record. A row of ours that it has not confirmed gives way to one that it has; its
own command then gets the planner's answer. "Not found" is never handed in here, so nothing is ever deleted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.dialects.postgresql import insert

from api.booking import seats, store, writes
from api.booking.codes import ONE_AT_A_TIME, NoticeKind, Reason, Status, Wish, WishState
from api.booking.planner import PlannerInterview
from api.booking.resolve import Meaning, meaning_of
from api.booking.standing import Record
from api.db.engine import Transaction
from api.db.tables.booking import interviews
from api.logs import get_logger
from api.metrics import BOOKINGS
from api.outbox import store as outbox

_log = get_logger("booking.sync")
_i = interviews.c
_OCCUPIES = {"active": True}


@dataclass(frozen=True)
class Said:
    """One version of an interview, and whose it is."""

    citizen_id: UUID
    jobcentre: str
    news: PlannerInterview


@dataclass(frozen=True)
class _Decision:
    """What a version means for the citizen, and whether the interview occupies its time with us."""

    citizen_id: UUID
    news: PlannerInterview
    meaning: Meaning
    occupation: dict[str, Any] = field(default_factory=dict)


async def apply(
    tx: Transaction,
    citizen_id: UUID,
    jobcentre: str,
    news: PlannerInterview,
    *,
    now: datetime,
    quiet: bool = False,
) -> bool:
    """Take in one version of an interview; True when it was news.

    `quiet` is for the first reading of a citizen's interviews: they know what they have.
    """
    record = await writes.locked(tx, news.id)
    if record is None:
        await store.lock(tx, citizen_id)
        return await _first_seen(tx, citizen_id, jobcentre, news, now=now, quiet=quiet)
    if not _is_news(record, citizen_id, news):
        return False
    if news.status is Status.HELD_FOR:
        await writes.change(tx, record.id, now=now, version=news.version, status=news.status)
        return True
    beside = await writes.moving_row(tx, record.id) if record.wish is Wish.MOVE else None
    meaning = meaning_of(record, beside, news)
    if beside and meaning.ends_move:
        await writes.vacate(tx, _i.id == beside.id, now=now, wish_state=WishState.CONFIRMED)
    occupation = await _occupation(tx, record.citizen_id, record.jobcentre, record, news, now=now)
    await _write(tx, [_Decision(citizen_id, news, meaning, occupation)], now=now, quiet=quiet)
    return True


async def apply_all(tx: Transaction, said: Sequence[Said], *, now: datetime) -> None:
    """Take in news of many citizens, whom the caller has locked; what is as we asked for is written together."""
    records = await writes.locked_all(tx, [one.news.id for one in said])
    together: dict[UUID, _Decision] = {}
    apart = []
    for one in said:
        decision = _plain(records.get(one.news.id), one, now)
        # The same interview again finds the row as the first leaves it.
        if decision and one.news.id not in together:
            together[one.news.id] = decision
        else:
            apart.append(one)
    await _write(tx, list(together.values()), now=now)
    for one in apart:
        await apply(tx, one.citizen_id, one.jobcentre, one.news, now=now)


def _plain(record: Record | None, said: Said, now: datetime) -> _Decision | None:
    """Return what is decided without a look at other rows: it stands where our row stands, and moves nowhere."""
    news = said.news
    if record is None or not record.active or record.wish is Wish.MOVE or not news.occupies(now):
        return None
    if news.status is Status.HELD_FOR or not _is_news(record, said.citizen_id, news):
        return None
    if not _same_place(record, news):
        return None
    return _Decision(said.citizen_id, news, meaning_of(record, None, news), _OCCUPIES)


def _is_news(record: Record, citizen_id: UUID, news: PlannerInterview) -> bool:
    return record.citizen_id == citizen_id and news.version > record.version


async def _write(
    tx: Transaction, decisions: Sequence[_Decision], *, now: datetime, quiet: bool = False
) -> None:
    changes = {
        one.news.id: _values(one.news) | one.occupation | _wish_values(one.meaning) for one in decisions
    }
    await writes.change_all(tx, changes, now=now)
    if not quiet:
        await _tell(tx, decisions, now=now)


async def vanished(
    tx: Transaction, citizen_id: UUID, interview_id: UUID, *, version: int, now: datetime
) -> bool:
    """A whole window without the interview, and the planner asked for it by name: it is not there any more.

    Only the reconciliation may conclude that. The citizen is told, and the proof is kept.
    """
    record = await writes.locked(tx, interview_id)
    if record is None or record.version != version or record.wish_state is WishState.SENT:
        return False
    gone = {"status": Status.CANCELLED, "cancelled_by": "office"}
    if record.active:
        await writes.vacate(tx, _i.id == interview_id, now=now, **gone)
    else:
        await writes.change(tx, interview_id, now=now, **gone)
    said = {"version": version, "start": record.starts_at.isoformat()}
    await writes.keep_evidence(tx, citizen_id, "vanished", said, interview_id=interview_id, now=now)
    body = {"interview_id": str(interview_id), "version": version, "change": []}
    await outbox.tell(tx, citizen_id, NoticeKind.INTERVIEW_CANCELLED_BY_OFFICE, body, now=now)
    return True


def _wish_values(meaning: Meaning) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if meaning.wish:
        values["wish"] = meaning.wish
    if meaning.wish_state:
        values |= {"wish_state": meaning.wish_state, "hold_until": None}
    if meaning.wish_state is WishState.CONFIRMED:
        values["refusal"] = None
    return values


async def _tell(tx: Transaction, decisions: Sequence[_Decision], *, now: datetime) -> None:
    told = [
        (one.citizen_id, one.meaning.notice, _body(one.news, one.meaning))
        for one in decisions
        if one.meaning.notice
    ]
    await outbox.tell_all(tx, told, now=now)
    for _, notice, body in told:
        BOOKINGS.labels(body["change"][0] if body["change"] else "cancel", notice).inc()


def _body(news: PlannerInterview, meaning: Meaning) -> dict[str, Any]:
    return {
        "interview_id": str(news.id),
        "version": news.version,
        "start": news.starts_at.isoformat(),
        "change": list(meaning.change),
    }


async def _first_seen(
    tx: Transaction,
    citizen_id: UUID,
    jobcentre: str,
    news: PlannerInterview,
    *,
    now: datetime,
    quiet: bool,
) -> bool:
    if news.status is Status.HELD_FOR:
        return False
    values = _values(news) | await _occupation(tx, citizen_id, jobcentre, None, news, now=now)
    await tx.execute(
        insert(interviews).values(
            id=news.id,
            citizen_id=citizen_id,
            jobcentre=jobcentre,
            created_at=now,
            changed_at=now,
            **values,
        )
    )
    if news.occupies(now) and not quiet:
        meaning = Meaning(notice=NoticeKind.INTERVIEW_CHANGED, change=("new",))
        await _tell(tx, [_Decision(citizen_id, news, meaning)], now=now)
    return True


def _values(news: PlannerInterview) -> dict[str, Any]:
    values = news.model_dump(exclude={"id", "details"})
    return values | {"details": news.details.model_dump(mode="json")}


async def _occupation(
    tx: Transaction,
    citizen_id: UUID,
    jobcentre: str,
    record: Record | None,
    news: PlannerInterview,
    *,
    now: datetime,
) -> dict[str, Any]:
    """Make room for what the planner has booked; return the columns that say whether it occupies its time."""
    was, occupies = record if record and record.active else None, news.occupies(now)
    if was and was.group_id and (not occupies or was.group_id != news.group_id):
        await seats.give(tx, [(jobcentre, was.group_id)])
    if not occupies:
        return {"active": False}
    if was and _same_place(was, news):
        return _OCCUPIES
    await _make_way(tx, citizen_id, jobcentre, news, now=now)
    if await _is_blocked(tx, citizen_id, jobcentre, news):
        if was and was.group_id == news.group_id and news.group_id:
            await seats.give(tx, [(jobcentre, news.group_id)])
        return {"active": False}
    if news.group_id and not (was and was.group_id == news.group_id):
        await seats.take_as_planner(tx, jobcentre, news.group_id)
    return _OCCUPIES


def _same_place(record: Record, news: PlannerInterview) -> bool:
    return (record.group_id, record.adviser_id, record.starts_at, record.ends_at, record.kind) == (
        news.group_id,
        news.adviser_id,
        news.starts_at,
        news.ends_at,
        news.kind,
    )


def _in_the_way(citizen_id: UUID, jobcentre: str, news: PlannerInterview) -> Any:
    overlaps = and_(_i.starts_at < news.ends_at, _i.ends_at > news.starts_at)
    same_adviser = and_(
        _i.jobcentre == jobcentre, _i.adviser_id == news.adviser_id, _i.group_id.is_(None), overlaps
    )
    own = and_(_i.citizen_id == citizen_id, _i.replaces.is_(None))
    ways = [and_(own, overlaps)]
    if news.group_id is None and news.adviser_id is not None:
        ways.append(same_adviser)
    if news.kind in ONE_AT_A_TIME:
        ways.append(and_(own, _i.kind == news.kind))
    return and_(_i.active, _i.id != news.id, or_(*ways))


async def _make_way(
    tx: Transaction, citizen_id: UUID, jobcentre: str, news: PlannerInterview, *, now: datetime
) -> None:
    unconfirmed = or_(_i.status.is_(None), _i.status == Status.HELD_FOR)
    over = _i.ends_at <= now
    where = and_(_in_the_way(citizen_id, jobcentre, news), or_(unconfirmed, over))
    for row, whose, wish in await writes.vacate(tx, where, now=now):
        if wish == Wish.HOLD:
            body = {"interview_id": str(row), "reason": Reason.TIME_TAKEN, "alternatives": []}
            await outbox.tell(tx, whose, NoticeKind.HOLD_LOST, body, now=now)


async def _is_blocked(tx: Transaction, citizen_id: UUID, jobcentre: str, news: PlannerInterview) -> bool:
    query = select(_i.id).where(_in_the_way(citizen_id, jobcentre, news)).limit(1)
    other = (await tx.execute(query)).scalar_one_or_none()
    if other:
        # Either the other row is stale and its own news is on the way, or the planner has booked twice.
        _log.warning("overlapping_interviews", interview=str(news.id), other=str(other))
    return other is not None
