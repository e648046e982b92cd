"""Redis goes away and comes back: the person is told plainly, nothing is lost, and nobody is told twice."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from api import clock
from api.db.tables.notices import deliveries
from api.embedded.redis import EmbeddedRedis
from api.notices import deliveries as out
from api.notices import preferences, sending
from api.notices.channels.live import Live
from api.wiring import Services
from bot.client import open_bot
from bot.edge import open_edge
from bot.limits import Pace
from bot.push import push
from bot.run import serve
from tests.api.notices.conftest import World
from tests.bot.test_faults import until
from tests.bot.test_push import NO_QUIET, PERSONA, due_again, hand_over, in_an_hour, states
from tests.support.bot import Linker
from tests.support.telegram import BotApi, Phone

AWAY = "Jeg kan ikke svare lige nu"


@pytest.fixture
def own_redis(server_folder: Path) -> Iterator[EmbeddedRedis]:
    """A server of this test's own, to be stopped and started; it keeps what it knew, as in operation."""
    server = EmbeddedRedis(server_folder / "redis")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def redis_url(own_redis: EmbeddedRedis) -> str:
    return own_redis.url


@pytest.fixture
def world(services: Services) -> World:
    return World(services.database, services.tenants)


async def waiting_reminder(services: Services, world: World, citizen: UUID) -> None:
    async with services.database.transaction() as tx:
        await preferences.write(tx, citizen, NO_QUIET)
    await in_an_hour(world, citizen)
    await hand_over(world, services)


async def test_it_is_said_and_what_was_begun_goes_on_after(phone: Phone, own_redis: EmbeddedRedis) -> None:
    await phone.ask("/start")
    own_redis.stop()
    await phone.ask("/menu")
    assert AWAY in phone.texts[-1]
    assert "70 00 00 00" in phone.texts[-1], "a way to a person"
    _, button = phone.find("Vis alle emner")
    await phone.press(button["callback_data"])
    assert [AWAY in text for text in phone.texts] == [False, True, True], "a press is answered too, once"
    own_redis.start()
    await phone.tap("Vis alle emner")
    assert "Vælg et emne" in "\n".join(phone.texts)
    assert sum(AWAY in text for text in phone.texts) == 2


async def test_a_restart_nobody_would_notice_is_not_noticed(phone: Phone, own_redis: EmbeddedRedis) -> None:
    await phone.ask("/start")
    own_redis.stop()
    await phone.write("/menu")
    await asyncio.sleep(0.3)
    own_redis.start()
    await phone.settle()
    assert len(phone.screen) == 2
    assert "Vælg et emne" in phone.texts[-1]


async def test_an_answer_on_the_screen_is_not_called_a_failure(
    phone: Phone, telegram: BotApi, own_redis: EmbeddedRedis
) -> None:
    await phone.ask("/start")
    telegram.fault("sendMessage", 502, "Bad Gateway", times=2)
    await phone.write("/menu")
    await until(lambda: telegram.state.faults[-1].times == 0)
    own_redis.stop()  # the answer is made, and Telegram is being asked to show it
    await phone.settle()
    own_redis.start()
    assert len(phone.screen) == 2
    assert "Vælg et emne" in phone.texts[-1]


async def test_a_reminder_waits_for_redis_and_comes_once(
    services: Services, world: World, own_redis: EmbeddedRedis, telegram: BotApi, link: Linker
) -> None:
    phone = Phone(telegram, 7)
    phone.chat.started = True
    await waiting_reminder(services, world, await link(PERSONA))
    bot = open_bot(services.settings, Pace(services.redis, per_second=1000, per_chat=50))
    edge = open_edge(services, bot)
    own_redis.stop()
    assert await push(edge) == 1
    assert await states(services) == [("waiting", "ConnectionError")]
    own_redis.start()
    await due_again(services)
    assert await push(edge) == 1
    await bot.session.close()
    assert [text.startswith("Husk din samtale ") for text in phone.texts] == [True]
    assert await states(services) == [("sent", None)]
    async with services.database.transaction() as tx:
        assert await out.maybe_twice(tx) == [], "it came once, so nothing is listed"


async def test_the_open_widget_hears_when_redis_is_back(
    services: Services, world: World, own_redis: EmbeddedRedis, link: Linker
) -> None:
    citizen = await link(PERSONA)
    await waiting_reminder(services, world, citizen)

    async def send() -> tuple[str, str | None]:
        await sending.send_waiting(services.database, "web", Live(services.redis), most=9, clock=clock.now)
        async with services.database.transaction() as tx:
            query = deliveries.select().where(deliveries.c.channel == "web")
            row = (await tx.execute(query)).one()
        return row.state, row.last_error

    own_redis.stop()
    assert await send() == ("waiting", "ConnectionError")
    own_redis.start()
    await due_again(services)
    async with services.redis.pubsub() as channel:
        await channel.subscribe(f"citizen:{citizen}")
        await channel.get_message(timeout=1)
        assert (await send())[0] == "sent"
        heard = await channel.get_message(ignore_subscribe_messages=True, timeout=2)
    assert heard
    assert "interview_reminder" in heard["data"]


async def test_a_bot_that_starts_without_redis_waits_for_it(
    services: Services,
    telegram: BotApi,
    own_redis: EmbeddedRedis,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.run.TRY_AGAIN", 0.1)
    own_redis.stop()
    bot = open_bot(services.settings, Pace(services.redis, per_second=1000, per_chat=50))
    replica = asyncio.create_task(serve(services, bot))
    phone = Phone(telegram, 7)
    await phone.write("/start")
    await phone.settle(60)
    assert AWAY in phone.texts[-1]
    own_redis.start()
    await phone.ask("/start")
    assert "Vejviser" in phone.texts[-1]
    await until(lambda: telegram.state.menu_button is not None)
    for _ in range(100):
        if await services.redis.get("bot:username"):
            break
        await asyncio.sleep(0.1)
    assert await services.redis.get("bot:username") == "VejviserTestBot"
    assert not replica.done()
    replica.cancel()
    await asyncio.gather(replica, return_exceptions=True)
    await bot.session.close()
