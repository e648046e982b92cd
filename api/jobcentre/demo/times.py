"""Free times, seats and holds. A seat is taken by inserting it: the unique index is the lock."""

import sqlite3
from datetime import date, datetime, timedelta
from uuid import UUID

from api.clock import day_end, day_start
from api.jobcentre.demo.catalogue import OFFERS, PLACE, Offer
from api.jobcentre.demo.clock import local, stamp
from api.jobcentre.demo.office import Office
from api.jobcentre.demo.people import Citizen, last_day_to_hold
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.wire import Kind, Moedetilbud, Reservation, Tid, Vejleder

NOTICE = timedelta(hours=1)
_TAKEN = "(SELECT COUNT(*) FROM seats WHERE time_id = t.id AND (until IS NULL OR until > :now))"
_FREE = (
    f"SELECT t.*, a.name, t.capacity - {_TAKEN} AS free FROM times t JOIN advisers a ON a.id = t.adviser"  # noqa: S608
    " WHERE t.team = :team AND t.open AND t.start >= :start AND t.start < :end"
    " AND (:adviser IS NULL OR t.adviser = :adviser) AND free > 0 ORDER BY t.start, t.adviser LIMIT :limit"
)


def as_offer(office: Office, offer: Offer, citizen: Citizen | None = None) -> Moedetilbud:
    """Return the offer on the wire; its window ends where the citizen's running deadline makes it end."""
    end = office.today() + timedelta(weeks=office.config.weeks)
    last = last_day_to_hold(office, citizen.ref, offer.type) if citizen else None
    return Moedetilbud(
        moedetilbud_id=offer.id,
        samtaletype=offer.type,
        moede_gruppe_type=offer.group_type,
        samtaleformer=[int(form) for form in offer.forms],
        titel=offer.title,
        varighed_minutter=offer.minutes,
        fra=office.today(),
        til=last or end,
        vaelg_vejleder=not offer.group,
        sted=PLACE,
    )


def free(
    office: Office,
    offer: Offer,
    start: datetime,
    end: datetime,
    adviser: str | None = None,
    limit: int = 2000,
) -> list[Tid]:
    """Return free times that begin in [start, end), at least an hour from now."""
    earliest = max(start, office.now() + NOTICE)
    rows = office.db.execute(
        _FREE,
        {
            "now": stamp(office.now()),
            "team": offer.team,
            "start": stamp(earliest),
            "end": stamp(end),
            "adviser": adviser,
            "limit": limit,
        },
    ).fetchall()
    return [_as_time(row, offer) for row in rows]


def free_days(office: Office, offer: Offer, first: date, last: date, adviser: str | None = None) -> list[Tid]:
    """Return free times on the Danish days from `first` to `last`, both included."""
    return free(office, offer, day_start(first), day_end(last), adviser)


def _as_time(row: sqlite3.Row, offer: Offer) -> Tid:
    return Tid(
        tid_id=row["id"],
        moedetilbud_id=offer.id,
        start=local(row["start"]),
        slut=local(row["slut"]),
        vejleder=Vejleder(vejleder_id=row["adviser"], navn=row["name"]),
        samtaleformer=[int(form) for form in offer.forms],
        kapacitet=row["capacity"],
        ledige=max(0, row["free"]),
        gruppemoede_id=UUID(row["group_id"]) if row["group_id"] else None,
    )


def find(office: Office, time_id: str) -> sqlite3.Row:
    """Return a time that can still be taken. Refuses ikke-fundet, and tid-optaget when closed or past."""
    row: sqlite3.Row | None = office.db.execute(
        "SELECT t.*, a.name FROM times t JOIN advisers a ON a.id = t.adviser WHERE t.id = ?", (time_id,)
    ).fetchone()
    if row is None:
        raise Refusal(Kind.IKKE_FUNDET, f"ingen tid {time_id}")
    if not row["open"] or row["start"] <= stamp(office.now()):
        raise taken(office, row)
    return row


def offer_of(row: sqlite3.Row, kind: int | None = None) -> Offer:
    """Return what is held at a time: the kind asked for if its team holds it, else the team's first."""
    held = [offer for offer in OFFERS if offer.team == row["team"]]
    return next((offer for offer in held if offer.type == kind), held[0])


def taken(office: Office, row: sqlite3.Row) -> Refusal:
    """Return the no to a time that is gone, with up to three that are free and near it."""
    start = datetime.fromisoformat(row["start"])
    others = free(office, offer_of(row), start - timedelta(days=1), start + timedelta(days=14), limit=60)
    near = sorted(others, key=lambda time: abs(time.start - start))[:3]
    return Refusal(Kind.TID_OPTAGET, alternatives=sorted(near, key=lambda time: time.start))


def claim(
    office: Office, row: sqlite3.Row, interview_id: UUID, ref: str, until: datetime | None = None
) -> None:
    """Take a seat, as a hold until `until` or for an interview. Refuses tid-optaget."""
    drop_lapsed(office, row["id"])
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
