"""Updates pushed by Telegram: the secret, several replicas, and a replica that dies in the middle."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest

from api.settings import Settings
from api.wiring import Services
from bot.client import open_bot
from bot.dispatcher import build_dispatcher
from bot.edge import open_edge
from bot.limits import Pace
from bot.webhook import PATH, serve_webhook, webhook_secret
from tests.support.places import free_port
from tests.support.telegram import BotApi, Phone

Replica = Callable[[int], contextlib.AbstractAsyncContextManager[str]]


@pytest.fixture
def replica(services: Services, bot_settings: Settings) -> Replica:
    """Run a webhook replica on a port; gives the address Telegram is told."""

    @contextlib.asynccontextmanager
    async def run(port: int) -> AsyncIterator[str]:
        address = f"http://127.0.0.1:{port}"
        changes = {"telegram_webhook": True, "telegram_webhook_port": port, "public_url": address}
        bot = open_bot(bot_settings, Pace(services.redis, per_second=1000, per_chat=50))
        dispatcher = build_dispatcher(open_edge(services, bot))
        task = asyncio.create_task(serve_webhook(bot, dispatcher, bot_settings.model_copy(update=changes)))
        await _until_up(address)
        try:
            yield address
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await bot.session.close()

    return run


async def _until_up(address: str) -> None:
    for _ in range(500):
        if await _is_up(address):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the replica did not come up")


async def _is_up(address: str) -> bool:
    try:
        async with aiohttp.ClientSession() as http, http.get(f"{address}/healthz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def test_a_pushed_update_is_answered(replica: Replica, telegram: BotApi) -> None:
    phone = Phone(telegram, 7)
    async with replica(free_port()):
        await phone.ask("/start")
        await phone.tap("Vis alle emner")
    assert "Vælg et emne" in phone.texts[-1]
    assert telegram.state.webhook["allowed"] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]


async def test_the_secret_is_asked_for(replica: Replica, telegram: BotApi, bot_settings: Settings) -> None:
    update = {"update_id": 1}
    async with replica(free_port()) as address, aiohttp.ClientSession() as http:
        for secret in ("", "wrong", webhook_secret(bot_settings)[:-1]):
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
            async with http.post(address + PATH, json=update, headers=headers) as answer:
                assert answer.status == 401
        async with http.post(address + PATH, json=update) as answer:
            assert answer.status == 401
        assert webhook_secret(bot_settings) == telegram.state.webhook["secret"]


async def test_two_replicas_answer_an_update_once(
    replica: Replica, telegram: BotApi, bot_settings: Settings
) -> None:
    phone = Phone(telegram, 7)
    await phone.write("/menu")
    (update,) = telegram.state.updates
    telegram.state.updates.clear()
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook_secret(bot_settings)}
    async with replica(free_port()) as one, replica(free_port()) as two, aiohttp.ClientSession() as http:

        async def push(address: str) -> int:
            async with http.post(address + PATH, json=update, headers=headers) as answer:
                return answer.status

        assert await asyncio.gather(*(push(address) for address in (one, two, one, two))) == [200] * 4
    assert len(phone.screen) == 1


async def test_an_update_is_pushed_again_until_a_replica_is_there(replica: Replica, telegram: BotApi) -> None:
    phone, port = Phone(telegram, 7), free_port()
    async with replica(port):
        await phone.ask("/start")
    await phone.write("/menu")
    await asyncio.sleep(0.2)
    assert telegram.state.updates, "nobody took it"
    async with replica(port):
        await phone.settle()
    assert len(phone.screen) == 2
