"""Give a receipt for what was told, and check that the chain is whole."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from api.db.engine import Transaction
from api.guidance import store
from api.guidance.model import FIRST, Body, Receipt, ToldRule, chain_hash
from api.ids import token_hash
from rights import Citation, Finding


def _place(citation: Citation) -> str:
    return f"{citation.act}, {citation.paragraph} ({citation.version}, {citation.evidence})"


def told(finding: Finding) -> ToldRule:
    """Return the finding as it is kept in a receipt."""
    return ToldRule(
        rule=finding.rule,
        text=finding.text,
        applies=finding.applies,
        citations=tuple(_place(citation) for citation in finding.citations),
        verified_through=finding.verified_through,
        stale=finding.stale,
    )


async def issue(
    tx: Transaction,
    findings: Sequence[Finding],
    *,
    receipt_id: UUID,
    citizen_id: UUID | None,
    conversation: str,
    topic: str,
    lang: str,
    on: date,
    now: datetime,
) -> Receipt:
    """Give a receipt; the same id again gives the receipt that is there."""
    known = await store.get(tx, receipt_id)
    if known:
        return known
    facts = sorted({str(because.fact) for finding in findings for because in finding.because})
    body = Body(law_of=on, told=tuple(told(finding) for finding in findings), facts_used=tuple(facts))
    previous = await store.last_hash(tx)
    return await store.add(
        tx,
        {
            "id": receipt_id,
            "citizen_id": citizen_id,
            "conversation_hash": token_hash(conversation),
            "topic": topic,
            "lang": lang,
            "body": body.model_dump(mode="json"),
            "previous_hash": previous,
            "hash": chain_hash(receipt_id, topic, lang, now, body, previous),
            "created_at": now,
        },
    )


def first_break(receipts: Sequence[Receipt]) -> int | None:
    """Return the number of the first receipt that was changed or follows a gap, None when all is whole."""
    previous = FIRST
    for receipt in receipts:
        if receipt.previous_hash != previous or not receipt.is_whole():
            return receipt.number
        previous = receipt.hash
    return None
