"""Telegram away, slow or unwilling; the record or Redis away; a person who has blocked the bot."""

import asyncio
import time
from collections.abc import Callable

import pytest

from api.embedded.postgres import EmbeddedPostgres
from api.identity import links
from api.settings import Settings
from api.wiring import Services
from bot.client import open_bot
from bot.limits import Pace
from bot.person import name_of
from tests.support.bot import Linker, running_bot
from tests.support.telegram import BotApi, Phone


async def test_429_is_waited_for(phone: Phone, telegram: BotApi) -> None:
    telegram.fault("sendMessage", 429, "Too Many Requests: retry after 1", parameters={"retry_after": 1})
    began = time.monotonic()
    await phone.ask("/menu")
    assert len(phone.screen) == 1
    assert time.monotonic() - began >= 1


async def test_a_chat_that_telegram_holds_back_holds_up_nobody_else(phone: Phone, telegram: BotApi) -> None:
    other = Phone(telegram, 8)
    await phone.ask("/start")
    await other.ask("/start")
    telegram.fault("sendMessage", 429, "Too Many Requests: retry after 8", parameters={"retry_after": 8})
    await phone.write("/menu")
    await until(lambda: telegram.state.faults[-1].times == 0)
    await other.write("/menu")
    await until(lambda: len(other.screen) == 2)
    assert len(phone.screen) == 1, "still held back"
    await phone.settle()
    assert len(phone.screen) == 2
    assert len(other.screen) == 2, "what came again meanwhile is not answered again"


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(400):
        if is_so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in time")


@pytest.mark.parametrize(
    "method", ["sendMessage", "editMessageText", "answerCallbackQuery", "sendChatAction"]
)
async def test_502_is_tried_again(phone: Phone, telegram: BotApi, method: str) -> None:
    await phone.ask("/start")
    telegram.fault(method, 502, "Bad Gateway", times=2)
    if method == "sendMessage":
        await phone.ask("/menu")
    else:
        await phone.tap("Vis alle emner")
    assert "Vælg et emne" in phone.texts[-1]


async def test_polling_survives_a_telegram_that_is_away(phone: Phone, telegram: BotApi) -> None:
    await phone.ask("/start")
    telegram.fault("getUpdates", 502, "Bad Gateway", times=3)
    await phone.ask("/menu")
    assert len(phone.screen) == 2


async def test_a_webhook_left_behind_is_removed(phone: Phone, telegram: BotApi) -> None:
    await phone.ask("/start")
    telegram.state.webhook = {"url": "http://127.0.0.1:9/", "secret": "", "allowed": []}
    await phone.ask("/menu")
    assert telegram.state.webhook["url"] == ""


async def test_a_blocked_bot_is_noticed_and_so_is_the_return(
    phone: Phone, link: Linker, services: Services
) -> None:
    await link("kontanthjaelp-jobready")

    async def blocked() -> bool | None:
        async with services.database.transaction() as tx:
            found = await links.find(tx, name_of(services, 7))
        return found.blocked if found else None

    await phone.write("/menu")
    phone.chat.blocked = True
    await phone.settle()
    assert await blocked() is True, "noticed by the 403"
    await phone.membership("member")
    await phone.settle()
    assert await blocked() is False
    await phone.membership("kicked")
    await phone.settle()
    assert await blocked() is True, "noticed by the update"


async def test_the_record_away_is_said_and_recovers(
    phone: Phone, postgres: EmbeddedPostgres, services: Services
) -> None:
    await phone.ask("/start")
    name = services.settings.database_url.partition("?")[0].rpartition("/")[2]
    postgres.query(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    postgres.query(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    try:
        await phone.ask("/menu")
    finally:
        postgres.query(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert "Jeg kan ikke svare lige nu" in phone.texts[-1]
    assert "70 00 00 00" in phone.texts[-1], "a way to a person"
    await phone.ask("/menu")
    assert "Vælg et emne" in phone.texts[-1]


async def test_limits_hold_over_a_burst(bot_settings: Settings, services: Services, telegram: BotApi) -> None:
    phone = Phone(telegram, 7)
    await phone.write("/start")
    bot = open_bot(bot_settings, Pace(services.redis, per_second=20, per_chat=10))
    began = time.monotonic()
    await asyncio.gather(*(bot.send_message(7, f"nr. {n}") for n in range(60)))
    took = time.monotonic() - began
    await bot.session.close()
    # A burst of 20 at once, then 20 a second over all chats; 40 at once and 10 a second in this chat.
    assert took >= 1.9


async def test_two_replicas_poll_in_turn_and_answer_once(services: Services, telegram: BotApi) -> None:
    phone = Phone(telegram, 7)
    async with running_bot(services), running_bot(services):
        for _ in range(5):
            await phone.ask("/menu")
    assert len(phone.screen) == 5
    conflicts = [name for name, _ in telegram.state.calls if name == "deleteWebhook"]
    assert not conflicts, "only one replica polls"
