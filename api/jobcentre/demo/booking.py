"""Hold and book: the planner's own rules around the seats. Moving and cancelling: `changing`."""

import sqlite3
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from api.jobcentre.demo import interviews, seats, times, waiting
from api.jobcentre.demo.catalogue import PHONE, PLACE, Offer
from api.jobcentre.demo.clock import local
from api.jobcentre.demo.interviews import Deed
from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.demo.people import Citizen, last_day_to_hold, set_deadline_status
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.wire import (
    ONE_FUTURE_TYPES,
    AkasseDeltagelse,
    Booking,
    Brugertype,
    EventType,
    FristStatusType,
    Indkaldelse,
    Kind,
    Ophav,
    Reservation,
    Samtaleform,
    Samtaletype,
    Status,
    System,
)

BOOKED = Deed("booket", EventType.BOOKET)
UNCHANGEABLE = {
    "ombooking_mulig": False,
    "ombooking_frist": None,
    "aflysning_mulig": False,
    "aflysning_frist": None,
}
# What the jobcentre has convened, the citizen answers but does not move (star_interface, 1.9).
CONVENED = {**UNCHANGEABLE, "ejersystem": int(System.PLANLAEGGER), "borger_skal_acceptere": True}


def reserve(office: Office, citizen: Citizen, interview_id: UUID, time_id: str) -> Reservation:
    """Hold a time for an interview that is to be made or moved."""
    existing = interviews.load(office, interview_id)
    if existing and existing.borger_ref != citizen.ref:
        raise Refusal(Kind.IKKE_BORGERENS)
    if citizen.no_selfbooking and not existing:
        raise Refusal(Kind.KAN_IKKE_SELVBOOKE)
    return seats.hold(office, citizen, interview_id, times.find(office, time_id))


def release(office: Office, citizen: Citizen, interview_id: UUID) -> None:
    """Give the citizen's hold back. Idempotent."""
    owner = office.db.execute(
        "SELECT ref FROM seats WHERE interview_id = ? AND until IS NOT NULL", (str(interview_id),)
    ).fetchone()
    if owner and owner["ref"] != citizen.ref:
        raise Refusal(Kind.IKKE_BORGERENS)
    seats.release_hold(office, interview_id)


def book(
    office: Office, actor: Actor, citizen: Citizen, interview_id: UUID, order: Booking, *, command: str
) -> tuple[Indkaldelse, bool]:
    """Book a time; (interview, whether it is new). The same command again gives the same interview."""
    existing = interviews.load(office, interview_id)
    if existing:
        return _again(office, citizen, existing, command), False
    row = times.find(office, order.tid_id)
    offer = times.offer_of(row, order.moedetilbud_id)
    _may_book(office, actor, citizen, offer, row)
    check_form(offer, order.samtaleform)
    seats.take(office, row, interview_id, citizen.ref)
    fields = new_interview(office, actor, citizen, offer) | at_time(office, row)
    fields |= meeting(order.samtaleform, interview_id) | {
        "indkaldelse_id": interview_id,
        "selvbooket": actor.kind == Brugertype.BORGER,
        "bemaerkning": order.bemaerkning,
        "akasse_deltagelse": order.akasse_deltagelse or AkasseDeltagelse.IKKE_RELEVANT,
    }
    if actor.is_staff:
        fields |= CONVENED
    made = interviews.create(office, actor, fields, BOOKED, command)
    set_deadline_status(
        office, actor, citizen.ref, offer.type, old=FristStatusType.AKTIV, new=FristStatusType.INDFRIET
    )
    waiting.tell_others(office, actor, row["id"])
    return made, True


def check_form(offer: Offer, form: int) -> None:
    """Refuse indkaldelse-ugyldig for a form the offer does not have."""
    if form not in offer.forms:
        raise Refusal(Kind.INDKALDELSE_UGYLDIG, "samtaleformen tilbydes ikke")


def _again(office: Office, citizen: Citizen, existing: Indkaldelse, command: str) -> Indkaldelse:
    if existing.borger_ref != citizen.ref:
        raise Refusal(Kind.IKKE_BORGERENS)
    if interviews.made_by(office, existing.indkaldelse_id) != command:
        raise Refusal(Kind.ALLEREDE_OPRETTET)
    return existing


def _may_book(office: Office, actor: Actor, citizen: Citizen, offer: Offer, row: sqlite3.Row) -> None:
    if citizen.no_selfbooking and not actor.is_staff:
        raise Refusal(Kind.KAN_IKKE_SELVBOOKE, citizen.no_selfbooking)
    joint = office.config.joint_selfbooking or actor.is_staff
    if offer.type == Samtaletype.FAELLES_JOBSAMTALE and not joint:
        raise Refusal(Kind.KAN_IKKE_SELVBOOKE, "fælles samtaler bookes ikke af borgeren her")
    if offer.type in ONE_FUTURE_TYPES and interviews.has_future(office, citizen.ref, offer.type):
        raise Refusal(Kind.ALLEREDE_FREMTIDIG_AFTALE)
    if not actor.is_staff:
        within_deadline(office, citizen.ref, offer.type, local(row["start"]))


def within_deadline(office: Office, ref: str, kind: int, start: datetime) -> None:
    """Refuse frist-overskredet when the citizen's interview would be held too late."""
    last = last_day_to_hold(office, ref, kind)
    if last and start.date() > last:
        raise Refusal(Kind.FRIST_OVERSKREDET, f"samtalen skal holdes senest {last.isoformat()}")


def new_interview(office: Office, actor: Actor, citizen: Citizen, offer: Offer) -> dict[str, Any]:
    """Return the fields an interview gets from its offer and who makes it."""
    return {
        "borger_ref": citizen.ref,
        "status": Status.BOOKET,
        "samtaletype": offer.type,
        "moede_gruppe_type": offer.group_type,
        "titel": offer.title,
        "kontaktmuligheder": [PHONE],
        "ophav": Ophav(organisationstype=8, organisationskode=office.config.code, system=actor.system),
        "moedepligt": offer.type != Samtaletype.INFORMATIONSMOEDE_UDEN_MOEDEPLIGT,
    }


def at_time(office: Office, row: sqlite3.Row) -> dict[str, Any]:
    """Return the fields an interview gets from its time, the last moments to move and cancel among them."""
    start = local(row["start"])
    move_by = start - timedelta(hours=office.config.move_cutoff_hours)
    cancel_by = start - timedelta(hours=office.config.cancel_cutoff_hours)
    can_move, can_cancel = move_by > office.now(), cancel_by > office.now()
    return {
        "tid_id": row["id"],
        "vejleder_id": row["adviser"],
        "medarbejdernavn": row["name"],
        "gruppemoede_id": row["group_id"],
        "dato": start.date(),
        "start": start,
        "slut": local(row["slut"]),
        "ombooking_mulig": can_move,
        "ombooking_frist": move_by if can_move else None,
        "aflysning_mulig": can_cancel,
        "aflysning_frist": cancel_by if can_cancel else None,
    }


def meeting(form: int, interview_id: UUID) -> dict[str, Any]:
    """Return the fields an interview gets from its form."""
    in_person, video = form == Samtaleform.FREMMOEDE, form == Samtaleform.DIGITALT
    return {
        "samtaleform": form,
        "sted": PLACE.beskrivelse if in_person else None,
        "adresse": PLACE.adresse if in_person else None,
        "telefon": PHONE if form == Samtaleform.BORGER_RINGER else None,
        "moedelink": f"https://video.jobcenter.example/{interview_id}" if video else None,
    }
