"""Min Plan as the jobcentre has it. Acknowledging it happens on Jobnet only (jobcentre-api)."""

from datetime import date
from uuid import UUID

from pydantic import Field

from api.jobcentre.wire.base import Answer


class Myndighed(Answer):
    """Who is responsible, and the person to ask."""

    organisationstype: int
    organisationskode: str
    navn: str
    sagsbehandler: str | None = None
    telefon: str | None = None


class Aktivitet(Answer):
    """One step of the plan. Hours and minutes are two whole numbers, as with STAR."""

    aktivitet_identifier: UUID
    startdato: date
    slutdato: date | None = None
    aktivitetstype: str
    beskrivelse: str
    sted: str | None = None
    timer_pr_uge: int | None = Field(default=None, ge=0, le=59)
    minutter_pr_uge: int | None = Field(default=None, ge=0, le=59)
    ansvarlig_myndighed: Myndighed
    udfoert: bool = False


class Maal(Answer):
    """A goal: job or education."""

    beskrivelse: str
    type: str


class Aftale(Answer):
    """Something the citizen and the jobcentre agreed."""

    beskrivelse: str
    dato: date
    ansvarlig: str


class Minplan(Answer):
    """GET /v1/minplan."""

    plan_id: UUID
    version: int = Field(ge=1)
    opdateret: date
    maal: list[Maal]
    aftaler: list[Aftale]
    aktiviteter: list[Aktivitet]
    kvitteret: bool
    jobnet_adresse: str
