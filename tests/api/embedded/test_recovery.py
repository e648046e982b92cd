"""PostgreSQL or Redis killed under load: what was confirmed stays, and work goes on by itself."""

import asyncio
import os
import signal
from pathlib import Path

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.db.engine import Database, open_database
from api.embedded.postgres import EmbeddedPostgres
from api.embedded.redis import EmbeddedRedis
from api.wiring import open_redis

WORKERS = 4


async def _write(database: Database, worker: int, confirmed: set[str], until: asyncio.Event) -> None:
    number = 0
    while not until.is_set():
        number += 1
        try:
            async with database.transaction() as transaction:
                await transaction.execute(
                    text("INSERT INTO written VALUES (:w)"), {"w": f"{worker}-{number}"}
                )
        except (DBAPIError, OSError):
            await asyncio.sleep(0.05)
        else:
            confirmed.add(f"{worker}-{number}")


async def test_postgresql_killed_under_load_loses_no_confirmed_row(server_folder: Path) -> None:
    server = EmbeddedPostgres(server_folder / "pg")
    server.start()
    server.query("CREATE TABLE written (w text)", "vejviser")
    database, confirmed, until = open_database(server.url), set[str](), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for worker in range(WORKERS):
            group.create_task(_write(database, worker, confirmed, until))
        await asyncio.sleep(1)
        assert server.process_id
        os.kill(server.process_id, signal.SIGKILL)
        await asyncio.sleep(0.3)
        before = len(confirmed)
        await asyncio.to_thread(server.stop)
        server.start()
        await asyncio.sleep(1)
        until.set()
    rows = set(server.query("SELECT w FROM written", "vejviser").split())
    await database.close()
    server.stop()
    assert before
    assert len(confirmed) > before
    assert confirmed <= rows


async def test_redis_killed_and_back_within_a_moment_is_not_noticed(server_folder: Path) -> None:
    server = EmbeddedRedis(server_folder / "redis")
    server.start()
    client = open_redis(server.url)
    await client.set("kept", "7")
    await client.execute_command("WAITAOF", 1, 0, 2000)  # type: ignore[no-untyped-call]
    assert server.process_id
    os.kill(server.process_id, signal.SIGKILL)
    asking = asyncio.ensure_future(client.get("kept"))
    await asyncio.sleep(0.2)
    server.stop()
    server.start()
    assert await asking == "7"
    await client.aclose()
    server.stop()


async def test_redis_that_stays_away_is_told(server_folder: Path) -> None:
    server = EmbeddedRedis(server_folder / "redis", durable=False)
    server.start()
    client = open_redis(server.url)
    await client.set("kept", "7")
    server.stop()
    with pytest.raises((RedisConnectionError, OSError)):
        await client.get("kept")
    await client.aclose()
