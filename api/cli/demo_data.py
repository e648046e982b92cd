"""Fills in the demo's fictional citizens."""

from api import clock
from api.citizens import service as citizens
from api.citizens.personas import personas
from api.db.engine import open_database
from api.identity.sealing import Seal
from api.settings import Settings
from api.wiring import tenants_of


async def seed(settings: Settings) -> None:
    """Insert the demo's citizens, those that are not there yet; their facts are refreshed by the worker."""
    database = open_database(settings.database_url)
    try:
        async with database.transaction() as tx:
            count = await citizens.seed(
                tx,
                personas(),
                tenants_of(settings),
                Seal(settings.secret_key.get_secret_value()),
                now=clock.now(),
            )
    finally:
        await database.close()
    print(f"{count} demo citizens")
