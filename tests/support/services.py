"""The application's services over a test's own record; the law and the understanding are read once for all tests."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from api.db.engine import open_database
from api.identity.sealing import Seal
from api.settings import Settings
from api.understand import Understanding, open_understanding
from api.wiring import Services, open_redis, tenants_of
from rights import Law, read_law
from tests.support.application import SECRET_KEY

OpenOurs = Callable[[Settings], AbstractAsyncContextManager[Services]]


@pytest.fixture(scope="session")
def library() -> tuple[Law, Understanding, Seal]:
    """What every replica reads at its start."""
    return read_law(), open_understanding(), Seal(SECRET_KEY)


@pytest.fixture
def open_ours(library: tuple[Law, Understanding, Seal]) -> OpenOurs:
    """Open the services for some settings: `async with open_ours(settings) as services`."""

    @asynccontextmanager
    async def open_it(settings: Settings) -> AsyncIterator[Services]:
        law, understanding, seal = library
        database, redis = open_database(settings.database_url), open_redis(settings.redis_url)
        yield Services(settings, database, redis, law, understanding, tenants_of(settings), seal)
        await redis.aclose()
        await database.close()

    return open_it
