"""What the staff's pages show."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from api.clock import day_end, day_start
from api.jobcentre.demo import delivery, interviews, people, times
from api.jobcentre.demo.catalogue import OFFERS
from api.jobcentre.demo.clock import local, stamp
from api.jobcentre.demo.office import Office
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.wire import Historikpost, Indkaldelse, Kind, Minplan, Status, Tid

_SHOWN_DAYS = 14


@dataclass(frozen=True)
class Row:
    """An appointment with the citizen's name beside it."""

    name: str
    interview: Indkaldelse


def _rows(office: Office, found: list[sqlite3.Row]) -> list[Row]:
    return [Row(row["name"], interviews.read(row["body"])) for row in found]


def latest(office: Office, limit: int = 8) -> list[Row]:
    """Return the appointments changed last, newest first; not those the demo began with."""
    return _rows(
        office,
        office.db.execute(
            "SELECT c.name, i.body FROM interviews i JOIN citizens c ON c.ref = i.ref"
            " WHERE i.command <> 'seed' OR i.version > 1 ORDER BY i.change DESC LIMIT ?",
            (limit,),
        ).fetchall(),
    )


def ahead(office: Office) -> list[tuple[date, list[Row]]]:
    """Return the appointments from today on, by day."""
    today = office.today()
    rows = _rows(
        office,
        office.db.execute(
            "SELECT c.name, i.body FROM interviews i JOIN citizens c ON c.ref = i.ref"
            " WHERE i.start >= ? AND i.start < ? ORDER BY i.start, i.adviser LIMIT 300",
            (stamp(day_start(today)), stamp(day_end(today + timedelta(days=_SHOWN_DAYS)))),
        ).fetchall(),
    )
    return [(day, list(group)) for day, group in groupby(rows, key=lambda row: row.interview.dato)]


@dataclass(frozen=True)
class Slot:
    """A time on the staff's page."""

    id: str
    start: str
    capacity: int
    taken: int
    open: bool


def times_of(office: Office, day: date) -> list[tuple[sqlite3.Row, list[Slot]]]:
    """Return every adviser with the day's times, closed ones too."""
    rows = office.db.execute(
        "SELECT t.*, (SELECT COUNT(*) FROM seats WHERE time_id = t.id AND (until IS NULL OR until > ?)) AS taken"
        " FROM times t WHERE t.start >= ? AND t.start < ? ORDER BY t.start",
        (stamp(office.now()), stamp(day_start(day)), stamp(day_end(day))),
    ).fetchall()
    here = office.db.execute("SELECT * FROM advisers ORDER BY team, name LIMIT 40").fetchall()
    by_person = [(person, [_slot(row) for row in rows if row["adviser"] == person["id"]]) for person in here]
    return sorted(by_person, key=lambda pair: not pair[1])


def _slot(row: sqlite3.Row) -> Slot:
    return Slot(row["id"], f"{local(row['start']):%H.%M}", row["capacity"], row["taken"], bool(row["open"]))


def messages(office: Office) -> list[dict[str, Any]]:
    """Return messages, the unanswered first, with their times as Danish wall time."""
    rows = office.db.execute(
        "SELECT m.*, c.name FROM messages m JOIN citizens c ON c.ref = m.ref"
        " ORDER BY m.answered IS NOT NULL, m.received DESC LIMIT 100"
    ).fetchall()
    moments = ("received", "owed", "answered")
    return [dict(row) | {name: local(row[name]) if row[name] else None for name in moments} for row in rows]


def citizens(office: Office) -> list[sqlite3.Row]:
    """Return the fictional citizens; not those of load tests."""
    return office.db.execute(
        "SELECT * FROM citizens WHERE persona NOT LIKE 'extra-%' ORDER BY name"
    ).fetchall()


def citizen(office: Office, ref: str) -> dict[str, Any]:
    """Return what the page of one citizen shows. Refuses borger-ukendt."""
    who = people.by_ref(office, ref)
    rows = office.db.execute(
        "SELECT body FROM interviews WHERE ref = ? ORDER BY start DESC", (ref,)
    ).fetchall()
    plan = office.db.execute("SELECT body FROM plans WHERE ref = ?", (ref,)).fetchone()
    return {
        "citizen": who,
        "deadlines": people.deadlines(office, ref),
        "facts": people.facts(office, who),
        "interviews": [interviews.read(row["body"]) for row in rows],
        "plan": Minplan.model_validate_json(plan["body"]) if plan else None,
        "free": _free_for(office, who.team),
    }


def _free_for(office: Office, team: str, limit: int = 40) -> list[Tid]:
    offer = next((offer for offer in OFFERS if offer.team == team), OFFERS[0])
    return times.free(office, offer, (office.now(), office.now() + timedelta(days=30)), limit=limit)


def appointment(office: Office, interview_id: str) -> dict[str, Any]:
    """Return what the page of one appointment shows. Refuses ikke-fundet and booking-ukendt."""
    try:
        found = interviews.require(office, UUID(interview_id), None)
    except ValueError as error:
        raise Refusal(Kind.IKKE_FUNDET) from error
    who = people.by_ref(office, found.borger_ref)
    history: list[Historikpost] = interviews.history(office, found.indkaldelse_id)
    return {
        "interview": found,
        "citizen": who,
        "history": history,
        "free": _free_for(office, who.team) if found.status == Status.BOOKET else [],
        "marks": [Status.MOEDT, Status.AFHOLDT, Status.UDEBLEVET, Status.FEJLREGISTRERET],
    }


def events(office: Office, limit: int = 12) -> dict[str, Any]:
    """Return how deliveries stand, and the last events."""
    rows = office.db.execute(
        "SELECT e.body, d.state, d.answer, d.attempts FROM events e LEFT JOIN deliveries d ON d.seq = e.seq"
        " ORDER BY e.seq DESC LIMIT ?",
        (limit,),
    ).fetchall()
    return {"counts": delivery.counts(office), "last": rows}
