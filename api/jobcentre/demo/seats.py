"""Seats and holds. A seat is taken by inserting it: the unique index is the lock."""

import sqlite3
from datetime import datetime, timedelta
from uuid import UUID

from api.jobcentre.demo.clock import local, stamp
from api.jobcentre.demo.office import Office
from api.jobcentre.demo.people import Citizen
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.demo.times import taken
from api.jobcentre.wire import Kind, Reservation


def claim(
    office: Office, row: sqlite3.Row, interview_id: UUID, ref: str, until: datetime | None = None
) -> None:
    """Take a seat, as a hold until `until` or for an interview; lapsed holds are gone. Refuses tid-optaget."""
    for seat in range(1, row["capacity"] + 1):
        done = office.db.execute(
            "INSERT OR IGNORE INTO seats (time_id, seat, interview_id, ref, until) VALUES (?, ?, ?, ?, ?)",
            (row["id"], seat, str(interview_id), ref, stamp(until) if until else None),
        )
        if done.rowcount:
            return
    raise taken(office, row)


def drop_lapsed(office: Office, time_id: str | None = None) -> None:
    """Free the seats of holds that have run out, and remember which they were."""
    rows = office.db.execute(
        "DELETE FROM seats WHERE until IS NOT NULL AND until <= ? AND (? IS NULL OR time_id = ?)"
        " RETURNING interview_id, time_id",
        (stamp(office.now()), time_id, time_id),
    ).fetchall()
    office.db.executemany("INSERT OR IGNORE INTO lapsed_holds VALUES (?, ?)", [tuple(row) for row in rows])


def take(office: Office, row: sqlite3.Row, interview_id: UUID, ref: str) -> None:
    """Take a seat for an interview: its own hold if it has one. Refuses reservation-udloebet, tid-optaget."""
    drop_lapsed(office, row["id"])
    name = str(interview_id)
    held = office.db.execute(
        "UPDATE seats SET until = NULL WHERE interview_id = ? AND time_id = ? AND until IS NOT NULL",
        (name, row["id"]),
    )
    if not held.rowcount:
        lapsed = office.db.execute(
            "SELECT 1 FROM lapsed_holds WHERE interview_id = ? AND time_id = ?", (name, row["id"])
        ).fetchone()
        if lapsed:
            raise Refusal(Kind.RESERVATION_UDLOEBET)
        claim(office, row, interview_id, ref)
    release_hold(office, interview_id)


def hold(office: Office, citizen: Citizen, interview_id: UUID, row: sqlite3.Row) -> Reservation:
    """Hold a time; again on the same time extends the hold once. Another time replaces the hold."""
    drop_lapsed(office, row["id"])
    until = office.now() + timedelta(minutes=office.config.hold_minutes)
    own = office.db.execute(
        "SELECT until, extended FROM seats WHERE interview_id = ? AND time_id = ? AND until IS NOT NULL",
        (str(interview_id), row["id"]),
    ).fetchone()
    if own and own["extended"]:
        return _reservation(interview_id, row["id"], local(own["until"]), extended=True)
    if own:
        office.db.execute(
            "UPDATE seats SET until = ?, extended = 1 WHERE interview_id = ? AND time_id = ?",
            (stamp(until), str(interview_id), row["id"]),
        )
        return _reservation(interview_id, row["id"], until, extended=True)
    claim(office, row, interview_id, citizen.ref, until)
    office.db.execute(
        "DELETE FROM seats WHERE interview_id = ? AND time_id <> ? AND until IS NOT NULL",
        (str(interview_id), row["id"]),
    )
    office.db.execute(
        "DELETE FROM lapsed_holds WHERE interview_id = ? AND time_id = ?", (str(interview_id), row["id"])
    )
    return _reservation(interview_id, row["id"], until, extended=False)


def _reservation(interview_id: UUID, time_id: str, until: datetime, *, extended: bool) -> Reservation:
    return Reservation(
        reservation_id=f"{interview_id}:{time_id}",
        indkaldelse_id=interview_id,
        tid_id=time_id,
        udloeber=local(stamp(until)),
        forlaenget=extended,
    )


def release_hold(office: Office, interview_id: UUID) -> None:
    """Give back what the interview holds; its own seat stands."""
    office.db.execute("DELETE FROM seats WHERE interview_id = ? AND until IS NOT NULL", (str(interview_id),))


def release_seat(office: Office, interview_id: UUID, time_id: str | None) -> None:
    """Give back the interview's own seat."""
    office.db.execute(
        "DELETE FROM seats WHERE interview_id = ? AND time_id = ?", (str(interview_id), time_id)
    )
