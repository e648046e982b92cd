"""Finds the citizen a login belongs to, by keyed hashes; no CPR number is stored for it or compared in clear."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from api.db.engine import Transaction
from api.db.tables.citizens import identity_keys
from api.identity.model import Identity
from api.identity.sealing import Seal


def of_cpr(seal: Seal, cpr: str) -> str:
    """Return the key of a CPR number, however it is written."""
    return seal.fingerprint(f"cpr:{cpr.replace('-', '').replace(' ', '')}")


def of_identity(seal: Seal, identity: Identity) -> list[str]:
    """Return the keys of a login, the surest first: the CPR number, else the broker's name for the person."""
    found = [of_cpr(seal, identity.cpr)] if identity.cpr else []
    if identity.uuid:
        found.append(seal.fingerprint(f"uuid:{identity.uuid}"))
    return found


async def bind(tx: Transaction, citizen_id: UUID, fingerprint: str) -> None:
    """Let the key lead to the citizen; one that leads somewhere already is left alone."""
    row = insert(identity_keys).values(fingerprint=fingerprint, citizen_id=citizen_id)
    await tx.execute(row.on_conflict_do_nothing())


async def citizen_of(tx: Transaction, fingerprints: list[str]) -> UUID | None:
    """Return the citizen of the first key that is known, or None."""
    query = select(identity_keys).where(identity_keys.c.fingerprint.in_(fingerprints))
    known = {row.fingerprint: row.citizen_id for row in await tx.execute(query)}
    return next((known[key] for key in fingerprints if key in known), None)
