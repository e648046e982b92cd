"""The record's schema, step by step; `upgrade` brings a database to the newest step."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from api.db.engine import Database

# Two replicas that start at once must not migrate at once. Any fixed number will do.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7261001)")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def _upgrade(connection: Connection) -> None:
    connection.execute(_ONE_AT_A_TIME)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def upgrade(database: Database) -> None:
    """Bring the schema to the newest step, in one transaction: whole or not at all."""
    async with database.transaction() as transaction:
        await transaction.run_sync(_upgrade)
