"""Puts one message together at the moment of sending, from what is still true then."""

from dataclasses import dataclass
from datetime import datetime

from api.db.engine import Transaction
from api.notices import store, truth
from api.notices.model import Delivery, Notice
from api.notices.truth import Truth


@dataclass(frozen=True)
class Said:
    """A notice with what it is about, as it stands now; news has no truth of its own here."""

    notice: Notice
    truth: Truth | None


async def still_true(tx: Transaction, delivery: Delivery, *, now: datetime) -> list[Said]:
    """Return what of a message may still be said; empty when nothing may."""
    said = []
    for notice in await store.by_ids(tx, delivery.notice_ids):
        if now >= notice.expires_at:
            continue
        found = await truth.read(tx, notice, now=now)
        if found is not None or not notice.is_reminder:
            said.append(Said(notice, found))
    return said
