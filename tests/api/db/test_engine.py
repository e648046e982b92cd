"""A connection whose server hung up is replaced before it is used."""

import asyncio

from sqlalchemy import text

from api.db.engine import Database

_BACKEND = text("SELECT pg_backend_pid()")
_HANG_UP = text("SELECT pg_terminate_backend(pid) FROM unnest(CAST(:pids AS int[])) pid")


async def _at_once(database: Database, count: int) -> set[int]:
    """Hold so many connections at the same time; return their backends."""
    everybody = asyncio.Barrier(count)

    async def one() -> int:
        async with database.transaction() as tx:
            backend: int = (await tx.execute(_BACKEND)).scalar_one()
            await everybody.wait()
            return backend

    return set(await asyncio.gather(*(one() for _ in range(count))))


async def test_no_transaction_meets_a_connection_that_is_gone(database: Database) -> None:
    before = await _at_once(database, 6)
    async with database.transaction() as tx:
        own = (await tx.execute(_BACKEND)).scalar_one()
        assert own in before, "connections are kept"
        await tx.execute(_HANG_UP, {"pids": list(before - {own})})
    await asyncio.sleep(0.2)
    after = await _at_once(database, 6)
    assert len(after) == 6
    assert not after & (before - {own})
