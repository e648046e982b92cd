"""A citizen with interviews and deadlines, as the sync would have written them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import false, insert, literal, select, true, update

from api.db.engine import Database
from api.db.tables.booking import deadlines, interviews, selfbooking
from api.db.tables.citizens import chat_links, citizens
from api.db.tables.outbox import cursors
from api.notices import dispatch, planner
from api.outbox.counterparts import OVERLAP
from api.tenants.store import Tenants, read_tenants

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # 12.00 in Denmark, a Tuesday


class World:
    """Writes what the sync would write, and runs what the worker would run."""

    def __init__(self, database: Database, tenants: Tenants) -> None:
        self.database, self.tenants = database, tenants

    async def citizen(self, **values: Any) -> UUID:
        """Add a citizen."""
        citizen_id = uuid4()
        row = {
            "id": citizen_id,
            "tenant": "0326",
            "jobcentre": "32601",
            "reference": str(citizen_id),
            "cpr_sealed": "sealed",
            "display_name": "Karla Test",
            "created_at": NOW,
            **values,
        }
        async with self.database.transaction() as tx:
            await tx.execute(insert(citizens).values(**row))
        return citizen_id

    async def interview(self, citizen_id: UUID, start: datetime, **values: Any) -> UUID:
        """Add a booked interview of half an hour."""
        interview_id = uuid4()
        row = {
            "id": interview_id,
            "citizen_id": citizen_id,
            "jobcentre": "32601",
            "kind": "jobsamtale",
            "form": "in_person",
            "adviser_id": str(interview_id),
            "starts_at": start,
            "ends_at": start + timedelta(minutes=30),
            "wall_start": start.replace(tzinfo=None),
            "status": "booket",
            "active": True,
            # Booked after the week's reminder was due, so that only the later ones are planned.
            "created_at": start - timedelta(days=6),
            "changed_at": start - timedelta(days=6),
            **values,
        }
        async with self.database.transaction() as tx:
            await tx.execute(insert(interviews).values(**row))
        return interview_id

    async def change_interview(self, interview_id: UUID, **values: Any) -> None:
        """Change an interview, as the office would."""
        async with self.database.transaction() as tx:
            changed = update(interviews).where(interviews.c.id == interview_id)
            await tx.execute(changed.values(changed_at=NOW, **values))

    async def deadline(self, citizen_id: UUID, due: date, **values: Any) -> str:
        """Add an open deadline."""
        row = {
            "deadline_id": "f1",
            "kind": "jobsamtale",
            "state": "active",
            "latest_held": due + timedelta(days=7),
            "first_seen_at": NOW - timedelta(days=30),
            "changed_at": NOW - timedelta(days=30),
            **values,
        }
        async with self.database.transaction() as tx:
            await tx.execute(insert(deadlines).values(citizen_id=citizen_id, due=due, **row))
        return str(row["deadline_id"])

    async def chat(self, citizen_id: UUID, chat: str = "c1", **values: Any) -> None:
        """Link a chat."""
        row = {
            "chat_hash": chat,
            "channel": "telegram",
            "chat_sealed": "sealed",
            "level": "personal",
            "consented": True,
            "linked_at": NOW,
            **values,
        }
        async with self.database.transaction() as tx:
            await tx.execute(insert(chat_links).values(citizen_id=citizen_id, **row))

    async def heard(self, at: datetime) -> None:
        """The jobcentre's changes, and all deadlines, were read at the instant."""
        row = {"source": "jobcentre:32601", "heard_at": at, "read_from": at - OVERLAP}
        async with self.database.transaction() as tx:
            await tx.execute(cursors.delete())
            await tx.execute(insert(cursors).values(**row))
            await tx.execute(selfbooking.delete())
            everybody = select(citizens.c.id, true(), false(), literal(at))
            columns = ["citizen_id", "may_selfbook", "instant_required", "seen_at"]
            await tx.execute(insert(selfbooking).from_select(columns, everybody))

    async def tick(self, now: datetime) -> None:
        """Plan and hand over, with the jobcentre heard just now."""
        await self.heard(now)
        async with self.database.transaction() as tx:
            await planner.plan(tx, now=now)
        async with self.database.transaction() as tx:
            await dispatch.hand_over(tx, self.tenants, most=100, now=now)


@pytest.fixture(scope="session")
def tenants() -> Tenants:
    return read_tenants(None, {"planner": "http://127.0.0.1:1", "webhook_secret": "whsec_eA=="})


@pytest.fixture
async def world(database: Database, tenants: Tenants) -> World:
    return World(database, tenants)
