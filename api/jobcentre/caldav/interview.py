"""A calendar event as the interview of the contract, and the contract's no said by a calendar."""

from datetime import datetime, timedelta
from typing import Any

from api.clock import COPENHAGEN
from api.jobcentre.caldav.event import Entry
from api.jobcentre.caldav.times import time_id
from api.jobcentre.connection import Calendars
from api.jobcentre.errors import Refused
from api.jobcentre.wire import TYPE_PREFIX, Indkaldelse, Kind, Ophav, Problem, Status, System, Tid

_STATUS = {
    Kind.IKKE_BORGERENS: 403,
    Kind.IKKE_FUNDET: 404,
    Kind.BOOKING_UKENDT: 404,
    Kind.TID_OPTAGET: 409,
    Kind.ALLEREDE_OPRETTET: 409,
    Kind.ALLEREDE_FREMTIDIG_AFTALE: 409,
    Kind.RESERVATION_UDLOEBET: 410,
    Kind.VERSION_KONFLIKT: 412,
}


def refused(kind: Kind, alternatives: list[Tid] | None = None) -> Refused:
    """Return the no in the shape the contract gives it."""
    return Refused(
        Problem(
            type=TYPE_PREFIX + kind,
            title=kind.replace("-", " ").capitalize(),
            status=_STATUS.get(kind, 422),
            alternativer=alternatives or [],
        )
    )


def as_interview(calendars: Calendars, code: str, adviser: str, entry: Entry, now: datetime) -> Indkaldelse:
    """Return the event as an interview."""
    start = entry.start.astimezone(COPENHAGEN)
    last = start - timedelta(hours=calendars.move_cutoff_hours)
    can_change = entry.cancelled_by is None and last > now
    fields: dict[str, Any] = {"ombooking_frist": last, "aflysning_frist": last} if can_change else {}
    return Indkaldelse.model_validate(
        {
            "indkaldelse_id": entry.interview_id,
            "borger_ref": entry.ref,
            "version": entry.version,
            "status": Status.AFLYST if entry.cancelled_by else Status.BOOKET,
            "aflyst_af": entry.cancelled_by,
            "aarsag": entry.reason,
            "dato": start.date(),
            "start": start,
            "slut": entry.end.astimezone(COPENHAGEN),
            "samtaletype": entry.type,
            "samtaleform": entry.form,
            "tid_id": time_id(adviser, entry.start),
            "vejleder_id": adviser,
            "medarbejdernavn": calendars.advisers[adviser],
            "titel": calendars.title,
            "ombooking_mulig": can_change,
            "aflysning_mulig": can_change,
            "selvbooket": True,
            "ophav": Ophav(organisationstype=8, organisationskode=code, system=System.VEJVISER),
            "aendret": entry.changed,
            "adresse": calendars.address,
            "sted": str(calendars.address) if calendars.address else None,
            **fields,
        }
    )
