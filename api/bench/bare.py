"""The references of `bench booking`: a route that does the same two inserts in a transaction, and nothing else.

It knows no rule, no key and no view; the constraint that lets one of two have a time is the same. Bare it
stands in an application of its own; with `--login` in ours, behind the same login.
"""

import argparse
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import uvicorn
from fastapi import FastAPI, Response
from pydantic import BaseModel
from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from api import clock
from api.bench.ground import JOBCENTRE
from api.db.engine import Transaction, open_database
from api.db.tables.booking import interviews
from api.db.tables.outbox import outbox
from api.ids import new_uuid
from api.settings import read_settings
from api.web import app as ours
from api.web.interviews import Who

_TAKE = insert_or_not(interviews).on_conflict_do_nothing().returning(interviews.c.id)
_SEND = insert(outbox)
_YEARS = {"bare": datetime(2030, 1, 1, tzinfo=UTC), "login": datetime(2031, 1, 1, tzinfo=UTC)}


class Booking(BaseModel):
    """What is booked, by whom."""

    number: int
    citizen: UUID
    form: str


async def _book(tx: Transaction, interview: UUID, body: Booking, desk: str) -> Response:
    now = clock.now()
    # Another year at each desk: a citizen is in one room at a time.
    start = _YEARS[desk] + body.number // 50 * timedelta(minutes=30)
    row = {
        "id": interview, "citizen_id": body.citizen, "jobcentre": JOBCENTRE, "kind": "cv_samtale",
        "form": body.form, "time_id": str(body.number), "adviser_id": f"{desk}-{body.number % 50}",
        "starts_at": start, "ends_at": start + timedelta(minutes=30), "wall_start": start.replace(tzinfo=None),
        "wish": "book", "wish_state": "sent", "active": True, "created_at": now, "changed_at": now,
    }  # fmt: skip
    message = {
        "id": new_uuid(), "destination": "jobcentre:bare", "subject": str(body.citizen), "kind": "book",
        "body": {"interview_id": str(interview)}, "due_at": now, "created_at": now,
    }  # fmt: skip
    if (await tx.execute(_TAKE, row)).scalar_one_or_none() is None:
        return Response(json.dumps({"reason": "time_taken"}), 409, media_type="application/json")
    await tx.execute(_SEND, message)
    answer = {"id": str(interview), "state": "waiting"}
    return Response(json.dumps(answer), 202, media_type="application/json")


def bare_app() -> FastAPI:
    """Build the bare application."""
    app = FastAPI()
    database = open_database(read_settings().database_url)

    @app.get("/healthz")
    async def healthy() -> dict[str, str]:
        return {"status": "ok"}

    @app.put("/bare/{interview}")
    async def book(interview: UUID, body: Booking) -> Response:
        async with database.transaction() as tx:
            return await _book(tx, interview, body, "bare")

    return app


def behind_login() -> FastAPI:
    """Build our application with the bare route in it."""
    app = ours.create_app(read_settings())

    @app.put("/v1/bare/{interview}")
    async def book(interview: UUID, body: Booking, visit: Who) -> Response:
        return await _book(visit.tx, interview, body, "login")

    return app


if __name__ == "__main__":
    chosen = argparse.ArgumentParser()
    chosen.add_argument("--port", type=int, required=True)
    chosen.add_argument("--login", action="store_true")
    asked = chosen.parse_args()
    uvicorn.run(
        behind_login() if asked.login else bare_app(),
        port=asked.port,
        access_log=False,
        log_level="warning",
    )
