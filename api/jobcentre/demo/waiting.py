"""The waiting list, and telling others when a time opens or closes."""

from datetime import date
from uuid import UUID

from api.jobcentre.demo import interviews
from api.jobcentre.demo.clock import local, stamp
from api.jobcentre.demo.events import record
from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.demo.people import Citizen
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.wire import Aendringstype, EventType, Kind, Status, System, Venteliste, Ventelisteplads


def join(office: Office, citizen: Citizen, entry_id: UUID, wish: Venteliste) -> Ventelisteplads:
    """Wait for an earlier time than the interview has. Refuses ulovligt-statusskift when it is not booked."""
    interview = interviews.require(office, wish.indkaldelse_id, citizen.ref)
    if interview.status != Status.BOOKET:
        raise Refusal(Kind.ULOVLIGT_STATUSSKIFT, f"status er {interview.status}")
    owner = office.db.execute("SELECT ref FROM waiting WHERE id = ?", (str(entry_id),)).fetchone()
    if owner and owner["ref"] != citizen.ref:
        raise Refusal(Kind.IKKE_BORGERENS)
    office.db.execute(
        "INSERT INTO waiting (id, interview_id, ref, earliest, latest, joined) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET earliest = excluded.earliest, latest = excluded.latest",
        (
            str(entry_id),
            str(wish.indkaldelse_id),
            citizen.ref,
            wish.tidligst.isoformat() if wish.tidligst else None,
            wish.senest.isoformat() if wish.senest else None,
            stamp(office.now()),
        ),
    )
    row = office.db.execute("SELECT offered FROM waiting WHERE id = ?", (str(entry_id),)).fetchone()
    return Ventelisteplads(
        venteliste_id=entry_id,
        indkaldelse_id=wish.indkaldelse_id,
        tidligst=wish.tidligst,
        senest=wish.senest,
        tilbudt_tid_id=row["offered"],
    )


def leave(office: Office, citizen: Citizen, entry_id: UUID) -> None:
    """Stop waiting. Idempotent."""
    office.db.execute("DELETE FROM waiting WHERE id = ? AND ref = ?", (str(entry_id), citizen.ref))


def offer_time(office: Office, actor: Actor, time_id: str | None) -> None:
    """A seat has become free: tell the first who waits for such a time, and whoever keeps a copy of times."""
    if time_id is None:
        return
    tell_others(office, actor, time_id, EventType.TID_AABNET)
    row = office.db.execute("SELECT team, start FROM times WHERE id = ? AND open", (time_id,)).fetchone()
    waiting = office.db.execute(
        "SELECT w.*, i.start, t.team FROM waiting w JOIN interviews i ON i.id = w.interview_id"
        " JOIN times t ON t.id = i.time_id WHERE i.status = 'booket' AND t.team = ? AND i.start > ?"
        " ORDER BY w.joined",
        (row["team"], row["start"]) if row else (None, None),
    ).fetchall()
    day = local(row["start"]).date() if row else None
    first = next((w for w in waiting if day and _fits(day, w["earliest"], w["latest"])), None)
    if first:
        office.db.execute("UPDATE waiting SET offered = ? WHERE id = ?", (time_id, first["id"]))
        record(office, actor, EventType.TID_AABNET, time_id, version=1, ref=first["ref"])


def _fits(day: date, earliest: str | None, latest: str | None) -> bool:
    text = day.isoformat()
    return (earliest is None or earliest <= text) and (latest is None or text <= latest)


def tell_others(office: Office, actor: Actor, time_id: str, kind: EventType = EventType.TID_LUKKET) -> None:
    """Tell that a time is no longer, or again, free: not to the system that did it, which knows."""
    if actor.system != System.VEJVISER:
        record(office, actor, kind, time_id, version=1, change=Aendringstype.AENDRET)
