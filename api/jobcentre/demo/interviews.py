"""Interviews in the store: reading them, and writing a new version with its history and its event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from api.clock import COPENHAGEN
from api.jobcentre.demo.clock import stamp
from api.jobcentre.demo.events import record
from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.demo.storage import next_number
from api.jobcentre.wire import (
    Aendringstype,
    EventType,
    Historikpost,
    Indkaldelse,
    Kind,
    is_legal,
)


@dataclass(frozen=True)
class Deed:
    """What was done to an interview: its name in the history, and the event it gives (None: it is silent)."""

    name: str
    event: EventType | None


def load(office: Office, interview_id: UUID) -> Indkaldelse | None:
    """Return the interview, None when the planner has none of this id."""
    row = office.db.execute("SELECT body FROM interviews WHERE id = ?", (str(interview_id),)).fetchone()
    return read(row["body"]) if row else None


def read(body: str) -> Indkaldelse:
    """Return an interview from its stored form, its instants in Danish wall time."""
    return _local(Indkaldelse.model_validate_json(body))


def require(office: Office, interview_id: UUID, ref: str | None) -> Indkaldelse:
    """Return the interview. Refuses booking-ukendt, and ikke-borgerens when `ref` is somebody else."""
    interview = load(office, interview_id)
    if interview is None:
        raise Refusal(Kind.BOOKING_UKENDT)
    if ref is not None and interview.borger_ref != ref:
        raise Refusal(Kind.IKKE_BORGERENS)
    return interview


def made_by(office: Office, interview_id: UUID) -> str:
    """Return the fingerprint of the request that made the interview."""
    row = office.db.execute("SELECT command FROM interviews WHERE id = ?", (str(interview_id),)).fetchone()
    return str(row["command"])


def create(office: Office, actor: Actor, fields: dict[str, Any], deed: Deed, command: str) -> Indkaldelse:
    """Store a new interview, version 1."""
    interview = _valid({**fields, "version": 1, "aendret": office.now()})
    _write(office, actor, interview, deed)
    office.db.execute(
        "INSERT INTO interviews"
        " (id, ref, status, type, adviser, time_id, start, version, change, changed, command, body) VALUES"
        " (:id, :ref, :status, :type, :adviser, :time_id, :start, 1, :change, :changed, :command, :body)",
        {**_columns(office, interview), "type": interview.samtaletype, "command": command},
    )
    return interview


def change(office: Office, actor: Actor, old: Indkaldelse, deed: Deed, fields: dict[str, Any]) -> Indkaldelse:
    """Store the next version of an interview. Refuses ulovligt-statusskift and indkaldelse-ugyldig."""
    status = fields.get("status", old.status)
    if status != old.status and not is_legal(old.status, status, by_staff=actor.is_staff):
        raise Refusal(Kind.ULOVLIGT_STATUSSKIFT, f"{old.status} til {status}")
    new = _valid(
        {**old.model_dump(by_alias=False), **fields, "version": old.version + 1, "aendret": office.now()}
    )
    _write(office, actor, new, deed)
    office.db.execute(
        "UPDATE interviews SET status = :status, adviser = :adviser, time_id = :time_id, start = :start,"
        " version = :version, change = :change, changed = :changed, body = :body WHERE id = :id",
        {**_columns(office, new), "version": new.version},
    )
    return new


def _valid(fields: dict[str, Any]) -> Indkaldelse:
    try:
        return _local(Indkaldelse.model_validate(fields))
    except ValidationError as error:
        raise Refusal(
            Kind.INDKALDELSE_UGYLDIG, "; ".join(fault["msg"] for fault in error.errors())
        ) from error


def _local(interview: Indkaldelse) -> Indkaldelse:
    """Return the interview with its instants in Danish wall time, as they go on the wire."""
    instants = ("start", "slut", "ombooking_frist", "aflysning_frist", "aendret")
    found = {name: getattr(interview, name) for name in instants}
    return interview.model_copy(update={name: at.astimezone(COPENHAGEN) for name, at in found.items() if at})


def _columns(office: Office, interview: Indkaldelse) -> dict[str, Any]:
    return {
        "id": str(interview.indkaldelse_id),
        "ref": interview.borger_ref,
        "status": interview.status,
        "adviser": interview.vejleder_id,
        "time_id": interview.tid_id,
        "start": stamp(interview.start),
        "change": next_number(office.db, "change"),
        "changed": stamp(interview.aendret),
        "body": interview.model_dump_json(),
    }


def _write(office: Office, actor: Actor, interview: Indkaldelse, deed: Deed) -> None:
    post = Historikpost(
        version=interview.version,
        tidspunkt=interview.aendret,
        brugertype=actor.kind,
        system=actor.system,
        handling=deed.name,
        status=interview.status,
        start=interview.start,
        slut=interview.slut,
    )
    name = str(interview.indkaldelse_id)
    office.db.execute(
        "INSERT INTO history VALUES (?, ?, ?)", (name, interview.version, post.model_dump_json())
    )
    if deed.event:
        kind = Aendringstype.OPRETTET if interview.version == 1 else Aendringstype.AENDRET
        record(
            office,
            actor,
            deed.event,
            name,
            version=interview.version,
            change=kind,
            ref=interview.borger_ref,
        )


def history(office: Office, interview_id: UUID) -> list[Historikpost]:
    """Return every version the interview has had, oldest first."""
    rows = office.db.execute(
        "SELECT body FROM history WHERE interview_id = ? ORDER BY version", (str(interview_id),)
    ).fetchall()
    return [Historikpost.model_validate_json(row["body"]) for row in rows]


def has_future(office: Office, ref: str, kind: int, but: UUID | None = None) -> bool:
    """Whether the citizen has a booked interview of this kind ahead."""
    row = office.db.execute(
        "SELECT 1 FROM interviews WHERE ref = ? AND type = ? AND status = 'booket' AND start > ? AND id <> ?",
        (ref, kind, stamp(office.now()), str(but)),
    ).fetchone()
    return row is not None


def changed_since(
    office: Office, since: datetime, after: int, ref: str | None, limit: int
) -> list[tuple[int, Indkaldelse]]:
    """Return interviews changed since, after the position `after` in the order of changes."""
    rows = office.db.execute(
        "SELECT change, body FROM interviews WHERE change > ? AND changed >= ? AND (? IS NULL OR ref = ?)"
        " ORDER BY change LIMIT ?",
        (after, stamp(since), ref, ref, limit),
    ).fetchall()
    return [(row["change"], read(row["body"])) for row in rows]
