"""The whole dialogue over one record with a real jobcentre behind: the demo's citizens, the application, the worker."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from uuid import UUID

import httpx2
import pytest

from api.citizens import service as citizens
from api.citizens.personas import persona, personas
from api.clock import now
from api.web.app import create_app
from api.wiring import Services
from api.worker import refresh
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre


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


@pytest.fixture
async def stage(
    services: Services,
    open_exchange: Callable[..., Exchange],
    start_jobcentre: Callable[..., DemoJobcentre],
) -> AsyncIterator[Stage]:
    """Seed the demo's citizens, let the worker read what the jobcentre knows, and open the application."""
    exchange = open_exchange(start_jobcentre())
    exchange.worker = replace(exchange.worker, tenants=services.tenants)
    async with services.database.transaction() as tx:
        await citizens.seed(tx, personas(), services.tenants, services.seal, now=now())
    while await refresh.refresh_due(exchange.worker, CODE):
        pass
    await exchange.look()
    app = create_app(services.settings)
    app.state.services = services
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=services.settings.public_url) as client:
        yield Stage(services, client, exchange)
