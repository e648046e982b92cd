"""Login sessions of the web: a random cookie, stored as a hash, with idle and absolute limits (R12)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from api.db.engine import Transaction
from api.db.tables.citizens import web_sessions
from api.ids import new_token, token_hash

COOKIE = "vejviser_session"
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=8)
ASSURANCE_NEEDED = frozenset({"Substantial", "High"})


@dataclass(frozen=True)
class Login:
    """A living session. `actor` is who acts, which may differ from the citizen (R14)."""

    citizen_id: UUID
    actor: str
    assurance: str

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


async def read_session(tx: Transaction, token: str, *, now: datetime) -> Login | None:
    """Return the session if it lives, and note that it was used; None when unknown or too old."""
    living = (
        update(web_sessions)
        .where(web_sessions.c.token_hash == token_hash(token))
        .where(web_sessions.c.seen_at > now - IDLE, web_sessions.c.created_at > now - ABSOLUTE)
        .values(seen_at=now)
        .returning(web_sessions.c.citizen_id, web_sessions.c.actor, web_sessions.c.assurance)
    )
    row = (await tx.execute(living)).one_or_none()
    return Login(*row) if row else None


async def close_session(tx: Transaction, token: str) -> None:
    """End a session; unknown ones are ended already."""
    await tx.execute(delete(web_sessions).where(web_sessions.c.token_hash == token_hash(token)))


async def close_all(tx: Transaction, citizen_id: UUID) -> int:
    """End all sessions of a citizen and return how many there were."""
    gone = await tx.execute(select(web_sessions.c.token_hash).where(web_sessions.c.citizen_id == citizen_id))
    hashes = [row.token_hash for row in gone]
    await tx.execute(delete(web_sessions).where(web_sessions.c.citizen_id == citizen_id))
    return len(hashes)
