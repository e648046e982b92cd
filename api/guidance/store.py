"""The SQL of guidance receipts."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text

from api.db.engine import Transaction
from api.db.tables.citizens import guidance_receipts as table
from api.guidance.model import FIRST, Receipt

_CHAIN_LOCK = 20_260_201


async def last_hash(tx: Transaction) -> str:
    """Return the hash the next receipt builds on; until the transaction ends nobody else adds one."""
    await tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    query = select(table.c.hash).order_by(table.c.number.desc()).limit(1)
    return (await tx.execute(query)).scalar_one_or_none() or FIRST


async def add(tx: Transaction, values: dict[str, Any]) -> Receipt:
    """Insert a receipt and return it with its number."""
    row = (await tx.execute(insert(table).values(**values).returning(table))).one()
    return Receipt.model_validate(row, from_attributes=True)


async def get(tx: Transaction, receipt_id: UUID) -> Receipt | None:
    """Return a receipt, or None."""
    row = (await tx.execute(select(table).where(table.c.id == receipt_id))).one_or_none()
    return Receipt.model_validate(row, from_attributes=True) if row else None


async def chain(tx: Transaction) -> list[Receipt]:
    """Return all receipts in order, to check the chain."""
    rows = await tx.execute(select(table).order_by(table.c.number))
    return [Receipt.model_validate(row, from_attributes=True) for row in rows]


async def owner(tx: Transaction, receipt_id: UUID) -> UUID | None:
    """Return whose receipt it is; None when it was given without login (or is not there)."""
    query = select(table.c.citizen_id).where(table.c.id == receipt_id)
    found: UUID | None = (await tx.execute(query)).scalar_one_or_none()
    return found


async def of_citizen(tx: Transaction, citizen_id: UUID) -> list[Receipt]:
    """Return the citizen's receipts, newest first."""
    query = select(table).where(table.c.citizen_id == citizen_id).order_by(table.c.number.desc())
    return [Receipt.model_validate(row, from_attributes=True) for row in await tx.execute(query)]
