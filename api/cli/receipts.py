"""`vejviser receipts`: whether the chain of guidance receipts is whole."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.db.engine import Database


def add_parsers(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "receipts", help="guidance receipts: whether any was changed since it was given"
    )
    parser.set_defaults(run=_run)


def _run(_chosen: argparse.Namespace) -> int:
    from api.db.engine import open_database
    from api.embedded.running import settings_here

    async def go() -> int:
        database = open_database(settings_here().database_url)
        try:
            return await check(database)
        finally:
            await database.close()

    return asyncio.run(go())


async def check(database: Database) -> int:
    """Print how many there are and where the chain breaks; 1 when it does."""
    from api.guidance import service, store

    async with database.transaction() as tx:
        receipts = await store.chain(tx)
    broken = service.first_break(receipts)
    print(
        f"{len(receipts)} receipts, "
        + ("the chain is whole" if broken is None else f"broken at no. {broken}")
    )
    return int(broken is not None)
