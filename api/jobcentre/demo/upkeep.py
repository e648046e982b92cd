"""What happens by itself as time passes: new days open, deadlines end and are given anew."""

import asyncio
from datetime import timedelta

from api import ids
from api.jobcentre.demo import seats
from api.jobcentre.demo.calendar import extend_times
from api.jobcentre.demo.clock import stamp
from api.jobcentre.demo.events import record
from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.demo.replies import forget_old
from api.jobcentre.demo.seeding import add_deadline
from api.jobcentre.demo.storage import transaction
from api.jobcentre.wire import Brugertype, EventType, FristStatusType, System

EVERY_SECONDS = 30
RENEWED_DAYS = 14  # BEK 1216/2023 § 44, stk. 1 asks for at least 8
_ITSELF = Actor(kind=Brugertype.SYSTEM, system=System.PLANLAEGGER)


async def run(office: Office) -> None:
    """Keep the store up to date until cancelled."""
    while True:
        tidy(office)
        await asyncio.sleep(EVERY_SECONDS)


def tidy(office: Office) -> None:
    """Bring the store up to the present instant."""
    with transaction(office.db):
        extend_times(office)
        seats.drop_lapsed(office)
        forget_old(office)
        _end_deadlines(office)
        _renew_deadlines(office)


def _end_deadlines(office: Office) -> None:
    rows = office.db.execute(
        "UPDATE deadlines SET status = ?, version = version + 1 WHERE status = ? AND due < ?"
        " RETURNING id, ref, version",
        (FristStatusType.OVERSKREDET, FristStatusType.AKTIV, office.today().isoformat()),
    ).fetchall()
    for row in rows:
        record(office, _ITSELF, EventType.FRIST, row["id"], version=row["version"], ref=row["ref"])


def _renew_deadlines(office: Office) -> None:
    """Give a citizen who has had deadlines, and has neither one running nor an interview ahead, the next one."""
    rows = office.db.execute(
        "SELECT d.ref, d.type, MAX(d.due) AS due FROM deadlines d JOIN citizens c ON c.ref = d.ref"
        " WHERE c.no_selfbooking IS NULL AND c.state = 'tilmeldt' AND NOT EXISTS (SELECT 1 FROM interviews i"
        " WHERE i.ref = d.ref AND i.type = d.type AND i.status = 'booket' AND i.start > :now)"
        " GROUP BY d.ref, d.type HAVING MAX(d.due) < :day AND SUM(d.status = :running) = 0",
        {
            "now": stamp(office.now()),
            "day": office.today().isoformat(),
            "running": FristStatusType.AKTIV,
        },
    ).fetchall()
    for row in rows:
        identifier, today = ids.new_uuid(), office.today()
        due = today + timedelta(days=RENEWED_DAYS)
        add_deadline(office, identifier, row["ref"], kind=row["type"], due=due, guided=today.isoformat())
        record(office, _ITSELF, EventType.FRIST, str(identifier), version=1, ref=row["ref"])
