"""`vejviser notices`: what was planned, said and left unsaid, what is late, and what may have come twice."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.db.engine import Database


def add_parsers(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "notices", help="reminders and notices: counts, what is late, what came twice"
    )
    parser.set_defaults(run=_run)


def _run(_chosen: argparse.Namespace) -> int:
    from api.db.engine import open_database
    from api.embedded.running import settings_here

    async def go() -> int:
        database = open_database(settings_here().database_url)
        try:
            return await show(database)
        finally:
            await database.close()

    return asyncio.run(go())


async def show(database: Database) -> int:
    """Print the figures, codes and ids only; 1 when something is late."""
    from api import clock
    from api.notices import deliveries, heartbeat, store

    async with database.transaction() as tx:
        outcomes, counts = await store.outcomes(tx), await deliveries.counts(tx)
        twice, beat = await deliveries.maybe_twice(tx), await heartbeat.beat(tx, now=clock.now())
    for kind, state, reason, count in outcomes:
        print(f"notice    {kind:<28} {state:<8} {reason or '-':<14} {count}")
    for channel, state, count in counts:
        print(f"delivery  {channel:<28} {state:<8} {'-':<14} {count}")
    print(f"late      not handed on: {beat.not_handed}, not sent: {beat.not_sent}")
    print(f"twice     {len(twice)} may have come twice, because their sender died while sending")
    for delivery in twice:
        print(f"          {delivery}")
    return int(not beat.is_well)
