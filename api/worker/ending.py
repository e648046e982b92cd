"""Writes what became of commands: the answer and the end of its message in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.exc import DBAPIError

from api.booking import store, sync
from api.db.engine import Transaction
from api.logs import get_logger
from api.outbox import store as outbox
from api.outbox.model import Message
from api.worker.commands import Apply, TakeIn
from api.worker.context import Worker

_log = get_logger("worker.ending")


@dataclass(frozen=True)
class End:
    """What became of a command. `waiting` is tried again at `due_at`; `away` is set when nobody answered."""

    message: Message
    apply: Apply
    state: Literal["done", "dropped", "parked", "waiting"] = "done"
    note: str | None = None
    due_at: datetime | None = None
    away: timedelta | None = None


async def write_all(worker: Worker, ends: Sequence[End]) -> None:
    """Write ends together; if that fails, each by itself, so that one does not hold up the others.

    One that cannot be written is anybody's again when its lease has run out.
    """
    try:
        await _write(worker, ends)
    except (DBAPIError, OSError) as fault:
        if len(ends) == 1:
            _log.error("answer_not_written", id=str(ends[0].message.id), fault=type(fault).__name__)
            return
        for end in ends:
            await write_all(worker, [end])


async def _write(worker: Worker, ends: Sequence[End]) -> None:
    now = worker.now()
    async with worker.database.transaction() as tx:
        await store.lock_all(tx, {end.message.citizen for end in ends})
        plain = [end.message for end in ends if end.state == "done" and end.note is None]
        ended = await outbox.finish_all(tx, plain, now=now) if plain else set()
        due = [end.apply for end in ends if end.message.sequence in ended or await _end_one(tx, end, now)]
        if taken := [deed.said for deed in due if isinstance(deed, TakeIn)]:
            await sync.apply_all(tx, taken, now=now)
        for deed in due:
            if not isinstance(deed, TakeIn):
                await deed(tx)


async def _end_one(tx: Transaction, end: End, now: datetime) -> bool:
    if end.state == "waiting":
        await outbox.retry(tx, end.message, due_at=end.due_at or now, error=end.note or "")
        return False
    if end.state == "done" and end.note is None:
        return False  # somebody else has ended it
    return await outbox.finish(tx, end.message, now=now, state=end.state, note=end.note)
