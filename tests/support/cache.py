"""Fixtures for shared state: one real Redis (Valkey) a session, empty at every test."""

from collections.abc import AsyncIterator, Iterator

import pytest
from redis import Redis as BlockingRedis
from redis.asyncio import Redis

from api.embedded.redis import EmbeddedRedis
from tests.support.places import open_folder


@pytest.fixture(scope="session")
def redis_server() -> Iterator[EmbeddedRedis]:
    """A real Redis without a file; it ends with the session, and with the process at a SIGKILL."""
    with open_folder("redis") as folder:
        server = EmbeddedRedis(folder / "redis", durable=False)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def redis_url(redis_server: EmbeddedRedis) -> str:
    """The address of the session's Redis, emptied for this test."""
    with BlockingRedis.from_url(redis_server.url) as client:
        client.flushall()
    return redis_server.url


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """An open client on the session's Redis, emptied for this test; answers are text."""
    client = Redis.from_url(redis_url, decode_responses=True)
    yield client
    await client.aclose()
