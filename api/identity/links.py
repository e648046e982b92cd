"""Links between a chat and a citizen: pseudonymous routing, never a login (R11, R12).

The chat's own number is kept sealed, because a reminder needs it; everything else goes by a keyed hash.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from api.db.engine import Transaction
from api.db.tables.citizens import chat_links
from api.tenants.model import Level

LEVELS: tuple[Level, ...] = ("general", "neutral", "personal")


@dataclass(frozen=True)
class ChatLink:
    """One chat of one citizen. `level` is what the citizen has said yes to."""

    chat: str
    channel: str
    chat_sealed: str
    citizen_id: UUID
    level: Level
    consented: bool
    blocked: bool
    linked_at: datetime


def chat_hash(secret_key: str, channel: str, address: str) -> str:
    """Return the name a chat has with us: without the key it leads back to nobody."""
    return hmac.new(secret_key.encode(), f"chat/1/{channel}:{address}".encode(), hashlib.sha256).hexdigest()


def lower(one: Level, other: Level) -> Level:
    """Return the lower of two levels: what both the municipality and the citizen allow."""
    return min(one, other, key=LEVELS.index)


def _read(row: Row[Any]) -> ChatLink:
    values = dict(row._mapping)
    return ChatLink(chat=values.pop("chat_hash"), **values)


async def find(tx: Transaction, chat: str) -> ChatLink | None:
    """Return the link of a chat, or None."""
    row = (await tx.execute(select(chat_links).where(chat_links.c.chat_hash == chat))).one_or_none()
    return _read(row) if row else None


async def of_citizen(tx: Transaction, citizen_id: UUID) -> list[ChatLink]:
    """Return the citizen's chats, oldest first."""
    query = select(chat_links).where(chat_links.c.citizen_id == citizen_id).order_by(chat_links.c.linked_at)
    return [_read(row) for row in await tx.execute(query)]


async def bind(tx: Transaction, link: ChatLink) -> None:
    """Store a link; a chat belongs to one citizen, so a new link replaces the old."""
    values = {
        "chat_hash": link.chat,
        "channel": link.channel,
        "chat_sealed": link.chat_sealed,
        "citizen_id": link.citizen_id,
        "level": link.level,
        "consented": link.consented,
        "blocked": link.blocked,
        "linked_at": link.linked_at,
    }
    row = upsert(chat_links).values(**values)
    await tx.execute(row.on_conflict_do_update(index_elements=[chat_links.c.chat_hash], set_=values))


async def unlink(tx: Transaction, chat: str, *, citizen_id: UUID | None = None) -> bool:
    """Cut a link, from the citizen's own page only their own (`citizen_id`); says if one was there."""
    cut = delete(chat_links).where(chat_links.c.chat_hash == chat)
    if citizen_id is not None:
        cut = cut.where(chat_links.c.citizen_id == citizen_id)
    return (await tx.execute(cut)).rowcount > 0


async def unlink_all(tx: Transaction, citizen_id: UUID) -> int:
    """Cut all links of a citizen and return how many there were."""
    return (await tx.execute(delete(chat_links).where(chat_links.c.citizen_id == citizen_id))).rowcount


async def set_blocked(tx: Transaction, chat: str, *, blocked: bool) -> None:
    """Note that the citizen has blocked the bot, or has let it in again."""
    await tx.execute(update(chat_links).where(chat_links.c.chat_hash == chat).values(blocked=blocked))
