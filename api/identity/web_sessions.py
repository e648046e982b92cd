"""Login sessions of the web: a random cookie, stored as a hash, with idle and absolute limits (R12)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert, select, update

from api.db.engine import Transaction
from api.db.tables.citizens import citizens, web_sessions
from api.ids import new_token, token_hash

COOKIE = "vejviser_session"
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=8)
ASSURANCE_NEEDED = frozenset({"Substantial", "High"})

# Made once: every request with a cookie asks one of these, and making a statement costs more than sending it.
_COLUMNS = [web_sessions.c[name] for name in ("citizen_id", "actor", "assurance", "seen_at", "created_at")]
_LIVING = (
    web_sessions.c.token_hash == bindparam("hash"),
    web_sessions.c.seen_at > bindparam("idle_since"),
    web_sessions.c.created_at > bindparam("too_old"),
)
_USE = update(web_sessions).where(*_LIVING).values(seen_at=bindparam("now")).returning(*_COLUMNS)
_LOOK = select(*_COLUMNS).where(*_LIVING)
_used = _USE.cte("used")
_USE_ALONE = (
    select(_used)
    .join(citizens, citizens.c.id == _used.c.citizen_id)
    .with_for_update(key_share=True, of=citizens)
)


@dataclass(frozen=True)
class Login:
    """A living session. `actor` is who acts, which may differ from the citizen (R14).

    `left` is how long it lives from now if it is not used.
    """

    citizen_id: UUID
    actor: str
    assurance: str
    left: timedelta

    @property
    def may_see_case(self) -> bool:
        """Whether the assurance level allows case data (R2): Substantial or above."""
        return self.assurance in ASSURANCE_NEEDED


async def open_session(
    tx: Transaction, citizen_id: UUID, *, actor: str, assurance: str, now: datetime
) -> str:
    """Open a session and return its secret, to be set as a cookie; only its hash is kept."""
    token = new_token()
    row = {"token_hash": token_hash(token), "citizen_id": citizen_id, "actor": actor, "assurance": assurance}
    await tx.execute(insert(web_sessions).values(**row, created_at=now, seen_at=now))
    return token


async def read_session(tx: Transaction, token: str, *, alone: bool = False, now: datetime) -> Login | None:
    """Return the session if it lives, and note that it was used; None when unknown or too old.

    With `alone` its citizen is locked in the same statement: their other deeds wait until this transaction ends.
    """
    use = _USE_ALONE if alone else _USE
    return _login((await tx.execute(use, {**_living(token, now), "now": now})).one_or_none(), now)


async def look_at_session(tx: Transaction, token: str, *, now: datetime) -> Login | None:
    """Return the session if it lives, with the time left to it; a look is no use and makes it no longer."""
    return _login((await tx.execute(_LOOK, _living(token, now))).one_or_none(), now)


def _living(token: str, now: datetime) -> dict[str, object]:
    return {"hash": token_hash(token), "idle_since": now - IDLE, "too_old": now - ABSOLUTE}


def _login(row: Row[Any] | None, now: datetime) -> Login | None:
    if row is None:
        return None
    over = min(row.seen_at + IDLE, row.created_at + ABSOLUTE)
    return Login(row.citizen_id, row.actor, row.assurance, over - now)


async def close_session(tx: Transaction, token: str) -> None:
    """End a session; unknown ones are ended already."""
    await tx.execute(delete(web_sessions).where(web_sessions.c.token_hash == token_hash(token)))


async def close_all(tx: Transaction, citizen_id: UUID) -> int:
    """End all sessions of a citizen and return how many there were."""
    gone = await tx.execute(select(web_sessions.c.token_hash).where(web_sessions.c.citizen_id == citizen_id))
    hashes = [row.token_hash for row in gone]
    await tx.execute(delete(web_sessions).where(web_sessions.c.citizen_id == citizen_id))
    return len(hashes)
