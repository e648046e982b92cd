"""Citizens with their facts, and the seeding of the demo's."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from api.citizens import store
from api.citizens.model import Citizen, KnownFact, Persona
from api.clock import danish_day
from api.db.engine import Transaction
from api.errors import NotFoundError
from api.identity import keys
from api.identity.sealing import Seal
from api.ids import derived_uuid
from api.logs import get_logger
from api.tenants.store import Tenants
from rights import Facts

_log = get_logger("citizens")


async def get(tx: Transaction, citizen_id: UUID) -> Citizen:
    """Return the citizen; raises NotFoundError."""
    citizen = await store.by_id(tx, citizen_id)
    if citizen is None:
        raise NotFoundError(f"no citizen {citizen_id}")
    return citizen


def as_facts(known: Iterable[KnownFact], told: Mapping[str, Any] | None = None) -> Facts:
    """Return the facts the law is asked with; what the jobcentre states wins over what the citizen told.

    A fact the law does not know, or whose value has the wrong form, is left out and so stays unknown.
    """
    values: dict[str, Any] = dict(told or {}) | {fact.key: fact.value for fact in known}
    while True:
        try:
            return Facts.model_validate(values)
        except ValidationError as error:
            wrong = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]} & values.keys()
            _log.warning("facts_left_out", keys=sorted(wrong))
            if not wrong:
                return Facts()
            values = {key: value for key, value in values.items() if key not in wrong}


async def facts_of(tx: Transaction, citizen_id: UUID, told: Mapping[str, Any] | None = None) -> Facts:
    """Return the citizen's facts for the law."""
    return as_facts(await store.known_facts(tx, citizen_id), told)


def demo_citizen(persona: Persona, tenants: Tenants) -> Citizen:
    """Return the persona as a citizen of ours, always with the same id."""
    tenant = tenants.first()
    return Citizen(
        id=derived_uuid("persona", persona.id),
        tenant=tenant.code,
        jobcentre=tenant.jobcentres[0].code,
        name=persona.name,
        lang="da",
        persona=persona.id,
    )


async def seed(
    tx: Transaction, personas: Iterable[Persona], tenants: Tenants, seal: Seal, *, now: datetime
) -> int:
    """Insert the demo's citizens with their facts, those that are not there yet; return how many there are."""
    chosen = list(personas)
    for persona in chosen:
        citizen = demo_citizen(persona, tenants)
        if await store.by_id(tx, citizen.id):
            continue
        # Until the planner has told its own name for the person, ours stands in.
        await store.put(tx, citizen, reference=str(citizen.id), cpr_sealed=seal.seal(persona.cpr), now=now)
        await keys.bind(tx, citizen.id, keys.of_cpr(seal, persona.cpr))
        today = danish_day(now)
        facts = [
            KnownFact(key=key, value=value, source="seed", dated=today)
            for key, value in persona.facts_on(today).items()
        ]
        await store.replace_facts(tx, citizen.id, facts, now=now)
    return len(chosen)
