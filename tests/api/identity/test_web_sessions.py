"""Sessions of the web: used they live on, looked at they do not, and at last they end in any case."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.booking.store import lock
from api.db.engine import Database
from api.identity.web_sessions import (
    ABSOLUTE,
    IDLE,
    close_session,
    look_at_session,
    open_session,
    read_session,
)
from tests.api.booking.town import Town

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
LATER = IDLE - timedelta(minutes=1)


@pytest.fixture
async def citizen(database: Database) -> UUID:
    """A citizen."""
    return await Town(database, now=NOW).citizen()


async def _open(database: Database, citizen: UUID) -> str:
    async with database.transaction() as tx:
        return await open_session(tx, citizen, actor="self", assurance="Substantial", now=NOW)


async def test_used_it_lives_on(database: Database, citizen: UUID) -> None:
    token = await _open(database, citizen)
    async with database.transaction() as tx:
        for times in range(1, 4):
            found = await read_session(tx, token, now=NOW + times * LATER)
            assert found
            assert (found.citizen_id, found.left) == (citizen, IDLE)


async def test_looked_at_it_ends_as_if_nobody_had_looked(database: Database, citizen: UUID) -> None:
    token = await _open(database, citizen)
    async with database.transaction() as tx:
        found = await look_at_session(tx, token, now=NOW + LATER)
        assert found
        assert found.left == IDLE - LATER
        assert await look_at_session(tx, token, now=NOW + IDLE) is None
        assert await read_session(tx, token, now=NOW + IDLE) is None


async def test_a_long_day_ends_it_though_it_is_used(database: Database, citizen: UUID) -> None:
    token = await _open(database, citizen)
    async with database.transaction() as tx:
        at = NOW
        while at + LATER < NOW + ABSOLUTE:
            at += LATER
            found = await read_session(tx, token, now=at)
            assert found
            assert found.left == min(IDLE, NOW + ABSOLUTE - at)
        assert await read_session(tx, token, now=NOW + ABSOLUTE) is None


async def test_closed_or_unknown_there_is_none(database: Database, citizen: UUID) -> None:
    token = await _open(database, citizen)
    async with database.transaction() as tx:
        await close_session(tx, token)
        assert await look_at_session(tx, token, now=NOW) is None
        assert await read_session(tx, "never-given-out", now=NOW) is None


async def test_alone_its_citizens_other_deeds_wait_and_nobody_elses(
    database: Database, citizen: UUID
) -> None:
    tokens = [await _open(database, citizen) for _ in range(2)]
    other = await Town(database, now=NOW).citizen()
    async with database.transaction() as tx:
        found = await read_session(tx, tokens[0], alone=True, now=NOW)
        assert found
        assert found.citizen_id == citizen
        async with database.transaction() as beside:
            await beside.execute(text("SET LOCAL lock_timeout = '200ms'"))
            assert await read_session(beside, tokens[1], now=NOW), "reading waits for nobody"
            await lock(beside, other)
            with pytest.raises(DBAPIError, match="lock timeout"):
                await lock(beside, citizen)
            await beside.rollback()
    async with database.transaction() as tx:
        assert await read_session(tx, "never-given-out", alone=True, now=NOW) is None
        await lock(tx, citizen)
