"""The only place that opens and commits a transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

Transaction = AsyncConnection


class Database:
    """A pool of connections; `transaction()` commits on a clean exit and rolls back otherwise."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Open one transaction: the deed and its outbox rows stand or fall together."""
        async with self.engine.connect() as connection:
            yield connection
            await connection.commit()

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def open_database(url: str, *, pool_size: int = 20) -> Database:
    """Open the database at a `postgresql://` address; a dead connection is noticed before it is used.

    What is opened stays open: a connection of a rush that is closed after use is dear to open for the next one.
    """
    address = url.replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_async_engine(address, pool_size=pool_size, max_overflow=0)
    event.listen(engine.sync_engine, "checkout", _alive)
    return Database(engine)


def _alive(connection: Any, _record: object, _proxy: object) -> None:
    """Leave the whole pool when its server has hung up.

    The driver hears of that by itself. SQLAlchemy's own way is to ask the server: three round trips before
    every transaction, as many as most transactions have statements.
    """
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError
