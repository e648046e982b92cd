"""The reference of `bench booking`: a bare FastAPI route that does the same two inserts in a transaction.

It knows no citizen, no rule and no key; the constraint that lets one of two have a time is the same.
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
from api.db.engine import open_database
from api.db.tables.booking import interviews
from api.db.tables.outbox import outbox
from api.ids import new_uuid
from api.settings import read_settings

_TAKE = insert_or_not(interviews).on_conflict_do_nothing().returning(interviews.c.id)
_SEND = insert(outbox)
_MIDNIGHT = datetime(2030, 1, 1, tzinfo=UTC)


class Booking(BaseModel):
    """What is booked, by whom."""

    number: int
    citizen: UUID
    form: str


def create_app() -> FastAPI:
    """Build the bare application."""
    app = FastAPI()
    database = open_database(read_settings().database_url)

    @app.get("/healthz")
    async def healthy() -> dict[str, str]:
        return {"status": "ok"}

    @app.put("/bare/{interview}")
    async def book(interview: UUID, body: Booking) -> Response:
        now = clock.now()
        start = _MIDNIGHT + body.number // 50 * timedelta(minutes=30)
        row = {
            "id": interview, "citizen_id": body.citizen, "jobcentre": JOBCENTRE, "kind": "cv_samtale",
            "form": body.form, "time_id": str(body.number), "adviser_id": f"bare-{body.number % 50}",
            "starts_at": start, "ends_at": start + timedelta(minutes=30), "wall_start": start.replace(tzinfo=None),
            "wish": "book", "wish_state": "sent", "active": True, "created_at": now, "changed_at": now,
        }  # fmt: skip
        message = {
            "id": new_uuid(), "destination": "jobcentre:bare", "subject": str(body.citizen), "kind": "book",
            "body": {"interview_id": str(interview)}, "due_at": now, "created_at": now,
        }  # fmt: skip
        async with database.transaction() as tx:
            if (await tx.execute(_TAKE, row)).scalar_one_or_none() is None:
                return Response(json.dumps({"reason": "time_taken"}), 409, media_type="application/json")
            await tx.execute(_SEND, message)
        answer = {"id": str(interview), "state": "waiting"}
        return Response(json.dumps(answer), 202, media_type="application/json")

    return app


if __name__ == "__main__":
    chosen = argparse.ArgumentParser()
    chosen.add_argument("--port", type=int, required=True)
    uvicorn.run(create_app(), port=chosen.parse_args().port, access_log=False, log_level="warning")
