"""Which jobcentres have something to be done, asked once for all of them."""

from datetime import datetime

from sqlalchemy import text

from api.db.engine import Transaction

_OUT = """
    SELECT code FROM unnest(cast(:codes AS text[])) AS code
    WHERE NOT EXISTS (SELECT 1 FROM cursors c
            WHERE c.source = 'jobcentre:' || code AND c.paused_until > :now)
      AND EXISTS (SELECT 1 FROM {table}
            WHERE {match} AND state = 'waiting' AND due_at <= :now
              AND coalesce(claimed_until, due_at) <= :now)
"""
_OUTGOING = text(_OUT.format(table="outbox", match="destination = 'jobcentre:' || code"))
_INCOMING = text(_OUT.format(table="inbox", match="jobcentre = code"))


async def with_commands(tx: Transaction, codes: list[str], *, now: datetime) -> list[str]:
    """Return the jobcentres for which a command waits."""
    return list((await tx.execute(_OUTGOING, {"codes": codes, "now": now})).scalars())


async def with_events(tx: Transaction, codes: list[str], *, now: datetime) -> list[str]:
    """Return the jobcentres from which an event waits."""
    return list((await tx.execute(_INCOMING, {"codes": codes, "now": now})).scalars())
