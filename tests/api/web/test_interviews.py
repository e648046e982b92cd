"""Interviews over HTTP: who asks, what is done once, what is refused and what a body may hold."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from api import clock
from api.booking.codes import Status
from api.db.engine import Database
from api.identity.web_sessions import COOKIE, open_session
from api.tenants.store import read_tenants
from api.web import interviews, problems
from tests.api.booking.town import Town, planner_time
from tests.support.jobcentre import SECRET

PATH = "/v1/interviews"


@pytest.fixture
async def town(database: Database) -> Town:
    """Our tables with ten free times, from the day after tomorrow on."""
    place = Town(database, now=clock.now())
    place.times = [planner_time(n, place.now + timedelta(days=3 + n)) for n in range(10)]
    await place.citizen()
    await place.opens(*place.times)
    return place


@pytest.fixture
async def app(database: Database) -> FastAPI:
    """The routes alone, over a real database."""
    app = FastAPI()
    problems.add_handlers(app)
    app.include_router(interviews.router)
    app.state.services = SimpleNamespace(
        database=database,
        settings=SimpleNamespace(public_url="http://us", is_demo=True),
        tenants=read_tenants(None, {"planner": "http://127.0.0.1:9", "webhook_secret": SECRET}),
    )
    return app


Enter = Callable[..., Any]


@pytest.fixture
async def enter(app: FastAPI, town: Town) -> AsyncIterator[Enter]:
    """Log a citizen in: `client = await enter(citizen)`."""
    clients = []

    async def log_in(citizen: Any, *, assurance: str = "Substantial") -> httpx2.AsyncClient:
        async with town.database.transaction() as tx:
            token = await open_session(tx, citizen, actor="self", assurance=assurance, now=clock.now())
        client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app), base_url="http://us", cookies={COOKIE: token}
        )
        clients.append(client)
        return client

    yield log_in
    for client in clients:
        await client.aclose()


def key(value: str | None = None) -> dict[str, str]:
    """The header that makes a write happen once."""
    return {"Idempotency-Key": value or str(uuid4())}


async def book(client: Any, time: str, interview: Any = None, **headers: str) -> Any:
    """Book a time in person."""
    body = {"time_id": time, "form": "in_person"}
    return await client.put(f"{PATH}/{interview or uuid4()}", json=body, headers=key() | headers)


async def test_a_login_at_substantial_is_needed(enter: Enter, town: Town, app: FastAPI) -> None:
    citizen = await town.citizen()
    low = await enter(citizen, assurance="Low")
    assert (await low.get(PATH)).status_code == 401
    assert (await book(low, "t1")).json()["type"] == "urn:vejviser:login-needed"
    low.cookies.clear()
    assert (await low.get(f"{PATH}/{uuid4()}")).status_code == 401


async def test_another_sites_page_cannot_book(enter: Enter, town: Town) -> None:
    client = await enter(await town.citizen())
    assert (await book(client, "t1", Origin="http://evil.example")).status_code == 403
    assert (await book(client, "t1", Origin="http://us")).status_code == 202


async def test_once_per_key(enter: Enter, town: Town) -> None:
    client, interview = await enter(await town.citizen()), uuid4()
    first = await book(client, "t1", interview, **key("k1"))
    again = await book(client, "t1", interview, **key("k1"))
    assert (first.status_code, again.status_code) == (202, 202)
    assert (again.json(), again.headers["etag"]) == (first.json(), '"v1"')
    other = await book(client, "t2", uuid4(), **key("k1"))
    assert (other.status_code, other.json()["reason"]) == (422, "key_reused")
    bare = await client.put(f"{PATH}/{uuid4()}", json={"time_id": "t2", "form": "phone"})
    assert (bare.status_code, bare.json()["type"]) == (400, "urn:vejviser:idempotency-key-needed")
    assert await town.rows("SELECT count(*) FROM outbox") == [(1,)]


async def test_two_devices_at_once_book_one_interview(enter: Enter, town: Town) -> None:
    citizen = await town.citizen()
    devices = [await enter(citizen) for _ in range(5)]
    answers = await asyncio.gather(*(book(client, f"t{n}") for n, client in enumerate(devices, start=1)))
    assert sorted(answer.status_code for answer in answers) == [202, 409, 409, 409, 409]
    reasons = {answer.json()["reason"] for answer in answers if answer.status_code == 409}
    assert reasons == {"has_future_interview"}


async def test_a_refusal_is_an_answer_with_ways_on_and_the_same_again(enter: Enter, town: Town) -> None:
    await town.book(await town.citizen(), "t1")
    client = await enter(await town.citizen())
    refused = await book(client, "t1", None, **key("k"))
    assert refused.status_code == 409
    told = refused.json()
    assert refused.headers["content-type"] == "application/problem+json"
    assert (told["reason"], told["status"]) == ("time_taken", 409)
    assert [time["time_id"] for time in told["alternatives"]] == ["t2", "t3", "t4"]
    assert "taget" in told["detail"]
    english = await book(client, "t1", **{"Accept-Language": "en"})
    assert english.json()["title"] != told["title"]
    assert await town.rows("SELECT count(*) FROM evidence") == [(2,)]


async def test_moving_needs_the_version_one_has_seen(enter: Enter, town: Town) -> None:
    citizen = await town.citizen()
    client, own = await enter(citizen), await town.booked(citizen, "t3")
    url, body = f"{PATH}/{own.id}/move", {"time_id": "t5"}
    assert (await client.post(url, json=body, headers=key())).status_code == 428
    for wrong in ('"v99"', "*", "nonsense", '"v99999999999"'):
        stale = await client.post(url, json=body, headers=key() | {"If-Match": wrong})
        assert stale.status_code == 412
    for right in (f'"v{own.version}"',):
        moved = await client.post(url, json=body, headers=key("m") | {"If-Match": right})
        assert (moved.status_code, moved.json()["moving_to"]["time_id"]) == (202, "t5")
        again = await client.post(url, json=body, headers=key("m") | {"If-Match": right})
        assert again.json() == moved.json()


async def test_cancelling_and_rating(enter: Enter, town: Town) -> None:
    citizen = await town.citizen()
    client, own = await enter(citizen), await town.booked(citizen, "t3")
    rated = await client.post(f"{PATH}/{own.id}/rating", json={"stars": 5}, headers=key())
    assert (rated.status_code, rated.json()["reason"]) == (409, "not_held_yet")
    seen = {"If-Match": f'"v{own.version}"'}
    gone = await client.post(f"{PATH}/{own.id}/cancel", headers=key() | seen)
    assert (gone.status_code, gone.json()["wish"]) == (202, "cancel")
    await town.says(citizen, own, 2, status=Status.CANCELLED, cancelled_by="citizen")
    held = await town.booked(citizen, "t4")
    await town.says(citizen, held, 2, status=Status.HELD)
    rated = await client.post(f"{PATH}/{held.id}/rating", json={"stars": 5}, headers=key())
    assert (rated.status_code, rated.json()["rating"]) == (202, 5)


async def test_times_by_day_or_instant(enter: Enter, town: Town) -> None:
    client = await enter(await town.citizen())
    every = (await client.get(f"{PATH}/times")).json()
    assert len(every) == 10
    assert {"time_id", "start", "end", "forms", "adviser"} <= set(every[0])
    day = clock.danish_day(town.times[4].starts_at).isoformat()
    one_day = await client.get(f"{PATH}/times", params={"from": day, "to": day, "type": "jobsamtale"})
    assert [time["time_id"] for time in one_day.json()] == ["t4"]
    instant = town.times[5].starts_at.isoformat()
    from_then = await client.get(f"{PATH}/times", params={"from": instant, "limit": 2})
    assert [time["time_id"] for time in from_then.json()] == ["t5", "t6"]
    assert (await client.get(f"{PATH}/times", params={"type": "opfoelgningssamtale"})).json() == []
    naive = await client.get(f"{PATH}/times", params={"from": "2026-12-01T10:00"})
    assert naive.status_code == 422


async def test_the_calendar_entry_and_other_peoples(enter: Enter, town: Town) -> None:
    citizen = await town.citizen()
    own = await town.booked(citizen, "t3")
    client, stranger = await enter(citizen), await enter(await town.citizen())
    entry = await client.get(f"{PATH}/{own.id}.ics")
    assert (entry.status_code, entry.text.startswith("BEGIN:VCALENDAR")) == (200, True)
    for path in ("", ".ics", "/cancel-preview"):
        assert (await stranger.get(f"{PATH}/{own.id}{path}")).status_code == 404
    assert (await book(stranger, "t3", own.id)).status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"time_id": "t1"},
        {"time_id": "", "form": "in_person"},
        {"time_id": "t1", "form": "by pigeon"},
        {"time_id": "t1", "form": "in_person", "more": 1},
        {"time_id": "x" * 201, "form": "in_person"},
        {"time_id": None, "form": None},
        [],
    ],
)
async def test_a_wrong_body_is_said_to_be_wrong(enter: Enter, town: Town, body: Any) -> None:
    client = await enter(await town.citizen())
    answer = await client.put(f"{PATH}/{uuid4()}", json=body, headers=key())
    assert answer.status_code == 422


async def test_odd_words_are_only_words(enter: Enter, town: Town) -> None:
    client = await enter(await town.citizen())
    for odd in ("'; DROP TABLE interviews; --", "t1\u202e", "🙂", "<b>"):
        assert (await book(client, odd)).json()["reason"] == "unknown_time"
