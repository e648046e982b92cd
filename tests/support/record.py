"""Fixtures for the record: one PostgreSQL a session, one database a test, cloned from a migrated template."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import count

import pytest

from api.db.engine import Database, open_database
from api.db.migrations import upgrade
from api.embedded.postgres import EmbeddedPostgres
from tests.support.places import open_folder, remove_left_overs

_TEMPLATE = "template_of_tests"
_numbers = count(1)


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
def template_database(postgres: EmbeddedPostgres) -> str:
    """The name of a migrated database that nobody is connected to."""
    postgres.query(f"CREATE DATABASE {_TEMPLATE}")

    async def migrate() -> None:
        database = open_database(postgres.address_of(_TEMPLATE))
        await upgrade(database)
        await database.close()

    asyncio.run(migrate())
    return _TEMPLATE


@pytest.fixture
def database_url(
    postgres: EmbeddedPostgres, template_database: str, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of a migrated database of this test's own: empty, but for a `stage` that begins as `seeded`."""
    name = f"test_{next(_numbers)}"
    on_stage = "stage" in request.fixturenames
    template = request.getfixturevalue("seeded").database if on_stage else template_database
    # Without fsync copying the files is quicker than writing the copy to the log.
    postgres.query(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield postgres.address_of(name)
    postgres.query(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open `Database` on a migrated, empty database of this test's own."""
    opened = open_database(database_url)
    yield opened
    await opened.close()
