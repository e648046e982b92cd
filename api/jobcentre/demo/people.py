"""Citizens as the jobcentre has them, their deadlines and their facts."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from api.jobcentre.demo.events import record
from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.wire import (
    Borgerstatus,
    EventType,
    Faktum,
    Frist,
    FristStatusType,
    IkkeSelvbook,
    Kind,
)

LAST_HELD_AFTER = timedelta(
    days=7
)  # BEK 1216/2023 § 44, stk. 1: held at the latest a week after the deadline


@dataclass(frozen=True)
class Citizen:
    """One citizen of the jobcentre."""

    ref: str
    name: str
    team: str
    contact_group: int
    no_selfbooking: str | None
    book_at_once: bool
    state: str


def _citizen(row: sqlite3.Row) -> Citizen:
    return Citizen(
        ref=row["ref"],
        name=row["name"],
        team=row["team"],
        contact_group=row["contact_group"],
        no_selfbooking=row["no_selfbooking"],
        book_at_once=bool(row["book_at_once"]),
        state=row["state"],
    )


def by_cpr(office: Office, cpr: str) -> Citizen:
    """Return the citizen. Refuses borger-ukendt, and borger-doed, after which nobody writes to them again."""
    row = office.db.execute("SELECT * FROM citizens WHERE cpr = ?", (cpr,)).fetchone()
    if row is None:
        raise Refusal(Kind.BORGER_UKENDT)
    if row["state"] == "doed":
        raise Refusal(Kind.BORGER_DOED)
    return _citizen(row)


def by_ref(office: Office, ref: str) -> Citizen:
    """Return the citizen with the opaque reference. Refuses borger-ukendt."""
    row = office.db.execute("SELECT * FROM citizens WHERE ref = ?", (ref,)).fetchone()
    if row is None:
        raise Refusal(Kind.BORGER_UKENDT)
    return _citizen(row)


def status(office: Office, citizen: Citizen) -> Borgerstatus:
    """Return whether the citizen may self-book, and until when."""
    why_not = citizen.no_selfbooking
    return Borgerstatus(
        borger_ref=citizen.ref,
        kan_selvbooke=why_not is None,
        aarsag_ikke_selvbook=IkkeSelvbook(why_not) if why_not else None,
        frister=deadlines(office, citizen.ref),
        straksbooking_paakraevet=citizen.book_at_once,
    )


def facts(office: Office, citizen: Citizen) -> list[Faktum]:
    """Return what the jobcentre knows, the running deadline among it. Interviews have their own resource."""
    row = office.db.execute("SELECT facts, facts_on FROM citizens WHERE ref = ?", (citizen.ref,)).fetchone()
    known = json.loads(row["facts"])
    running = [
        frist for frist in deadlines(office, citizen.ref) if frist.friststatus_type == FristStatusType.AKTIV
    ]
    for frist in running[:1]:
        known["booking_deadline"] = frist.fristdato.isoformat()
        if frist.vejledt_dato:
            known["guided_on"] = frist.vejledt_dato.isoformat()
    day = date.fromisoformat(row["facts_on"])
    return [Faktum(noegle=key, vaerdi=value, kilde="Jobcentret", dato=day) for key, value in known.items()]


def change_facts(office: Office, actor: Actor, ref: str, new: dict[str, object]) -> None:
    """Change or add facts; a fact set to None becomes unknown."""
    row = office.db.execute("SELECT facts, version FROM citizens WHERE ref = ?", (ref,)).fetchone()
    known = {key: value for key, value in (json.loads(row["facts"]) | new).items() if value is not None}
    version = row["version"] + 1
    office.db.execute(
        "UPDATE citizens SET facts = ?, facts_on = ?, version = ? WHERE ref = ?",
        (json.dumps(known), office.today().isoformat(), version, ref),
    )
    record(office, actor, EventType.FAKTA, ref, version=version, ref=ref)


def deadlines(office: Office, ref: str) -> list[Frist]:
    """Return the citizen's deadlines, newest first."""
    rows = office.db.execute("SELECT * FROM deadlines WHERE ref = ? ORDER BY due DESC", (ref,)).fetchall()
    return [
        Frist(
            frist_id=row["id"],
            friststatus_type=row["status"],
            samtaletype=row["type"],
            fristdato=date.fromisoformat(row["due"]),
            sidste_afholdelsesdato=date.fromisoformat(row["last_held"]),
            vejledt_dato=date.fromisoformat(row["guided"]) if row["guided"] else None,
        )
        for row in rows
    ]


def set_deadline_status(
    office: Office, actor: Actor, ref: str, kind: int, *, old: FristStatusType, new: FristStatusType
) -> None:
    """Let the citizen's deadlines of one kind go from one status to another, and tell it."""
    rows = office.db.execute(
        "UPDATE deadlines SET status = ?, version = version + 1 WHERE ref = ? AND type = ? AND status = ?"
        " RETURNING id, version",
        (new, ref, kind, old),
    ).fetchall()
    for row in rows:
        record(office, actor, EventType.FRIST, row["id"], version=row["version"], ref=ref)


def last_day_to_hold(office: Office, ref: str, kind: int) -> date | None:
    """Return the last day an interview of this kind may be held, None when no deadline says so.

    A fulfilled deadline still binds: moving the interview that fulfils it must not break it.
    """
    row = office.db.execute(
        "SELECT MIN(last_held) AS day FROM deadlines"
        " WHERE ref = ? AND type = ? AND status IN (?, ?) AND last_held >= ?",
        (ref, kind, FristStatusType.AKTIV, FristStatusType.INDFRIET, office.today().isoformat()),
    ).fetchone()
    return date.fromisoformat(row["day"]) if row["day"] else None


def fact_value(text: str) -> object:
    """Return a fact typed by staff as JSON if it is JSON, else as text; empty is None, unknown."""
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def set_selfbooking(office: Office, actor: Actor, ref: str, why_not: str | None) -> None:
    """Allow self-booking, or say why not; running deadlines end when it is no longer theirs to book."""
    by_ref(office, ref)
    if why_not is not None and why_not not in set(IkkeSelvbook):
        raise Refusal(Kind.VALIDERING, f"en af {', '.join(IkkeSelvbook)}")
    office.db.execute("UPDATE citizens SET no_selfbooking = ? WHERE ref = ?", (why_not, ref))
    if why_not:
        for kind in (4, 7, 17):
            set_deadline_status(
                office,
                actor,
                ref,
                kind,
                old=FristStatusType.AKTIV,
                new=FristStatusType.ADMINISTRATIVT_LUKKET,
            )
    change_facts(office, actor, ref, {"selfbooking_exempt": True if why_not == "fritaget" else None})


def set_state(office: Office, actor: Actor, ref: str, state: str) -> None:
    """Say that the citizen is registered, not registered, or dead."""
    if state not in {"tilmeldt", "frameldt", "doed"}:
        raise Refusal(Kind.VALIDERING, "tilmeldt, frameldt eller doed")
    by_ref(office, ref)
    office.db.execute("UPDATE citizens SET state = ? WHERE ref = ?", (state, ref))
    change_facts(office, actor, ref, {})
