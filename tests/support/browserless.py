"""A citizen with a login, who speaks HTTP to our application."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2

from api import clock
from api.db.engine import Database
from api.identity.web_sessions import COOKIE, open_session


@dataclass
class Caller:
    """A citizen's HTTP client."""

    client: httpx2.AsyncClient
    citizen: UUID

    async def times(self, **query: Any) -> list[dict[str, Any]]:
        """Free times, far enough ahead to be moved."""
        start = (clock.danish_day(clock.now()) + timedelta(days=3)).isoformat()
        answer = await self.client.get("/v1/interviews/times", params={"from": start, **query})
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found

    async def book(
        self, time_id: str, form: str = "in_person", *, interview: UUID | None = None, key: str | None = None
    ) -> httpx2.Response:
        """PUT an interview."""
        return await self.client.put(
            f"/v1/interviews/{interview or uuid4()}",
            json={"time_id": time_id, "form": form},
            headers={"Idempotency-Key": key or str(uuid4())},
        )

    async def act(
        self, interview: str, deed: str, version: int | None, *, key: str | None = None, **body: Any
    ) -> httpx2.Response:
        """POST a move or a cancellation."""
        headers = {"Idempotency-Key": key or str(uuid4())}
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        return await self.client.post(f"/v1/interviews/{interview}/{deed}", json=body, headers=headers)

    async def see(self, interview: str) -> dict[str, Any]:
        """The interview as it is told."""
        answer = await self.client.get(f"/v1/interviews/{interview}")
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    async def close(self) -> None:
        """Hang up."""
        await self.client.aclose()


async def log_in(database: Database, url: str, citizen: UUID) -> Caller:
    """Open a session for a citizen, as the login would, and a client that carries it."""
    async with database.transaction() as tx:
        token = await open_session(tx, citizen, actor="self", assurance="Substantial", now=clock.now())
    client = httpx2.AsyncClient(base_url=url, cookies={COOKIE: token}, timeout=30)
    return Caller(client, citizen)
