"""The interview: its fields, the rules between them, and the commands on it (BEK 113/2026 § 20)."""

from datetime import date
from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from api.jobcentre.wire.base import DANISH_TIME, Answer, Command, FreeText, Instant
from api.jobcentre.wire.codes import AkasseDeltagelse, MoedeGruppeType, Samtaleform
from api.jobcentre.wire.status import Status
from api.jobcentre.wire.times import Adresse


class Ophav(Answer):
    """Who made the interview: organisation (8 = jobcentre) and the system used."""

    organisationstype: int
    organisationskode: str
    system: int


class Indkaldelse(Answer):
    """An interview as the planner, the system of record, has it."""

    indkaldelse_id: UUID
    borger_ref: str
    version: int = Field(ge=1)
    status: Status
    aflyst_af: Literal["borger", "myndighed"] | None = None
    aarsag: str | None = None
    dato: date
    start: Instant
    slut: Instant
    tidszone: str = DANISH_TIME
    samtaletype: int
    moede_gruppe_type: int = MoedeGruppeType.INDIVIDUEL
    gruppemoede_id: UUID | None = None
    samtaleform: int
    tid_id: str | None = None
    vejleder_id: str | None = None
    medarbejdernavn: str
    titel: str
    beskrivelse: str = ""
    bemaerkning: str | None = None
    sted: str | None = None
    adresse: Adresse | None = None
    telefon: str | None = None
    moedelink: str | None = None
    kontaktmuligheder: list[str] = Field(default_factory=list)
    ombooking_mulig: bool
    ombooking_frist: Instant | None = None
    aflysning_mulig: bool
    aflysning_frist: Instant | None = None
    akasse_deltagelse: int = AkasseDeltagelse.IKKE_RELEVANT
    selvbooket: bool
    ejersystem: int | None = None
    ophav: Ophav
    moedepligt: bool = True
    borger_skal_acceptere: bool = False
    accepteret: bool = False
    bedoemmelse: int | None = Field(default=None, ge=1, le=6)
    bedoemmelse_ord: str | None = None
    aendret: Instant

    @model_validator(mode="after")
    def _rules(self) -> Self:
        broken = [code for code, wrong in self._checks() if wrong]
        if broken:
            raise ValueError(f"interview breaks {', '.join(broken)}")
        return self

    def _checks(self) -> list[tuple[str, bool]]:
        form, joint = self.samtaleform, self.moede_gruppe_type == MoedeGruppeType.FAELLES
        return [
            # As instants: two wall times of one zone are compared by the clock on the wall, even in autumn.
            ("90004 slut before start", self.slut.timestamp() <= self.start.timestamp()),
            (
                "90009 ombookingFrist not allowed",
                not self.ombooking_mulig and self.ombooking_frist is not None,
            ),
            ("90010 ombookingFrist required", self.ombooking_mulig and self.ombooking_frist is None),
            (
                "90014 aflysningFrist not allowed",
                not self.aflysning_mulig and self.aflysning_frist is not None,
            ),
            ("moedelink required for form 8", form == Samtaleform.DIGITALT and not self.moedelink),
            ("adresse required in person", form == Samtaleform.FREMMOEDE and self.adresse is None),
            (
                "telefon required when the citizen calls",
                form == Samtaleform.BORGER_RINGER and not self.telefon,
            ),
            ("gruppemoedeId required when joint", joint and self.gruppemoede_id is None),
            ("aflystAf says who cancelled", (self.status == Status.AFLYST) != (self.aflyst_af is not None)),
        ]


class Indkaldelsesside(Answer):
    """GET /v1/indkaldelser: a page of changes, cancelled ones included. No `cursor`: the window is read."""

    indkaldelser: list[Indkaldelse]
    cursor: str | None = None


class Historikpost(Answer):
    """One version of an interview: when, by whom, what it became."""

    version: int
    tidspunkt: Instant
    brugertype: int
    system: int
    handling: str
    status: Status
    start: Instant
    slut: Instant


class Historik(Answer):
    """GET /v1/indkaldelser/{id}/historik."""

    historik: list[Historikpost]


class Booking(Command):
    """PUT /v1/indkaldelser/{id}: book a time, held or free, in the form the citizen chose.

    Name the offer where several share a calendar; without it the planner takes the team's first.
    """

    tid_id: str
    samtaleform: int
    moedetilbud_id: str | None = None
    selvbooket: bool = True
    akasse_deltagelse: int | None = None
    bemaerkning: FreeText | None = None


class Ombook(Command):
    """POST /v1/indkaldelser/{id}/action/ombook: another time, or another form of the same."""

    tid_id: str
    samtaleform: int | None = None


class Aflys(Command):
    """POST /v1/indkaldelser/{id}/action/aflys."""

    aarsag: FreeText
    af: Literal["borger", "myndighed"] = "borger"


class Accepter(Command):
    """POST /v1/indkaldelser/{id}/action/accepter."""


class Bedoem(Command):
    """POST /v1/indkaldelser/{id}/action/bedoem: 1 to 6, with a word if one likes."""

    bedoemmelse: int = Field(ge=1, le=6)
    ord: FreeText | None = None
