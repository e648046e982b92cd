"""What is told unasked: true when sent, once, within the level, through every fault of Telegram."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID

import pytest
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from sqlalchemy import select, update

from api import clock
from api.db.tables.notices import deliveries
from api.identity import links
from api.notices import deliveries as out
from api.notices import dispatch, intake, planner, preferences
from api.notices.model import Preferences
from api.outbox import store as outbox
from api.wiring import Services
from bot.client import open_bot
from bot.edge import Edge, open_edge
from bot.limits import Pace
from bot.person import name_of
from bot.push import push
from bot.screen import Living
from tests.api.notices.conftest import World
from tests.support.bot import Linker
from tests.support.places import free_port
from tests.support.telegram import BotApi, Phone

NO_QUIET = Preferences(quiet_from=time(0), quiet_to=time(0))
PERSONA = "kontanthjaelp-jobready"


@pytest.fixture
async def edge(services: Services) -> Any:
    bot = open_bot(services.settings, Pace(services.redis, per_second=1000, per_chat=50))
    yield open_edge(services, bot)
    await bot.session.close()


@pytest.fixture
async def linked(services: Services, telegram: BotApi, link: Linker) -> tuple[UUID, Phone]:
    """A linked citizen who wants to hear things at any hour, and their phone."""
    citizen = await link(PERSONA)
    phone = Phone(telegram, 7)
    await phone.write("/start")
    telegram.state.updates.clear()
    async with services.database.transaction() as tx:
        await preferences.write(tx, citizen, NO_QUIET)
    return citizen, phone


@pytest.fixture
def world(services: Services) -> World:
    return World(services.database, services.tenants)


async def in_an_hour(world: World, citizen: UUID, **values: Any) -> UUID:
    now = clock.now()
    start = now + timedelta(minutes=90)
    details = {"place": "Havnegade 1, lokale 4"}
    old = {"changed_at": now - timedelta(days=3), "created_at": now - timedelta(days=3)}
    return await world.interview(citizen, start, details=details, **old, **values)


async def hand_over(world: World, services: Services) -> None:
    now = clock.now()
    await world.heard(now)
    async with services.database.transaction() as tx:
        await planner.plan(tx, now=now)
        await intake.take_in(tx, most=50, now=now)
        await dispatch.hand_over(tx, services.tenants, most=50, now=now)


async def states(services: Services) -> list[tuple[str, str | None]]:
    async with services.database.transaction() as tx:
        query = select(deliveries).where(deliveries.c.channel == "telegram")
        return [(row.state, row.last_error) for row in await tx.execute(query)]


async def due_again(services: Services) -> None:
    """Let the wait that a message was put off by be over."""
    async with services.database.transaction() as tx:
        await tx.execute(update(deliveries).values(due_at=clock.now() - timedelta(seconds=1)))


async def test_a_reminder_comes_with_the_truth_and_a_way_on(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone]
) -> None:
    citizen, phone = linked
    await in_an_hour(world, citizen)
    await hand_over(world, services)
    assert await push(edge) == 1
    assert phone.texts[-1].startswith("Husk din samtale ")
    assert "Havnegade" in phone.texts[-1]
    assert "Tal med et menneske" in phone.labels()
    assert await push(edge) == 0
    assert await states(services) == [("sent", None)]


async def test_at_neutral_only_day_and_time_leave(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone], link: Linker
) -> None:
    citizen, phone = linked
    await link(PERSONA, level="neutral", consented=False)
    await in_an_hour(world, citizen)
    await hand_over(world, services)
    await push(edge)
    assert phone.texts[-1].startswith("Du har en aftale ")
    assert "samtale" not in phone.texts[-1]
    assert "Havnegade" not in phone.texts[-1]


async def test_a_cancelled_interview_is_not_reminded_of(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone]
) -> None:
    citizen, phone = linked
    interview = await in_an_hour(world, citizen)
    await hand_over(world, services)
    await world.change_interview(interview, status="aflyst", active=False)
    await push(edge)
    assert phone.screen == []
    assert await states(services) == [("dropped", "not true any more")]


async def test_three_things_at_once_are_one_message(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone]
) -> None:
    citizen, phone = linked
    await in_an_hour(world, citizen)
    async with services.database.transaction() as tx:
        await outbox.tell(tx, citizen, "plan_changed", {}, now=clock.now())
        await outbox.tell(tx, citizen, "message_answered", {"message_id": "1"}, now=clock.now())
    for _ in range(3):
        async with services.database.transaction() as tx:
            await intake.take_in(tx, most=50, now=clock.now())
    await hand_over(world, services)
    await push(edge)
    assert len(phone.screen) == 1
    assert "Husk din samtale" in phone.texts[0]
    assert "Der er nyt i Min Plan." in phone.texts[0]
    assert "En medarbejder har svaret dig." in phone.texts[0]


async def test_a_new_link_is_told_in_the_chat(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone]
) -> None:
    citizen, phone = linked
    async with services.database.transaction() as tx:
        await outbox.tell(tx, citizen, "chat_linked", {"chat": name_of(services, 7)}, now=clock.now())
    await hand_over(world, services)
    await push(edge)
    assert "koblet til dig" in phone.texts[-1]


async def test_a_block_is_noted_and_nothing_more_is_sent(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone]
) -> None:
    citizen, phone = linked
    await in_an_hour(world, citizen)
    await hand_over(world, services)
    phone.chat.blocked = True
    await push(edge)
    assert await states(services) == [("dropped", "blocked")]
    async with services.database.transaction() as tx:
        link = await links.find(tx, name_of(services, 7))
    assert link is not None
    assert link.blocked


async def test_a_long_429_lets_the_message_wait_in_its_queue(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone], telegram: BotApi
) -> None:
    citizen, phone = linked
    await in_an_hour(world, citizen)
    await hand_over(world, services)
    telegram.fault("sendMessage", 429, "Too Many Requests", parameters={"retry_after": 300})
    await push(edge)
    assert await states(services) == [("waiting", "429")]
    assert await push(edge) == 0, "not before Telegram allows it"
    assert phone.screen == []


async def test_a_message_of_a_sender_that_died_comes_again_and_is_listed(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone]
) -> None:
    citizen, phone = linked
    await in_an_hour(world, citizen)
    await hand_over(world, services)
    async with services.database.transaction() as tx:
        past = clock.now() - timedelta(minutes=5)
        await tx.execute(deliveries.update().values(due_at=past))
        (died,) = await out.claim(tx, "telegram", most=9, lease=timedelta(minutes=1), now=past)
    await push(edge)
    assert len(phone.screen) == 1
    async with services.database.transaction() as tx:
        assert await out.maybe_twice(tx) == [died.id]


async def test_a_message_does_not_disturb_the_flow_the_person_is_in(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone]
) -> None:
    citizen, _phone = linked
    flow = Living(message_id=1).model_dump_json()
    await services.redis.set(f"bot:flow:{name_of(services, 7)}", flow)
    await in_an_hour(world, citizen)
    await hand_over(world, services)
    await push(edge)
    assert await services.redis.get(f"bot:flow:{name_of(services, 7)}") == flow


async def test_a_chat_that_was_linked_before_hears_of_a_new_one(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone]
) -> None:
    citizen, phone = linked
    async with services.database.transaction() as tx:
        await outbox.tell(tx, citizen, "chat_linked", {"chat": name_of(services, 8)}, now=clock.now())
    await hand_over(world, services)
    await push(edge)
    assert phone.texts[-1].startswith("En anden chat er nu også koblet til dig.")
    assert any(button.get("url", "").endswith("/links") for button in phone.buttons())


async def test_what_was_queued_for_a_chat_is_not_said_to_whoever_has_it_now(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone], link: Linker
) -> None:
    citizen, phone = linked
    async with services.database.transaction() as tx:
        await outbox.tell(tx, citizen, "plan_changed", {}, now=clock.now())
    await hand_over(world, services)
    await link("dagpenge-new")
    await push(edge)
    assert phone.screen == []
    assert await states(services) == [("dropped", "unlinked or blocked")]


async def test_a_long_429_is_kept_to_without_asking_again_and_for_two_chats_it_holds_the_bot(
    edge: Edge, services: Services, linked: tuple[UUID, Phone], telegram: BotApi
) -> None:
    del linked
    for chat in (7, 8, 9):
        telegram.state.chat(chat).started = True

    async def sends(chat: int) -> int:
        before = len(telegram.called("sendMessage"))
        with pytest.raises(TelegramRetryAfter):
            await edge.bot.send_message(chat, "Hej")
        return len(telegram.called("sendMessage")) - before

    telegram.fault(
        "sendMessage", 429, "Too Many Requests: retry after 300", parameters={"retry_after": 300}, times=2
    )
    assert await sends(7) == 1
    assert await sends(7) == 0, "kept to without asking"
    await edge.bot.send_chat_action(9, "typing")
    assert await sends(8) == 1
    assert await sends(9) == 0, "asked for two chats, it is the whole bot"


async def test_what_may_have_arrived_is_sent_again_and_listed(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone], telegram: BotApi
) -> None:
    citizen, phone = linked
    await in_an_hour(world, citizen)
    await hand_over(world, services)
    telegram.fault("sendMessage", 502, "Bad Gateway", after=True)
    await push(edge)
    assert await states(services) == [("waiting", "TelegramServerError")]
    assert len(phone.screen) == 1, "the deed was done, and its answer lost"
    await due_again(services)
    await push(edge)
    async with services.database.transaction() as tx:
        assert len(await out.maybe_twice(tx)) == 1
    assert len(phone.screen) == 2


async def test_what_cannot_have_arrived_is_sent_again_and_not_listed(
    edge: Edge, services: Services, world: World, linked: tuple[UUID, Phone], telegram: BotApi
) -> None:
    citizen, phone = linked
    await in_an_hour(world, citizen)
    await hand_over(world, services)
    session = edge.bot.session
    there, session.api = session.api, TelegramAPIServer.from_base(f"http://127.0.0.1:{free_port()}")
    await push(edge)
    assert await states(services) == [("waiting", "TelegramNetworkError")]
    session.api = there
    await due_again(services)
    await push(edge)
    assert await states(services) == [("sent", None)]
    assert len(phone.screen) == 1
    async with services.database.transaction() as tx:
        assert await out.maybe_twice(tx) == []
