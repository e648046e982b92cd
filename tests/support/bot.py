"""A running bot, a phone, and people who are linked or not."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest
from pydantic import SecretStr

from api import clock
from api.citizens import service as citizens
from api.citizens.personas import persona
from api.identity import links
from api.identity.links import ChatLink
from api.settings import Settings
from api.tenants.model import Level
from api.wiring import Services
from bot.client import open_bot
from bot.dispatcher import build_dispatcher
from bot.edge import open_edge
from bot.limits import Pace
from bot.person import CHANNEL, name_of
from bot.polling import Poller
from tests.support.services import OpenOurs
from tests.support.telegram import BotApi, Phone

Linker = Callable[..., Awaitable[UUID]]


@pytest.fixture
async def telegram() -> AsyncIterator[BotApi]:
    server = await BotApi().start()
    yield server
    await server.stop()


@pytest.fixture
def bot_settings(settings: Settings, telegram: BotApi) -> Settings:
    changes = {"telegram_token": SecretStr(telegram.token), "telegram_api": telegram.url}
    return settings.model_copy(update=changes)


@pytest.fixture
async def services(bot_settings: Settings, open_ours: OpenOurs) -> AsyncIterator[Services]:
    async with open_ours(bot_settings) as opened:
        yield opened


@contextlib.asynccontextmanager
async def running_bot(services: Services) -> AsyncIterator[asyncio.Task[None]]:
    """Run one polling replica, as `python -m bot` does but for the limits' pace."""
    bot = open_bot(services.settings, Pace(services.redis, per_second=1000, per_chat=50))
    poller = Poller(bot, build_dispatcher(open_edge(services, bot)), services.redis, poll_seconds=5)
    task = asyncio.create_task(poller.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await bot.session.close()


@pytest.fixture
async def bot(services: Services) -> AsyncIterator[asyncio.Task[None]]:
    async with running_bot(services) as task:
        yield task


@pytest.fixture
def phone(telegram: BotApi, bot: asyncio.Task[None]) -> Phone:
    return Phone(telegram, 7)


@pytest.fixture
def link(services: Services) -> Linker:
    """Seed a persona and link a chat to it, as the confirming page does."""

    async def do(
        persona_id: str, chat_id: int = 7, *, level: Level = "personal", consented: bool = True
    ) -> UUID:
        citizen = citizens.demo_citizen(persona(persona_id), services.tenants)
        async with services.database.transaction() as tx:
            await citizens.seed(tx, [persona(persona_id)], services.tenants, services.seal, now=clock.now())
            await links.bind(
                tx,
                ChatLink(
                    chat=name_of(services, chat_id),
                    channel=CHANNEL,
                    chat_sealed=services.seal.seal(str(chat_id)),
                    citizen_id=citizen.id,
                    level=level,
                    consented=consented,
                    blocked=False,
                    linked_at=clock.now() - timedelta(minutes=1),
                ),
            )
        return citizen.id

    return do


def set_up_otherwise(services: Services, **changes: object) -> None:
    """Let every municipality have decided otherwise."""
    changed = {tenant.code: tenant.model_copy(update=changes) for tenant in services.tenants}
    services.tenants._by_code.update(changed)
