"""The whole dialogue over one record with a real jobcentre behind: the demo's citizens, the application, the worker."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

import httpx2
import pytest

from api.citizens import service as citizens
from api.citizens.personas import persona, personas
from api.clock import danish_day, now
from api.embedded.postgres import EmbeddedPostgres
from api.embedded.redis import EmbeddedRedis
from api.jobcentre.connect import open_jobcentre
from api.settings import Settings
from api.understand import Understanding
from api.web.app import create_app
from api.wiring import Services, open_services_over
from api.worker import refresh, times
from api.worker.context import Worker
from rights import Law
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre
from tests.support.places import open_folder
from tests.support.prefork import Prefork
from tests.support.record import Clerk
from tests.support.services import settings_over


@dataclass
class Stage:
    """Everything a dialogue needs."""

    services: Services
    client: httpx2.AsyncClient
    exchange: Exchange

    def citizen(self, name: str) -> UUID:
        """Return a persona's id with us."""
        return citizens.demo_citizen(persona(name), self.services.tenants).id

    def at_the_jobcentre(self) -> list[str]:
        """Return the messages that have arrived at the jobcentre, as its own process keeps them."""
        file = self.exchange.demo.folder / "jobcentre.sqlite"
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as kept:
            return [body for (body,) in kept.execute("SELECT body FROM messages ORDER BY received")]


@dataclass(frozen=True)
class Seeded:
    """The demo's citizens as the worker has read them: a database to copy, and the jobcentre's folder."""

    database: str
    folder: Path


@pytest.fixture(scope="session")
def seeded_on(
    postgres: EmbeddedPostgres,
    clerk: Clerk,
    template_database: str,
    redis_server: EmbeddedRedis,
    prefork: Prefork,
    library: tuple[Law, Understanding],
) -> Iterator[Callable[[date], Seeded]]:
    """What all stages of a Danish day begin with, made for the first of them: deadlines count from that day."""
    with open_folder("seeded") as folder:

        @cache
        def seeded(day: date) -> Seeded:
            name = f"seeded_{day:%Y%m%d}"
            clerk.copy(template_database, name)
            settings = settings_over(postgres.address_of(name), redis_server.url)
            demo = DemoJobcentre(folder / name, launch=prefork).start()
            asyncio.run(_read_everybody(settings, demo, library))
            demo.stop()
            return Seeded(name, demo.folder)

        yield seeded


async def _read_everybody(
    settings: Settings, demo: DemoJobcentre, library: tuple[Law, Understanding]
) -> None:
    async with open_services_over(settings, *library) as services:
        connector = open_jobcentre(demo.connection())
        worker = Worker(
            services.database, services.redis, services.seal, {CODE: connector}, tenants=services.tenants
        )
        async with services.database.transaction() as tx:
            await citizens.seed(tx, personas(), services.tenants, services.seal, now=now())
        while await refresh.refresh_due(worker, CODE):
            pass
        while await times.refresh_times(worker, CODE):
            pass
        await connector.close()


@pytest.fixture
def seeded(seeded_on: Callable[[date], Seeded]) -> Seeded:
    """What a stage of today begins with."""
    return seeded_on(danish_day(now()))


@pytest.fixture
async def stage(
    services: Services,
    seeded: Seeded,
    tmp_path: Path,
    open_exchange: Callable[..., Exchange],
    start_jobcentre: Callable[..., DemoJobcentre],
) -> AsyncIterator[Stage]:
    """Open the application over the demo's citizens, of whom the worker has read what the jobcentre knows.

    `database_url` copies the database of `seeded` for a test with a stage.
    """
    shutil.copytree(seeded.folder, tmp_path / "jobcentre")
    exchange = open_exchange(start_jobcentre())
    exchange.worker = replace(exchange.worker, tenants=services.tenants)
    app = create_app(services.settings)
    app.state.services = services
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=services.settings.public_url) as client:
        yield Stage(services, client, exchange)
