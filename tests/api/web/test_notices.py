"""What a citizen wants to be told: over HTTP, and said in the open widget from the state as it is."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import select

from api import clock
from api.citizens import service as citizens
from api.citizens.personas import persona
from api.conversation.live import news_turn
from api.db.tables.notices import notices
from api.notices import dispatch, planner
from api.notices.model import GROUPS, INTERVIEW_REMINDER
from api.settings import Settings
from api.web.app import create_app
from api.wiring import Services
from tests.api.notices.conftest import World
from tests.support.services import OpenOurs

PERSONA = "kontanthjaelp-jobready"


@pytest.fixture
async def services(settings: Settings, open_ours: OpenOurs) -> AsyncIterator[Services]:
    async with open_ours(settings) as opened:
        async with opened.database.transaction() as tx:
            await citizens.seed(tx, [persona(PERSONA)], opened.tenants, opened.seal, now=clock.now())
        yield opened


@pytest.fixture
async def http(services: Services) -> AsyncIterator[httpx2.AsyncClient]:
    app = create_app(services.settings)
    app.state.services = services
    base = services.settings.public_url
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=base) as client:
        yield client


async def log_in(http: httpx2.AsyncClient) -> None:
    assert (await http.post("/v1/sessions", json={"persona": PERSONA})).status_code == 201


async def test_wishes_need_a_login(http: httpx2.AsyncClient) -> None:
    assert (await http.get("/v1/notices")).status_code == 401


async def test_wishes_are_shown_and_kept(http: httpx2.AsyncClient) -> None:
    await log_in(http)
    shown = (await http.get("/v1/notices")).json()
    assert [kind["group"] for kind in shown["kinds"]] == list(GROUPS)
    assert all(kind["on"] and kind["offered"] for kind in shown["kinds"])
    wanted = {"off": ["plan"], "channels": ["web"], "quiet_from": "20:00:00", "quiet_to": "09:00:00"}
    changed = (await http.put("/v1/notices", json=wanted)).json()
    again = (await http.get("/v1/notices")).json()
    assert changed == again
    assert {name: again[name] for name in wanted} == wanted
    assert [kind["group"] for kind in again["kinds"] if not kind["on"]] == ["plan"]


@pytest.mark.parametrize(
    "wrong", [{"off": ["all"]}, {"channels": ["pigeon"]}, {"quiet_from": "25:00"}, {"x": 1}]
)
async def test_wrong_wishes_are_refused(http: httpx2.AsyncClient, wrong: dict[str, object]) -> None:
    await log_in(http)
    assert (await http.put("/v1/notices", json=wrong)).status_code == 422


async def test_the_open_widget_says_a_reminder_while_it_is_true(services: Services) -> None:
    world = World(services.database, services.tenants)
    citizen = citizens.demo_citizen(persona(PERSONA), services.tenants).id
    start, old = clock.now() + timedelta(minutes=90), clock.now() - timedelta(days=3)
    interview = await world.interview(citizen, start, changed_at=old, created_at=old)
    notice = await _planned(world, citizen)
    news = {"kind": INTERVIEW_REMINDER, "notice": str(notice)}
    turn = await news_turn(services, "a-conversation", citizen, news)
    assert turn is not None
    assert turn.reply.text.startswith("Husk din samtale ")
    await world.change_interview(interview, status="aflyst", active=False)
    assert await news_turn(services, "a-conversation", citizen, news) is None


async def _planned(world: World, citizen: UUID) -> UUID:
    async with world.database.transaction() as tx:
        await planner.plan(tx, now=clock.now())
        await dispatch.hand_over(tx, world.tenants, most=5, now=clock.now())
        found = await tx.scalar(select(notices.c.id).where(notices.c.citizen_id == citizen))
    assert isinstance(found, UUID)
    return found
