"""A guidance receipt and the chain that makes a change visible."""

import hashlib
import json
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

FIRST = "0" * 64


class ToldRule(BaseModel):
    """One rule as it was told: its id, its words then, where it stands, and how well it is read."""

    model_config = ConfigDict(frozen=True)
    rule: str
    text: str
    applies: str
    citations: tuple[str, ...]
    verified_through: date | None
    stale: bool


class Body(BaseModel):
    """What was told, about which day's law, in which language."""

    model_config = ConfigDict(frozen=True)
    law_of: date
    told: tuple[ToldRule, ...]
    facts_used: tuple[str, ...]


class Receipt(BaseModel):
    """One numbered receipt."""

    model_config = ConfigDict(frozen=True)
    number: int
    id: UUID
    topic: str
    lang: str
    created_at: datetime
    body: Body
    previous_hash: str
    hash: str

    def is_whole(self) -> bool:
        """Whether nothing in the receipt was changed since it was given."""
        return self.hash == chain_hash(
            self.id, self.topic, self.lang, self.created_at, self.body, self.previous_hash
        )


def chain_hash(
    receipt_id: UUID, topic: str, lang: str, created_at: datetime, body: Body, previous_hash: str
) -> str:
    """Return the SHA-256 of everything in the receipt and of the receipt before it."""
    content = [
        str(receipt_id),
        topic,
        lang,
        created_at.isoformat(),
        body.model_dump(mode="json"),
        previous_hash,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
