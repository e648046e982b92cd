"""The SQL of the outbox: put in the deed's transaction, claimed for a while, finished with the answer."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CursorResult, Text, any_, bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID

from api.db.engine import Transaction
from api.db.tables.outbox import outbox
from api.ids import new_uuid
from api.outbox.model import CITIZEN, Message

_PUT = insert(outbox)
_COLUMNS = [outbox.c[name] for name in Message.model_fields]
_same = outbox.alias("same")

_HEADS = (
    select(outbox.c.sequence)
    .where(
        outbox.c.state == "waiting",
        outbox.c.destination == bindparam("to", type_=Text),
        outbox.c.due_at <= bindparam("now"),
        func.coalesce(outbox.c.claimed_until, outbox.c.due_at) <= bindparam("now"),
        # Order per subject: only the oldest waiting message of each may go. Looked up for each in the index: as a
        # join ("none is earlier") PostgreSQL may read the whole queue for each, when it has just grown.
        outbox.c.sequence
        == select(func.min(_same.c.sequence))
        .where(
            _same.c.state == "waiting",
            _same.c.destination == outbox.c.destination,
            _same.c.subject == outbox.c.subject,
        )
        .scalar_subquery(),
    )
    .order_by(outbox.c.sequence)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=outbox)
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.sequence.in_(_HEADS.scalar_subquery()))
    .values(claimed_until=bindparam("until"), attempts=outbox.c.attempts + 1)
    .returning(*_COLUMNS)
)
# What needs no call is done in the transaction that takes it.
_TAKE = (
    update(outbox)
    .where(outbox.c.sequence.in_(_HEADS.scalar_subquery()))
    .values(state="done", finished_at=bindparam("now"), attempts=outbox.c.attempts + 1)
    .returning(*_COLUMNS)
)
_DONE = (
    update(outbox)
    .where(
        outbox.c.sequence == any_(bindparam("sequences", type_=ARRAY(BigInteger))),
        outbox.c.state == "waiting",
    )
    .values(state="done", finished_at=bindparam("now"), claimed_until=None)
    .returning(outbox.c.sequence)
)


async def put(
    tx: Transaction,
    *,
    destination: str,
    subject: UUID,
    kind: str,
    body: dict[str, Any],
    now: datetime,
    expires_at: datetime | None = None,
    asked: tuple[str, str] | None = None,
) -> UUID:
    """Write a message in the transaction of the deed; return its id, its Idempotency-Key on the wire.

    `asked`: the key and the fingerprint of the citizen's request, so that it is done once. Order per subject
    is the order of these calls only if the caller holds the subject's lock.
    """
    values = _values(destination, subject, kind, body, now) | {
        "expires_at": expires_at,
        "asked_with": asked[0] if asked else None,
        "asked": asked[1] if asked else None,
    }
    await tx.execute(_PUT, [values])
    message_id: UUID = values["id"]
    return message_id


def _values(
    destination: str, subject: UUID, kind: str, body: dict[str, Any], now: datetime
) -> dict[str, Any]:
    return {
        "id": new_uuid(),
        "destination": destination,
        "subject": str(subject),
        "kind": kind,
        "body": body,
        "due_at": now,
        "created_at": now,
    }


async def tell(tx: Transaction, citizen: UUID, kind: str, body: dict[str, Any], *, now: datetime) -> None:
    """Leave a notice for the citizen: ids and codes only, the edge that sends it makes the words."""
    await tell_all(tx, [(citizen, kind, body)], now=now)


async def tell_all(
    tx: Transaction, news: Sequence[tuple[UUID, str, dict[str, Any]]], *, now: datetime
) -> None:
    """Leave notices for citizens, in this order: to whom, of what kind, and its body."""
    if news:
        await tx.execute(_PUT, [_values(CITIZEN, *one, now) for one in news])


async def claim(
    tx: Transaction, destination: str, *, most: int, lease: timedelta, now: datetime
) -> list[Message]:
    """Take the oldest due message of up to `most` subjects, for as long as the lease lasts."""
    values = {"to": destination, "most": most, "until": now + lease, "now": now}
    return _in_order(await tx.execute(_CLAIM, values))


async def take(tx: Transaction, destination: str, *, most: int, now: datetime) -> list[Message]:
    """Take the oldest due message of up to `most` subjects and end them: this transaction does all there is to do."""
    return _in_order(await tx.execute(_TAKE, {"to": destination, "most": most, "now": now}))


def _in_order(rows: CursorResult[Any]) -> list[Message]:
    found = (Message.model_validate(dict(row)) for row in rows.mappings())
    return sorted(found, key=lambda message: message.sequence)


async def finish(
    tx: Transaction, message: Message, *, now: datetime, state: str = "done", note: str | None = None
) -> bool:
    """End a message: `done`, `dropped` (its time passed) or `parked` (a person has to look).

    False when somebody else has ended it: then what comes with it must not be written either.
    """
    ended = (
        update(outbox)
        .where(outbox.c.sequence == message.sequence, outbox.c.state == "waiting")
        .values(state=state, finished_at=now, last_error=note, claimed_until=None)
    )
    return (await tx.execute(ended)).rowcount == 1


async def finish_all(tx: Transaction, messages: Collection[Message], *, now: datetime) -> set[int]:
    """End many messages as done; return the sequences of those that nobody else had ended."""
    values = {"sequences": [message.sequence for message in messages], "now": now}
    return set((await tx.execute(_DONE, values)).scalars())


async def retry(tx: Transaction, message: Message, *, due_at: datetime, error: str) -> None:
    """Let a message be tried again at `due_at`."""
    again = (
        update(outbox)
        .where(
            outbox.c.sequence == message.sequence,
            outbox.c.state == "waiting",
            outbox.c.attempts == message.attempts,
        )
        .values(due_at=due_at, claimed_until=None, last_error=error)
    )
    await tx.execute(again)


async def waiting_of(tx: Transaction, destination: str, subject: UUID) -> list[UUID]:
    """Return the ids of a subject's messages that have not been delivered, in their order."""
    query = (
        select(outbox.c.id)
        .where(
            outbox.c.state == "waiting",
            outbox.c.destination == destination,
            outbox.c.subject == str(subject),
        )
        .order_by(outbox.c.sequence)
    )
    return list((await tx.execute(query)).scalars())


async def unpark(tx: Transaction, ids: list[UUID] | None, *, now: datetime) -> int:
    """Let parked messages (all, or those named) be tried again; return how many."""
    again = (
        update(outbox).where(outbox.c.state == "parked").values(state="waiting", due_at=now, finished_at=None)
    )
    if ids is not None:
        again = again.where(
            outbox.c.id.in_(bindparam("ids", ids, expanding=True, type_=PG_UUID(as_uuid=True)))
        )
    return (await tx.execute(again)).rowcount


async def hurry(tx: Transaction, destination: str, *, now: datetime) -> None:
    """Let what waited for another attempt be tried at once: the other side is back."""
    waits = update(outbox).where(
        outbox.c.state == "waiting", outbox.c.destination == destination, outbox.c.due_at > now
    )
    await tx.execute(waits.values(due_at=now))


async def drop_all(tx: Transaction, *, subject: UUID, now: datetime) -> int:
    """Drop everything that waits for or about a citizen: the jobcentre says that they have died (4405)."""
    dead = update(outbox).where(outbox.c.state == "waiting", outbox.c.subject == str(subject))
    return (await tx.execute(dead.values(state="dropped", finished_at=now, last_error="4405"))).rowcount


async def counts(tx: Transaction) -> list[tuple[str, str, int, datetime]]:
    """Return (destination, state, how many, oldest) of what is not delivered."""
    query = (
        select(outbox.c.destination, outbox.c.state, func.count(), func.min(outbox.c.created_at))
        .where(outbox.c.state.in_(["waiting", "parked"]))
        .group_by(outbox.c.destination, outbox.c.state)
        .order_by(outbox.c.destination, outbox.c.state)
    )
    return [(row[0], row[1], row[2], row[3]) for row in await tx.execute(query)]


async def parked(tx: Transaction) -> list[dict[str, Any]]:
    """Return the parked messages for a person to look at: id, kind, when, and the answer that parked them."""
    query = (
        select(outbox.c.id, outbox.c.destination, outbox.c.kind, outbox.c.created_at, outbox.c.last_error)
        .where(outbox.c.state == "parked")
        .order_by(outbox.c.sequence)
    )
    return [dict(row) for row in (await tx.execute(query)).mappings()]


async def forget(tx: Transaction, *, before: datetime) -> int:
    """Delete what was finished before; parked messages stay until a person has looked."""
    old = outbox.delete().where(outbox.c.state.in_(["done", "dropped"]), outbox.c.finished_at < before)
    return (await tx.execute(old)).rowcount
