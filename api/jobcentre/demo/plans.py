"""Min Plan in the demo jobcentre: reading it and publishing the next version."""

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from api import ids
from api.jobcentre.demo.catalogue import NAMESPACE, PHONE
from api.jobcentre.demo.citizens import Persona, PersonaStep, dated
from api.jobcentre.demo.events import record
from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.wire import Aftale, Aktivitet, EventType, Kind, Maal, Minplan, Myndighed

JOBNET = "https://job.jobnet.dk/"


def _authority(office: Office) -> Myndighed:
    return Myndighed(
        organisationstype=8,
        organisationskode=office.config.code,
        navn="Jobcentret",
        sagsbehandler="Mette Holm",
        telefon=PHONE,
    )


def load(office: Office, ref: str) -> Minplan:
    """Return the citizen's plan. Refuses ingen-plan."""
    row = office.db.execute("SELECT body FROM plans WHERE ref = ?", (ref,)).fetchone()
    if row is None:
        raise Refusal(Kind.INGEN_PLAN)
    return Minplan.model_validate_json(row["body"])


def from_persona(office: Office, ref: str, persona: Persona, base: date) -> Minplan | None:
    """Return the plan a fictional citizen starts with, None when there is none."""
    if persona.plan is None:
        return None
    updated = date.fromisoformat(dated(persona.plan.updated, base))
    return Minplan(
        plan_id=uuid5(NAMESPACE, f"plan/{ref}"),
        version=1,
        opdateret=updated,
        maal=[Maal(beskrivelse=persona.plan.goal, type=persona.plan.goal_kind)],
        aftaler=[
            Aftale(beskrivelse=text, dato=updated, ansvarlig="borger") for text in persona.plan.agreements
        ],
        aktiviteter=[
            _step(office, step, base, uuid5(NAMESPACE, f"plan/{ref}/{number}"))
            for number, step in enumerate(persona.plan.steps)
        ],
        kvitteret=persona.plan.acknowledged,
        jobnet_adresse=JOBNET,
    )


def _step(office: Office, step: PersonaStep, base: date, identifier: UUID) -> Aktivitet:
    return Aktivitet(
        aktivitet_identifier=identifier,
        startdato=date.fromisoformat(dated(step.start, base)),
        slutdato=date.fromisoformat(dated(step.end, base)) if step.end else None,
        aktivitetstype=step.kind,
        beskrivelse=step.text,
        sted=step.place,
        timer_pr_uge=step.hours,
        minutter_pr_uge=step.minutes,
        ansvarlig_myndighed=_authority(office),
        udfoert=step.done,
    )


def store(office: Office, ref: str, plan: Minplan) -> None:
    """Keep this version of the plan."""
    office.db.execute(
        "INSERT OR REPLACE INTO plans VALUES (?, ?, ?)", (ref, plan.version, plan.model_dump_json())
    )


def publish_step(office: Office, actor: Actor, ref: str, *, text: str, start: date, kind: str) -> Minplan:
    """Publish the next version with one more step; it is to be acknowledged anew, on Jobnet."""
    row = office.db.execute("SELECT body FROM plans WHERE ref = ?", (ref,)).fetchone()
    old: dict[str, Any] = json.loads(row["body"]) if row else _empty(ref)
    step = Aktivitet(
        aktivitet_identifier=ids.new_uuid(),
        startdato=start,
        aktivitetstype=kind,
        beskrivelse=text,
        ansvarlig_myndighed=_authority(office),
    )
    plan = Minplan.model_validate(
        {
            **old,
            "version": old["version"] + 1,
            "opdateret": office.today(),
            "kvitteret": False,
            "aktiviteter": [*old["aktiviteter"], step],
        }
    )
    store(office, ref, plan)
    record(office, actor, EventType.MINPLAN, str(plan.plan_id), version=plan.version, ref=ref)
    return plan


def _empty(ref: str) -> dict[str, Any]:
    plan_id = uuid5(NAMESPACE, f"plan/{ref}")
    return {
        "planId": plan_id,
        "version": 0,
        "maal": [],
        "aftaler": [],
        "aktiviteter": [],
        "jobnetAdresse": JOBNET,
    }
