"""Fixtures for the record: one PostgreSQL a session, and for each test a migrated database with nothing in it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import count

import asyncpg
import pytest

from api.db.engine import Database, open_database
from api.db.migrations import upgrade
from api.embedded.postgres import EmbeddedPostgres
from tests.support.places import open_folder, remove_left_overs

_TEMPLATE, _REUSED = "template_of_tests", "test"
_numbers = count(1)
# Who is still connected goes first: what an earlier test has left running must not write into this one.
_EMPTY = """
DO $$
DECLARE one record;
BEGIN
    PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    PERFORM set_config('session_replication_role', 'replica', true);
    FOR one IN SELECT oid::regclass AS name, relkind FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND relname <> 'alembic_version'
    LOOP
        IF one.relkind = 'r' THEN EXECUTE format('DELETE FROM %s', one.name);
        ELSE PERFORM setval(one.name, 1, false);
        END IF;
    END LOOP;
END $$
"""
_SCHEMA = """
    SELECT md5(string_agg(said, ';' ORDER BY said)) FROM (
        SELECT conrelid::regclass || pg_get_constraintdef(oid) AS said FROM pg_constraint
        UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid >= 16384
        UNION ALL SELECT attrelid::regclass || attname || atttypid::regtype FROM pg_attribute
            WHERE attrelid >= 16384 AND attnum > 0) one
"""


class Clerk:
    """Asks the session's PostgreSQL over connections that stay: a program a statement costs more than most tests."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server
        self._loop = asyncio.new_event_loop()
        self._open: dict[str, asyncpg.Connection] = {}

    def do(self, sql: str, database: str = "postgres") -> None:
        """Run statements in a database."""
        self._loop.run_until_complete(self._connected(database, "execute", sql))

    def ask(self, sql: str, database: str = "postgres") -> object:
        """Return the first value of the first row."""
        return self._loop.run_until_complete(self._connected(database, "fetchval", sql))

    async def _connected(self, database: str, deed: str, sql: str) -> object:
        known = self._open.get(database)
        try:
            return await getattr(known or await self._connect(database), deed)(sql)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            # A test has cut all connections: that is noticed when one is used.
            if known is None or not known.is_closed():
                raise
            return await getattr(await self._connect(database), deed)(sql)

    async def _connect(self, database: str) -> asyncpg.Connection:
        self._open[database] = await asyncpg.connect(self._server.address_of(database))
        return self._open[database]

    def leave(self, database: str) -> None:
        """Hang up, as a database that is copied or dropped has to be left by all."""
        known = self._open.pop(database, None)
        if known:
            self._loop.run_until_complete(known.close())

    def copy(self, template: str, name: str) -> None:
        """Copy a database. Without fsync copying its files is quicker than writing the copy to the log."""
        self.do(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")

    def drop(self, name: str) -> None:
        """Drop a database, whoever is connected to it."""
        self.leave(name)
        self.do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def close(self) -> None:
        """Hang up everywhere."""
        for database in list(self._open):
            self.leave(database)
        self._loop.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A real PostgreSQL without fsync; it ends with the session, and with the process at a SIGKILL."""
    remove_left_overs()
    with open_folder("pg") as folder:
        server = EmbeddedPostgres(folder / "pg", durable=False)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def clerk(postgres: EmbeddedPostgres) -> Iterator[Clerk]:
    """Who makes, empties and drops the databases of tests."""
    one = Clerk(postgres)
    yield one
    one.close()


@pytest.fixture(scope="session")
def template_database(postgres: EmbeddedPostgres, clerk: Clerk) -> str:
    """The name of a migrated database that nobody is connected to."""
    clerk.do(f"CREATE DATABASE {_TEMPLATE}")

    async def migrate() -> None:
        database = open_database(postgres.address_of(_TEMPLATE))
        await upgrade(database)
        await database.close()

    asyncio.run(migrate())
    return _TEMPLATE


@pytest.fixture(scope="session")
def schema(clerk: Clerk, template_database: str) -> object:
    """The fingerprint of the migrated schema."""
    found = clerk.ask(_SCHEMA, template_database)
    clerk.leave(template_database)
    clerk.copy(template_database, _REUSED)
    return found


@pytest.fixture
def empty_database(clerk: Clerk, template_database: str, schema: object) -> str:
    """The name of the session's migrated database, emptied; made anew if a test has changed its schema."""
    if clerk.ask(_SCHEMA, _REUSED) != schema:
        clerk.drop(_REUSED)
        clerk.copy(template_database, _REUSED)
    clerk.do(_EMPTY, _REUSED)
    return _REUSED


@pytest.fixture
def database_url(postgres: EmbeddedPostgres, clerk: Clerk, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of this test's migrated database: empty, but for a `stage`, whose begins as `seeded`."""
    if "stage" not in request.fixturenames:
        yield postgres.address_of(request.getfixturevalue("empty_database"))
        return
    name = f"stage_{next(_numbers)}"
    clerk.copy(request.getfixturevalue("seeded").database, name)
    yield postgres.address_of(name)
    clerk.drop(name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open `Database` on this test's database."""
    opened = open_database(database_url)
    yield opened
    await opened.close()
