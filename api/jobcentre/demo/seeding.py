"""Filling an empty store: advisers, times, the fictional citizens and what they already have."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from api.jobcentre.demo import booking, interviews, plans, seats
from api.jobcentre.demo.calendar import advisers, extend_times, instant, working_day
from api.jobcentre.demo.catalogue import NAMESPACE, OFFERS, Offer
from api.jobcentre.demo.citizens import FILE, Persona, PersonaInterview, dated, kept_facts, personas
from api.jobcentre.demo.clock import stamp
from api.jobcentre.demo.interviews import Deed
from api.jobcentre.demo.office import STAFF, Actor, Office
from api.jobcentre.demo.people import LAST_HELD_AFTER, Citizen, by_ref
from api.jobcentre.demo.storage import read_meta, write_meta
from api.jobcentre.wire import Brugertype, FristStatusType, Indkaldelse, MoedeGruppeType, Status, System

SEEDED = Deed("oprettet", None)
_JOBNET = Actor(kind=Brugertype.BORGER, system=System.JOBNET)
_CASE_SYSTEM = 12
_PAST_AT = time(10, 0)


def seed(office: Office) -> None:
    """Fill the store the first time; later only advisers and times are added."""
    for adviser in advisers(office.config.extra_advisers):
        office.db.execute(
            "INSERT OR IGNORE INTO advisers VALUES (?, ?, ?)", (adviser.id, adviser.name, adviser.team)
        )
    extend_times(office)
    add_extra_citizens(office, office.config.extra_citizens)
    if read_meta(office.db, "seeded_on"):
        return
    write_meta(office.db, "seeded_on", office.today().isoformat())
    for persona in personas(office.config.citizens or FILE):
        _add_citizen(office, persona)


def reference(name: str) -> str:
    """Return the opaque reference of a fictional citizen: nothing in it tells who it is."""
    return uuid5(NAMESPACE, f"borger/{name}").hex


def _add_citizen(office: Office, persona: Persona) -> None:
    base, ref = office.today(), reference(persona.id)
    office.db.execute(
        "INSERT INTO citizens"
        " (ref, cpr, persona, name, contact_group, team, facts, facts_on, no_selfbooking, book_at_once)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            ref,
            persona.cpr,
            persona.id,
            persona.name,
            persona.contact_group,
            persona.team,
            json.dumps(kept_facts(persona, base)),
            base.isoformat(),
            persona.no_selfbooking,
            persona.book_at_once,
        ),
    )
    for number, interview in enumerate(persona.interviews):
        _add_interview(office, by_ref(office, ref), interview, uuid5(NAMESPACE, f"{ref}/{number}"))
    for number, deadline in enumerate(persona.deadlines):
        due = date.fromisoformat(dated(deadline.due, base))
        met = interviews.has_future(office, ref, deadline.type)
        add_deadline(
            office,
            uuid5(NAMESPACE, f"frist/{ref}/{number}"),
            ref,
            kind=deadline.type,
            due=due,
            guided=dated(deadline.guided, base),
            status=FristStatusType.INDFRIET if met else FristStatusType.AKTIV,
        )
    plan = plans.from_persona(office, ref, persona, base)
    if plan:
        plans.store(office, ref, plan)


def add_deadline(
    office: Office,
    identifier: UUID,
    ref: str,
    *,
    kind: int,
    due: date,
    guided: str | None,
    status: FristStatusType = FristStatusType.AKTIV,
) -> None:
    """Give a citizen a self-booking deadline; the interview is held at the latest a week after it."""
    office.db.execute(
        "INSERT INTO deadlines (id, ref, status, type, due, last_held, guided) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (str(identifier), ref, status, kind, due.isoformat(), (due + LAST_HELD_AFTER).isoformat(), guided),
    )


def _add_interview(
    office: Office, citizen: Citizen, wanted: PersonaInterview, identifier: UUID
) -> Indkaldelse:
    day = date.fromisoformat(dated(wanted.day, office.today()))
    offer = next((o for o in OFFERS if o.team == citizen.team), OFFERS[0])
    place = (
        _booked_time(office, citizen, offer, day, identifier)
        if wanted.state == "booked"
        else _loose(offer, day)
    )
    status = {"booked": Status.BOOKET, "held": Status.AFHOLDT, "cancelled": Status.AFLYST}[wanted.state]
    actor = _JOBNET if wanted.selvbooket else STAFF
    fields: dict[str, Any] = {
        **booking.new_interview(office, actor, citizen, offer),
        **place,
        **booking.meeting(wanted.form, identifier),
        **({} if wanted.state == "booked" and not wanted.convened else booking.UNCHANGEABLE),
        "indkaldelse_id": identifier,
        "samtaletype": wanted.type,
        "status": status,
        "selvbooket": wanted.selvbooket,
        "ejersystem": _CASE_SYSTEM if wanted.convened else None,
        "borger_skal_acceptere": wanted.convened,
        "aflyst_af": "myndighed" if status == Status.AFLYST else None,
        "aarsag": "Din sagsbehandler er syg" if status == Status.AFLYST else None,
    }
    return interviews.create(office, actor, fields, SEEDED, "seed")


def _booked_time(
    office: Office, citizen: Citizen, offer: Offer, day: date, identifier: UUID
) -> dict[str, Any]:
    row = office.db.execute(
        "SELECT t.*, a.name FROM times t JOIN advisers a ON a.id = t.adviser"
        " WHERE t.team = ? AND t.start >= ? AND NOT EXISTS (SELECT 1 FROM seats WHERE time_id = t.id)"
        " ORDER BY t.start, t.adviser LIMIT 1 OFFSET 3",
        (offer.team, stamp(datetime.combine(day, time(), UTC))),
    ).fetchone()
    seats.claim(office, row, identifier, citizen.ref)
    return booking.at_time(office, row)


def _loose(offer: Offer, day: date) -> dict[str, Any]:
    day = working_day(day, forward=False)
    start = instant(day, _PAST_AT)
    assert start is not None
    return {
        "medarbejdernavn": next((a.name for a in advisers() if a.team == offer.team), "Jobcentret"),
        "dato": day,
        "start": start,
        "slut": start + timedelta(minutes=offer.minutes),
        "moede_gruppe_type": MoedeGruppeType.INDIVIDUEL,
    }


def add_extra_citizens(office: Office, count: int) -> None:
    """Have at least `count` more citizens without facts, for load tests, with replacement CPR numbers."""
    there = int(read_meta(office.db, "extra_citizens") or 0)
    for number in range(there, count):
        office.db.execute(
            "INSERT OR IGNORE INTO citizens (ref, cpr, persona, name, contact_group, team, facts, facts_on)"
            " VALUES (?, ?, ?, ?, 2, 'job', '{}', ?)",
            (
                reference(f"extra-{number}"),
                extra_cpr(number),
                f"extra-{number}",
                f"Borger {number}",
                office.today().isoformat(),
            ),
        )
    write_meta(office.db, "extra_citizens", str(max(there, count)))


def extra_cpr(number: int) -> str:
    """Return the replacement CPR number (day + 60) of an extra citizen; up to 100,000 of them differ."""
    return f"{61 + number % 28:02d}{1 + number // 28 % 12:02d}70{number // 336:04d}"
