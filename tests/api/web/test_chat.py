"""The widget's door: odd input gets a clear answer, the same message is answered once, nobody sees another's talk."""

import asyncio
import logging
from collections.abc import AsyncIterator

import httpx2
import pytest
from redis.asyncio import Redis
from sqlalchemy import text

from api.citizens import service as citizens
from api.citizens.personas import persona
from api.clock import now
from api.conversation import session as sessions
from api.settings import Settings
from api.web.app import create_app
from api.wiring import Services
from tests.support.services import OpenOurs

CONVERSATION = "conversation-of-a-test"


@pytest.fixture
async def services(settings: Settings, open_ours: OpenOurs) -> AsyncIterator[Services]:
    async with open_ours(settings) as opened:
        async with opened.database.transaction() as tx:
            people = [persona("kontanthjaelp-jobready"), persona("dagpenge-new")]
            await citizens.seed(tx, people, opened.tenants, opened.seal, now=now())
        yield opened


@pytest.fixture
async def client(services: Services) -> AsyncIterator[httpx2.AsyncClient]:
    app = create_app(services.settings)
    app.state.services = services
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=services.settings.public_url) as opened:
        yield opened


async def send(client: httpx2.AsyncClient, number: int = 1, **body: object) -> httpx2.Response:
    message = {"conversation": CONVERSATION, "id": f"message-{number:04d}", "lang": "da", **body}
    return await client.post("/v1/chat/messages", json=message)


ODD = {
    "nothing": "",
    "blanks": "   \n\t ",
    "control characters": "\x00\x01\x07\x1b[31m hej",
    "emoji": "😀😀😀",
    "right-to-left override": "\u202etxet desrever\u202c",
    "sql": "'; DROP TABLE citizens; --",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "lone surrogate as written": "\\ud800",
    "a long word": "a" * 3999,
    "a whole letter": "Kære kommune. Jeg skriver, fordi jeg ikke forstår brevet. " * 60,
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
async def test_odd_input_gets_an_answer_with_a_way_on(client: httpx2.AsyncClient, odd: str) -> None:
    answer = await send(client, text=odd)
    assert answer.status_code == 200, answer.text
    reply = answer.json()["reply"]
    assert reply["text"]
    assert any(choice["id"] == "topic:human_handover" for choice in reply["choices"])
    assert "<script" not in reply["text"]


async def test_a_text_that_is_far_too_long_is_refused_with_the_limit(client: httpx2.AsyncClient) -> None:
    answer = await send(client, text="x" * 100_000)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert "4000" in answer.json()["detail"]


async def test_neither_or_both_is_refused_in_words(client: httpx2.AsyncClient) -> None:
    assert (await send(client)).status_code == 422
    both = await send(client, text="hej", choice="topic:greeting")
    assert both.status_code == 422
    assert "text or choice" in both.json()["detail"]


async def test_a_cpr_number_is_never_kept_or_logged(
    client: httpx2.AsyncClient,
    services: Services,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = await send(client, text="mit cpr-nummer er 610190-1234 hvad er min frist")
    assert "610190" not in answer.text
    kept = await services.redis.get(f"conversation:{CONVERSATION}")
    assert "610190" not in kept
    printed = capfd.readouterr()
    assert "610190" not in caplog.text + printed.out + printed.err


@pytest.mark.parametrize(
    "old", ["hold:gone-20200101T0800Z", "confirm:not-a-uuid", "topic:no_such", "æøå", "x" * 200]
)
async def test_an_old_or_strange_button_shows_the_present(client: httpx2.AsyncClient, old: str) -> None:
    await client.post("/v1/sessions", json={"persona": "kontanthjaelp-jobready"})
    answer = await send(client, choice=old)
    assert answer.status_code == 200, answer.text
    assert answer.json()["reply"]["choices"]


async def test_a_double_tap_is_answered_once(client: httpx2.AsyncClient, services: Services) -> None:
    await client.post("/v1/sessions", json={"persona": "kontanthjaelp-jobready"})
    await send(client, 1, choice="write:handover")
    both = await asyncio.gather(*(send(client, 2, choice="send") for _ in range(4)))
    assert len({answer.text for answer in both}) == 1
    async with services.database.transaction() as tx:
        assert (await tx.execute(text("SELECT count(*) FROM messages"))).scalar_one() == 1


async def test_a_conversation_never_passes_to_somebody_else(client: httpx2.AsyncClient) -> None:
    await client.post("/v1/sessions", json={"persona": "kontanthjaelp-jobready"})
    await send(client, 1, text="hvad er min frist")
    await client.post("/v1/sessions", json={"persona": "dagpenge-new"})
    other = await send(client, 2, text="hvad er min frist")
    assert other.status_code == 403
    assert "ny samtale" in other.json()["detail"]


async def test_two_devices_at_once_both_get_an_answer(client: httpx2.AsyncClient) -> None:
    await client.post("/v1/sessions", json={"persona": "kontanthjaelp-jobready"})
    answers = await asyncio.gather(
        *(send(client, number, text="hvad er mine pligter") for number in range(6))
    )
    assert {answer.status_code for answer in answers} == {200}


async def test_too_many_messages_are_told_when_to_come_back(client: httpx2.AsyncClient, redis: Redis) -> None:
    minute = int(now().timestamp()) // 60
    for ahead in range(2):
        await redis.set(f"rate:chat:{CONVERSATION}:{minute + ahead}", 60)
    answer = await send(client, text="hej")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


async def test_without_login_the_rule_is_told_for_each_group(client: httpx2.AsyncClient) -> None:
    turn = (await send(client, text="hvad er min frist for at booke en samtale")).json()
    assert "Får du" in turn["reply"]["text"]
    assert any(choice["id"] == "fact:benefit:kontanthjaelp" for choice in turn["reply"]["choices"])


async def test_deleting_forgets_the_talk(client: httpx2.AsyncClient, services: Services) -> None:
    await send(client, 1, text="hvad er min frist for at booke en samtale")
    await send(client, 2, choice="delete_yes")
    session = await sessions.load(services.redis, CONVERSATION)
    assert session is not None
    assert session.topic in {None, "delete_data", "selfbooking_deadline"}
    assert session.rules == ()


async def test_an_answer_says_that_it_is_automatic(client: httpx2.AsyncClient) -> None:
    turn = (await send(client, choice="topic:greeting")).json()
    assert "automatisk" in turn["reply"]["text"]
