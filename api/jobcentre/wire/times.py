"""What can be booked: offers, advisers, free times, holds, the waiting list."""

from datetime import date
from uuid import UUID

from pydantic import Field

from api.jobcentre.wire.base import DANISH_TIME, Answer, Command, Instant, Jobcentercode


class Adresse(Answer):
    """A postal address."""

    vejnavn: str
    husnummer: str
    postnummer: str
    by: str

    def __str__(self) -> str:
        return f"{self.vejnavn} {self.husnummer}, {self.postnummer} {self.by}"


class Sted(Answer):
    """Where one meets."""

    beskrivelse: str
    adresse: Adresse | None = None


class Vejleder(Answer):
    """An adviser one can meet."""

    vejleder_id: str
    navn: str


class Vejlederliste(Answer):
    """GET /v1/moedetilbud/{id}/vejledere."""

    vejledere: list[Vejleder]


class Moedetilbud(Answer):
    """One thing a citizen can book. `fra` to `til` is the window; `samtaleformer` is the citizen's choice."""

    moedetilbud_id: str
    samtaletype: int
    moede_gruppe_type: int
    samtaleformer: list[int] = Field(min_length=1)
    titel: str
    varighed_minutter: int = Field(gt=0)
    fra: date
    til: date
    vaelg_vejleder: bool
    sted: Sted | None = None


class Tilbudsliste(Answer):
    """GET /v1/moedetilbud."""

    moedetilbud: list[Moedetilbud]


class KendtBooking(Command):
    """A booking sent along in a search, for planners that keep no set of the citizen's bookings."""

    indkaldelse_id: UUID
    samtaletype: int
    start: Instant


class Personkategori(Command):
    """The citizen's category and since when."""

    kode: int
    dato: date


class Tilbudssoegning(Command):
    """POST /v1/moedetilbud/action/soeg, for planners that know nothing of the citizen."""

    jobcenterkode: Jobcentercode
    kontaktgruppe: int
    personkategori: Personkategori | None = None
    persongrupper: list[UUID] = Field(default_factory=list)
    bookinger: list[KendtBooking] = Field(default_factory=list)


class Tid(Answer):
    """A free time. `ledige` is the capacity left."""

    tid_id: str
    moedetilbud_id: str
    start: Instant
    slut: Instant
    tidszone: str = DANISH_TIME
    vejleder: Vejleder
    samtaleformer: list[int]
    kapacitet: int = 1
    ledige: int = Field(default=1, ge=0)
    gruppemoede_id: UUID | None = None


class Tidsliste(Answer):
    """GET /v1/moedetilbud/{id}/tider."""

    tider: list[Tid]


class Reserver(Command):
    """POST /v1/indkaldelser/{id}/action/reserver."""

    tid_id: str


class Reservation(Answer):
    """A hold on a time. `udloeber` is the planner's; after it the time is free for others."""

    reservation_id: str
    indkaldelse_id: UUID
    tid_id: str
    udloeber: Instant
    forlaenget: bool = False


class Venteliste(Command):
    """PUT /v1/venteliste/{id}: the citizen would like an earlier time than the one of this interview."""

    indkaldelse_id: UUID
    tidligst: date | None = None
    senest: date | None = None


class Ventelisteplads(Answer):
    """A place on the waiting list. `tilbudt_tid_id` is set when a time has opened."""

    venteliste_id: UUID
    indkaldelse_id: UUID
    tidligst: date | None = None
    senest: date | None = None
    tilbudt_tid_id: str | None = None
