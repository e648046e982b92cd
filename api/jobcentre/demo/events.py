"""Recording what happened, in the transaction of the deed; delivering it is api.jobcentre.demo.delivery."""

from api import ids
from api.jobcentre.demo.clock import stamp
from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.wire import Aendringstype, Event, EventData, EventType


def record(
    office: Office,
    actor: Actor,
    kind: EventType,
    subject: str,
    *,
    version: int,
    change: Aendringstype = Aendringstype.AENDRET,
    ref: str | None = None,
) -> None:
    """Write one event and its deliveries. Events about a citizen are numbered per citizen."""
    event = Event(
        id=str(ids.new_uuid()),
        source=f"urn:jobcenter:{office.config.code}",
        type=kind,
        subject=subject,
        time=office.now(),
        traceparent=actor.trace,
        data=EventData(
            version=version,
            aendringstype=change,
            borger_ref=ref,
            borger_sekvens=_next_sequence(office, ref),
            ophav_system=actor.system,
        ),
    )
    body = event.model_dump_json(exclude_none=True)
    seq = office.db.execute(
        "INSERT INTO events (id, ref, at, body) VALUES (?, ?, ?, ?)", (event.id, ref, stamp(event.time), body)
    ).lastrowid
    office.db.executemany(
        "INSERT INTO deliveries (seq, subscriber) VALUES (?, ?)",
        [(seq, subscriber.name) for subscriber in office.config.subscribers],
    )
    office.tell()


def _next_sequence(office: Office, ref: str | None) -> int | None:
    row = office.db.execute(
        "UPDATE citizens SET sequence = sequence + 1 WHERE ref = ? RETURNING sequence", (ref,)
    ).fetchone()
    return row["sequence"] if row else None
