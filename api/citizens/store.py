"""The SQL of citizens and of what is known about them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from api.citizens.model import Citizen, KnownFact
from api.db.engine import Transaction
from api.db.tables.citizens import citizen_facts, citizens

_COLUMNS = (
    citizens.c.id,
    citizens.c.tenant,
    citizens.c.jobcentre,
    citizens.c.display_name.label("name"),
    citizens.c.lang,
    citizens.c.persona,
    citizens.c.refreshed_at,
)


async def _one(tx: Transaction, *where: Any) -> Citizen | None:
    row = (await tx.execute(select(*_COLUMNS).where(*where))).mappings().one_or_none()
    return Citizen.model_validate(dict(row)) if row else None


async def by_id(tx: Transaction, citizen_id: UUID) -> Citizen | None:
    """Return the citizen, or None."""
    return await _one(tx, citizens.c.id == citizen_id)


async def by_persona(tx: Transaction, persona: str) -> Citizen | None:
    """Return the demo citizen with the persona's id, or None."""
    return await _one(tx, citizens.c.persona == persona)


async def by_reference(tx: Transaction, jobcentre: str, reference: str) -> Citizen | None:
    """Return the citizen whom the jobcentre calls by this opaque reference, or None."""
    return await _one(tx, citizens.c.jobcentre == jobcentre, citizens.c.reference == reference)


async def all_of(tx: Transaction, jobcentre: str) -> list[Citizen]:
    """Return the citizens of a jobcentre."""
    rows = (await tx.execute(select(*_COLUMNS).where(citizens.c.jobcentre == jobcentre))).mappings()
    return [Citizen.model_validate(dict(row)) for row in rows]


async def sealed_cpr(tx: Transaction, citizen_id: UUID) -> str | None:
    """Return the sealed CPR number, for the worker's calls to the jobcentre only."""
    query = select(citizens.c.cpr_sealed).where(citizens.c.id == citizen_id)
    return (await tx.execute(query)).scalar_one_or_none()


async def put(tx: Transaction, citizen: Citizen, *, reference: str, cpr_sealed: str, now: datetime) -> None:
    """Insert a citizen; one that is there already stays as it is."""
    values = {
        "id": citizen.id,
        "tenant": citizen.tenant,
        "jobcentre": citizen.jobcentre,
        "reference": reference,
        "cpr_sealed": cpr_sealed,
        "persona": citizen.persona,
        "display_name": citizen.name,
        "lang": citizen.lang,
        "created_at": now,
    }
    await tx.execute(upsert(citizens).values(**values).on_conflict_do_nothing())


async def set_reference(tx: Transaction, citizen_id: UUID, reference: str, *, now: datetime) -> None:
    """Keep the planner's opaque name for the citizen, and that we have just heard of them."""
    changed = update(citizens).where(citizens.c.id == citizen_id)
    await tx.execute(changed.values(reference=reference, refreshed_at=now))


async def set_lang(tx: Transaction, citizen_id: UUID, lang: str) -> None:
    """Keep the language the citizen chose: it belongs to the person, not to the channel."""
    await tx.execute(update(citizens).where(citizens.c.id == citizen_id).values(lang=lang))


async def known_facts(tx: Transaction, citizen_id: UUID) -> list[KnownFact]:
    """Return what the jobcentre has told us about the citizen."""
    query = select(citizen_facts).where(citizen_facts.c.citizen_id == citizen_id)
    return [
        KnownFact(key=row.key, value=row.value, source=row.source, dated=row.dated)
        for row in await tx.execute(query)
    ]


async def replace_facts(
    tx: Transaction, citizen_id: UUID, facts: Iterable[KnownFact], *, now: datetime
) -> None:
    """Replace all that is known: a fact the jobcentre no longer states is unknown again."""
    await tx.execute(delete(citizen_facts).where(citizen_facts.c.citizen_id == citizen_id))
    rows = [
        {
            "citizen_id": citizen_id,
            "key": fact.key,
            "value": fact.value,
            "source": fact.source,
            "dated": fact.dated,
            "seen_at": now,
        }
        for fact in facts
    ]
    if rows:
        await tx.execute(insert(citizen_facts), rows)
