"""The only place that opens and commits a transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

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


def open_database(url: str, *, pool_size: int = 10) -> Database:
    """Open the database at a `postgresql://` address; a dead connection is noticed before it is used."""
    address = url.replace("postgresql://", "postgresql+asyncpg://", 1)
    return Database(create_async_engine(address, pool_size=pool_size, max_overflow=10, pool_pre_ping=True))
