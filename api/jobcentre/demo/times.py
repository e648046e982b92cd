"""Free times, and what is offered at them."""

import sqlite3
from datetime import date, datetime, timedelta
from uuid import UUID

from api.clock import day_end, day_start
from api.jobcentre.demo.catalogue import OFFERS, PLACE, Offer
from api.jobcentre.demo.clock import local, stamp
from api.jobcentre.demo.office import Office
from api.jobcentre.demo.people import Citizen, last_day_to_hold
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.wire import Kind, Moedetilbud, Tid, Vejleder

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
    span: tuple[datetime, datetime],
    *,
    adviser: str | None = None,
    limit: int = 2000,
) -> list[Tid]:
    """Return free times that begin within `span`, its end left out, and at least an hour from now."""
    start, end = span
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
    return free(office, offer, (day_start(first), day_end(last)), adviser=adviser)


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


def offer_of(row: sqlite3.Row, offer_id: str | None = None) -> Offer:
    """Return what is held at a time: the offer asked for if its team holds it, else the team's first."""
    held = [offer for offer in OFFERS if offer.team == row["team"]]
    return next((offer for offer in held if offer.id == offer_id), held[0])


def offer_of_kind(kind: int) -> Offer:
    """Return an offer of a kind of interview."""
    return next((offer for offer in OFFERS if offer.type == kind), OFFERS[0])


def holds_kind(row: sqlite3.Row, kind: int) -> bool:
    """Whether interviews of this kind are held at a time."""
    return any(offer.type == kind and offer.team == row["team"] for offer in OFFERS)


def taken(office: Office, row: sqlite3.Row) -> Refusal:
    """Return the no to a time that is gone, with up to three that are free and near it."""
    start = datetime.fromisoformat(row["start"])
    span = (start - timedelta(days=1), start + timedelta(days=14))
    others = free(office, offer_of(row), span, limit=60)
    near = sorted(others, key=lambda time: abs(time.start - start))[:3]
    return Refusal(Kind.TID_OPTAGET, alternatives=sorted(near, key=lambda time: time.start))
