"""Messages to the caseworker, the answers owed and given, error reports, events from others."""

import sqlite3
from datetime import datetime, time, timedelta

from api import ids
from api.clock import danish_day
from api.jobcentre.demo.calendar import instant, working_day
from api.jobcentre.demo.catalogue import code_list
from api.jobcentre.demo.clock import local, stamp
from api.jobcentre.demo.events import record
from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.demo.people import Citizen
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.wire import Besked, Beskedkvittering, EventType, Fejlmelding, Kind, Svar

OWED_AFTER_DAYS = 2
_CLOSES = time(15, 0)


def owed_by(office: Office) -> datetime:
    """Return when an answer is owed: by 15 on the second working day after today."""
    day = danish_day(office.now())
    for _ in range(OWED_AFTER_DAYS):
        day = working_day(day + timedelta(days=1))
    closing = instant(day, _CLOSES)
    assert closing is not None
    return closing


def receive(office: Office, citizen: Citizen, message: Besked) -> Beskedkvittering:
    """Take a message in. Refuses validering for a category that is not on the code list."""
    known = {code.kode for code in code_list("beskedkategori") or []}
    if message.kategori not in known:
        raise Refusal(Kind.VALIDERING, f"kategori er en af {', '.join(sorted(known))}")
    owed = owed_by(office) if message.oensket_svar else None
    receipt = str(ids.new_uuid())
    office.db.execute(
        "INSERT INTO messages (id, ref, category, body, language, interview_id, received, owed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            receipt,
            citizen.ref,
            message.kategori,
            message.tekst,
            message.sprog,
            str(message.indkaldelse_id) if message.indkaldelse_id else None,
            stamp(office.now()),
            stamp(owed) if owed else None,
        ),
    )
    return Beskedkvittering(kvittering_id=receipt, modtaget=local(stamp(office.now())), svar_senest=owed)


def answers(office: Office, citizen: Citizen, since: datetime) -> list[Svar]:
    """Return messages answered after `since`, and those whose answer is owed, oldest first."""
    rows = office.db.execute(
        "SELECT * FROM messages WHERE ref = ? AND (answered > ? OR (answered IS NULL AND owed IS NOT NULL))"
        " ORDER BY received",
        (citizen.ref, stamp(since)),
    ).fetchall()
    return [_as_answer(row) for row in rows]


def _as_answer(row: sqlite3.Row) -> Svar:
    return Svar(
        kvittering_id=row["id"],
        kategori=row["category"],
        modtaget=local(row["received"]),
        svar_senest=local(row["owed"]) if row["owed"] else None,
        besvaret=local(row["answered"]) if row["answered"] else None,
        tekst=row["answer"],
        medarbejdernavn=row["staff"],
    )


def answer(office: Office, actor: Actor, receipt: str, text: str, staff: str) -> None:
    """A person at the jobcentre answers. Refuses ikke-fundet."""
    row = office.db.execute(
        "UPDATE messages SET answered = ?, answer = ?, staff = ? WHERE id = ? RETURNING ref",
        (stamp(office.now()), text, staff, receipt),
    ).fetchone()
    if row is None:
        raise Refusal(Kind.IKKE_FUNDET)
    record(office, actor, EventType.BESKED_BESVARET, receipt, version=1, ref=row["ref"])


def report(office: Office, ref: str | None, fault: Fejlmelding) -> str:
    """Keep an error report; return its receipt."""
    receipt = str(ids.new_uuid())
    office.db.execute(
        "INSERT INTO faults_reported VALUES (?, ?, ?, ?)",
        (receipt, ref, stamp(office.now()), fault.model_dump_json()),
    )
    return receipt
