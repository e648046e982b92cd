"""The SQL of Min Plan."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from api.db.engine import Transaction
from api.db.tables.citizens import plans
from api.plan.model import Plan


async def read(tx: Transaction, citizen_id: UUID) -> Plan | None:
    """Return the plan as last heard, or None when the jobcentre has none."""
    query = select(plans.c.body).where(plans.c.citizen_id == citizen_id)
    body = (await tx.execute(query)).scalar_one_or_none()
    return Plan.model_validate(body) if body else None


async def write(tx: Transaction, citizen_id: UUID, plan: Plan | None, *, now: datetime) -> bool:
    """Keep the plan as heard; return whether it is new or changed. An older version is ignored."""
    if plan is None:
        gone = await tx.execute(delete(plans).where(plans.c.citizen_id == citizen_id))
        return bool(gone.rowcount)
    known = await read(tx, citizen_id)
    if known and known.version >= plan.version:
        return False
    values = {"version": plan.version, "body": plan.model_dump(mode="json"), "seen_at": now}
    statement = upsert(plans).values(citizen_id=citizen_id, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=[plans.c.citizen_id], set_=values))
    return True
