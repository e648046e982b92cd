"""Events from a jobcentre: verified, stored once, acknowledged only then."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text

from api import clock
from api.db.engine import Database
from api.jobcentre.signing import sign
from api.tenants.store import read_tenants
from api.web import problems, webhooks
from tests.support.jobcentre import SECRET

OLD = "whsec_b2xkIHNlY3JldCB0aGF0IGlzIGJlaW5nIHJvdGF0ZWQgb3V0"


@pytest.fixture
async def receiver(database: Database) -> AsyncIterator[httpx2.AsyncClient]:
    """The receiver alone, over a real database."""
    app = FastAPI()
    problems.add_handlers(app)
    app.include_router(webhooks.router)
    tenants = read_tenants(None, {"planner": "http://127.0.0.1:9", "webhook_secret": SECRET})
    jobcentre = next(iter(tenants)).jobcentres[0]
    rotated = jobcentre.model_copy(update={"webhook_secrets": (SecretStr(SECRET), SecretStr(OLD))})
    tenant = next(iter(tenants)).model_copy(update={"jobcentres": (rotated,)})
    app.state.services = SimpleNamespace(
        database=database, tenants=type(tenants)({tenant.code: tenant}), settings=None
    )
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://us") as client:
        yield client


def event(**changes: Any) -> bytes:
    """An event as the demo jobcentre sends it."""
    body = {
        "specversion": "1.0",
        "id": "1",
        "source": "urn:jobcenter:32601",
        "type": "dk.jobcenter.indkaldelse.booket.v1",
        "subject": "6f1a1f0e-57ab-4c3a-9b5e-0a51a51a51a5",
        "time": clock.now().isoformat(),
        "datacontenttype": "application/json",
        "data": {"version": 1, "aendringstype": 1, "borgerRef": "x", "borgerSekvens": 1, "ophavSystem": 32},
    }
    return json.dumps(body | changes).encode()


async def post(client: httpx2.AsyncClient, body: bytes, *, secret: str = SECRET, seconds: float = 0) -> int:
    """Sign and post; return the status."""
    headers = sign([SecretStr(secret)], "m", clock.now() + timedelta(seconds=seconds), body)
    return (await client.post("/v1/webhooks/jobcentre", content=body, headers=headers)).status_code


async def stored(database: Database) -> int:
    """How many events are stored."""
    async with database.transaction() as tx:
        return int((await tx.execute(text("SELECT count(*) FROM inbox"))).scalar_one())


async def test_an_event_is_stored_once_however_often_it_comes(
    receiver: httpx2.AsyncClient, database: Database
) -> None:
    assert [await post(receiver, event()) for _ in range(3)] == [204, 204, 204]
    assert await post(receiver, event(id="2"), secret=OLD) == 204, "while a secret is rotated both are known"
    assert await stored(database) == 2


@pytest.mark.parametrize(
    ("body", "secret", "seconds", "status"),
    [
        (event(), "whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlciwgMzIgYnl0ZXM=", 0, 401),
        (event(), SECRET, -400, 401),
        (event(), SECRET, 400, 401),
        (event(), SECRET, -200, 204),
        (event(source="urn:jobcenter:99999"), SECRET, 0, 401),
        (event(source=["x"]), SECRET, 0, 401),
        (event(data="nothing"), SECRET, 0, 400),
        (b"not json", SECRET, 0, 401),
        (b"[]", SECRET, 0, 401),
        (b"", SECRET, 0, 401),
    ],
)
async def test_what_is_not_theirs_or_no_event_is_not_stored(
    receiver: httpx2.AsyncClient, database: Database, body: bytes, secret: str, seconds: float, status: int
) -> None:
    assert await post(receiver, body, secret=secret, seconds=seconds) == status
    assert await stored(database) == (1 if status == 204 else 0)


async def test_an_unsigned_event_is_refused(receiver: httpx2.AsyncClient) -> None:
    answer = await receiver.post("/v1/webhooks/jobcentre", content=event())
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
