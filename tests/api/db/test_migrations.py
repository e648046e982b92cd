"""A migrated database is what the tables say, to the last constraint."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from api.db.engine import Database, open_database
from api.db.migrations import upgrade
from api.db.tables import metadata
from api.embedded.account import run_as, server_account
from api.embedded.postgres import EmbeddedPostgres
from api.embedded.programs import postgres_programs

ASIDE = "made_from_the_tables"


@pytest.fixture
def from_tables(postgres: EmbeddedPostgres) -> Iterator[str]:
    """A database made from the tables, not by migrations."""
    postgres.query(f"CREATE DATABASE {ASIDE}")
    postgres.query("CREATE EXTENSION btree_gist", ASIDE)
    yield ASIDE
    postgres.query(f"DROP DATABASE {ASIDE} WITH (FORCE)")


def _schema(postgres: EmbeddedPostgres, database: str) -> set[str]:
    """Return the statements that make a database's schema, without what differs from dump to dump."""
    account = server_account(postgres.folder)
    program = postgres_programs(account) / "pg_dump"
    command: list[str | Path] = [program, "--schema-only", "--no-owner", "-T", "alembic_version"]
    done = run_as(account, [*command, "-d", postgres.address_of(database)])
    assert done.returncode == 0, done.stderr
    plain = re.sub(r"(?m)^(--.*|\\(un)?restrict .*|SET .*|)\n", "", done.stdout)
    return {" ".join(statement.split()) for statement in plain.split(";\n") if statement.strip()}


async def test_alembic_finds_no_difference(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with database.transaction() as transaction:
        assert await transaction.run_sync(differences) == []


async def test_not_a_constraint_differs(
    postgres: EmbeddedPostgres, template_database: str, from_tables: str
) -> None:
    made = open_database(postgres.address_of(from_tables))
    async with made.transaction() as transaction:
        await transaction.run_sync(metadata.create_all)
    await made.close()
    migrated, wanted = _schema(postgres, template_database), _schema(postgres, from_tables)
    assert len(wanted) > 10
    assert migrated == wanted


async def test_migrating_again_changes_nothing(database: Database) -> None:
    async with database.transaction() as transaction:
        before = await transaction.scalar(text("SELECT count(*) FROM pg_class"))
    await upgrade(database)
    async with database.transaction() as transaction:
        assert await transaction.scalar(text("SELECT count(*) FROM pg_class")) == before
