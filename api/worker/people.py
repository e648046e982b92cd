"""Who the worker acts for: the CPR number is opened here, for the call to the jobcentre and nothing else."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import any_, bindparam, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID

from api.booking.standing import Record
from api.db.engine import Transaction
from api.db.tables.booking import interviews
from api.db.tables.citizens import citizens
from api.identity.sealing import Seal

_IDS = bindparam("ids", type_=ARRAY(PG_UUID(as_uuid=True)))
_NUMBERS = select(citizens.c.id, citizens.c.cpr_sealed).where(citizens.c.id == any_(_IDS))
_ROWS = select(*(interviews.c[name] for name in Record.model_fields)).where(interviews.c.id == any_(_IDS))


async def numbers(tx: Transaction, seal: Seal, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the CPR numbers of citizens."""
    rows = await tx.execute(_NUMBERS, {"ids": list(ids)})
    return {row.id: seal.open(row.cpr_sealed) for row in rows}


async def by_reference(tx: Transaction, jobcentre: str, references: Collection[str]) -> dict[str, UUID]:
    """Return the citizens the jobcentre calls by these opaque names; those we do not serve are left out."""
    query = select(citizens.c.reference, citizens.c.id).where(
        citizens.c.jobcentre == jobcentre, citizens.c.reference.in_(references)
    )
    return {row.reference: row.id for row in await tx.execute(query)}


async def rows(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Record]:
    """Return our rows of these interviews."""
    found = await tx.execute(_ROWS, {"ids": list(ids)})
    return {row["id"]: Record.model_validate(dict(row)) for row in found.mappings()}


async def named(tx: Transaction, citizen: UUID, reference: str) -> None:
    """Keep the planner's opaque name for a citizen: events and listings carry it instead of the number."""
    await tx.execute(update(citizens).where(citizens.c.id == citizen).values(reference=reference))


async def refreshed(tx: Transaction, citizen: UUID, *, now: datetime) -> None:
    """Note that everything the jobcentre knows of the citizen has been read."""
    await tx.execute(update(citizens).where(citizens.c.id == citizen).values(refreshed_at=now))
