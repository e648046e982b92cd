"""The SQL that writes interviews. A time is taken by one INSERT, which the database refuses if it is taken."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Update, any_, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.exc import IntegrityError

from api.booking import seats
from api.booking.codes import OCCUPIES, Form, Status, Wish, WishState
from api.booking.commands import Command
from api.booking.model import Place
from api.booking.standing import BookableTime, Once, Record, Standing
from api.booking.taking import TAKE_AND_SEND, message_values, row_values
from api.db.engine import Transaction
from api.db.tables.booking import evidence, interviews
from api.db.tables.citizens import citizens
from api.ids import new_uuid

_COLUMNS = [interviews.c[name] for name in Record.model_fields]
_LOCKED = (
    select(*_COLUMNS)
    .join(citizens, citizens.c.id == interviews.c.citizen_id)
    .where(interviews.c.id == bindparam("row"))
    .with_for_update(key_share=True)
)
_LOCKED_ALL = (
    select(*_COLUMNS)
    .where(interviews.c.id == any_(bindparam("rows", type_=ARRAY(PG_UUID(as_uuid=True)))))
    .order_by(interviews.c.id)
    .with_for_update(key_share=True)
)
_EVIDENCE = insert(evidence).returning(evidence.c.number, evidence.c.id)


async def occupy(
    tx: Transaction,
    standing: Standing,
    time: BookableTime,
    command: Command,
    *,
    interview_id: UUID,
    form: Form,
    wish: Wish,
    hold_until: datetime | None = None,
    replaces: Record | None = None,
    now: datetime,
) -> Record | None:
    """Take a time and put its command in the outbox, both or neither; None when somebody has the time.

    Holds of others that have run out but are not closed yet go in the same transaction.
    """
    if time.has_lapsed:
        await lapse(tx, _overlapping(time), now=now)
    shares = replaces is not None and _shares(replaces, time)
    group = None if shares else time.group_id
    if group and not await seats.take(tx, time.jobcentre, group):
        return None
    record = Record(
        id=interview_id,
        citizen_id=standing.citizen_id,
        jobcentre=time.jobcentre,
        kind=time.kind,
        form=form,
        time_id=time.time_id,
        group_id=group,
        # A new time that overlaps the old one with the same adviser is in nobody's way but its own.
        adviser_id=None if shares else time.adviser_id,
        adviser=time.adviser,
        starts_at=time.start,
        ends_at=time.end,
        details=Place.model_validate({**(time.place if form is Form.IN_PERSON else {}), "title": time.title}),
        wish=wish,
        wish_state=WishState.SENT,
        replaces=replaces.id if replaces else None,
        hold_until=hold_until,
        created_at=now,
        changed_at=now,
    )
    expires_at = hold_until or (min(time.start, replaces.starts_at) if replaces else time.start)
    values = row_values(record) | message_values(standing, command, now=now, expires_at=expires_at)
    if (await tx.execute(TAKE_AND_SEND, values)).scalar_one_or_none() is not None:
        return record
    if group:
        await seats.give(tx, [(time.jobcentre, group)])
    return None


def _overlapping(time: BookableTime) -> ColumnElement[bool]:
    return (interviews.c.jobcentre == time.jobcentre) & (
        (interviews.c.group_id == time.group_id)
        if time.group_id
        else (interviews.c.adviser_id == time.adviser_id)
        & (interviews.c.starts_at < time.end)
        & (interviews.c.ends_at > time.start)
    )


def _shares(old: Record, time: BookableTime) -> bool:
    if old.group_id or time.group_id:
        return old.group_id == time.group_id
    return old.adviser_id == time.adviser_id and old.starts_at < time.end and time.start < old.ends_at


async def vacate(
    tx: Transaction, where: ColumnElement[bool], *, now: datetime, **values: Any
) -> list[tuple[UUID, UUID, str | None]]:
    """Let rows occupy nothing any more; return (id, citizen, wish) of those that did."""
    ended = (
        update(interviews)
        .where(interviews.c.active, where)
        .values(active=False, changed_at=now, revision=interviews.c.revision + 1, **values)
        .returning(
            interviews.c.id,
            interviews.c.citizen_id,
            interviews.c.wish,
            interviews.c.jobcentre,
            interviews.c.group_id,
        )
    )
    rows = (await tx.execute(ended)).all()
    await seats.give(tx, [(row.jobcentre, row.group_id) for row in rows if row.group_id])
    return [(row.id, row.citizen_id, row.wish) for row in rows]


async def lapse(tx: Transaction, where: ColumnElement[bool], *, now: datetime) -> int:
    """Close holds whose time has run out; return how many."""
    lapsed = where & (interviews.c.wish == Wish.HOLD) & (interviews.c.hold_until <= now)
    return len(await vacate(tx, lapsed, now=now, wish_state=WishState.DROPPED))


async def close_past(tx: Transaction, where: ColumnElement[bool], *, now: datetime) -> int:
    """Let interviews that are over occupy nothing; return how many. What they became, the planner says."""
    return len(await vacate(tx, where & (interviews.c.ends_at <= now), now=now))


async def change(tx: Transaction, interview_id: UUID, *, now: datetime, **values: Any) -> None:
    """Write values into one row; its revision goes up."""
    await change_all(tx, {interview_id: values}, now=now)


async def change_all(tx: Transaction, changes: Mapping[UUID, Mapping[str, Any]], *, now: datetime) -> None:
    """Write values into many rows; their revisions go up."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for interview_id, values in changes.items():
        new = {f"new_{name}": value for name, value in values.items()}
        alike[tuple(sorted(values))].append({"row": interview_id, "now": now, **new})
    for names, rows in alike.items():
        await tx.execute(_changing(names), rows)


@cache
def _changing(names: tuple[str, ...]) -> Update:
    # Made once for each set of columns: making a statement costs more than sending it.
    new = {name: bindparam(f"new_{name}", type_=interviews.c[name].type) for name in names}
    changed = update(interviews).where(interviews.c.id == bindparam("row"))
    return changed.values(revision=interviews.c.revision + 1, changed_at=bindparam("now"), **new)


async def locked(tx: Transaction, interview_id: UUID) -> Record | None:
    """Return a row, for the rest of this transaction ours alone, and so is all that its citizen does."""
    row = (await tx.execute(_LOCKED, {"row": interview_id})).mappings().one_or_none()
    return Record.model_validate(dict(row)) if row else None


async def locked_all(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Record]:
    """Return rows of citizens who are locked already, for the rest of this transaction ours alone."""
    rows = (await tx.execute(_LOCKED_ALL, {"rows": list(ids)})).mappings()
    return {row["id"]: Record.model_validate(dict(row)) for row in rows}


async def moving_row(tx: Transaction, interview_id: UUID) -> Record | None:
    """Return the active row beside an interview that holds or asks for its new time."""
    query = select(*_COLUMNS).where(interviews.c.replaces == interview_id, interviews.c.active)
    row = (await tx.execute(query)).mappings().one_or_none()
    return Record.model_validate(dict(row)) if row else None


async def keep_evidence(
    tx: Transaction,
    citizen_id: UUID,
    kind: str,
    data: dict[str, Any],
    *,
    interview_id: UUID | None = None,
    once: Once | None = None,
    now: datetime,
) -> tuple[int, UUID]:
    """Write an evidence row, never changed afterwards; return its number and id."""
    values = {
        "id": new_uuid(),
        "citizen_id": citizen_id,
        "kind": kind,
        "interview_id": interview_id,
        "data": data,
        "asked_with": once.key if once else None,
        "asked": once.request if once else None,
        "created_at": now,
    }
    row = (await tx.execute(_EVIDENCE, values)).one()
    return row.number, row.id


async def shut_out(tx: Transaction, *, now: datetime) -> list[UUID]:
    """Return interviews the planner has booked that occupy nothing with us: another row was in the way."""
    query = select(interviews.c.id).where(
        interviews.c.status.in_(OCCUPIES - {Status.HELD_FOR}),
        ~interviews.c.active,
        interviews.c.ends_at > now,
    )
    return list((await tx.execute(query)).scalars())


async def try_to_occupy(tx: Transaction, interview_id: UUID, *, now: datetime) -> bool:
    """Let a booked interview occupy its time if nothing is in its way."""
    occupies = (
        update(interviews)
        .where(interviews.c.id == interview_id, ~interviews.c.active, interviews.c.ends_at > now)
        .values(active=True)
        .returning(interviews.c.jobcentre, interviews.c.group_id)
    )
    try:
        async with tx.begin_nested():
            row = (await tx.execute(occupies)).one_or_none()
    except IntegrityError:
        return False
    if row and row.group_id:
        await seats.take_as_planner(tx, row.jobcentre, row.group_id)
    return row is not None
