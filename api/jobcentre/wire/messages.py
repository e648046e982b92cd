"""Messages to the caseworker and their answers, error reports, code lists."""

from datetime import date
from uuid import UUID

from pydantic import Field

from api.jobcentre.wire.base import Answer, Command, FreeText, Instant


class Besked(Command):
    """POST /v1/beskeder. `kategori` is one of the code list `beskedkategori`."""

    kategori: str
    tekst: FreeText = Field(min_length=1)
    indkaldelse_id: UUID | None = None
    sprog: str = "da"
    oensket_svar: bool = True


class Beskedkvittering(Answer):
    """What the jobcentre gives back for a message: the receipt and when an answer is owed."""

    kvittering_id: str
    modtaget: Instant
    svar_senest: Instant | None = None


class Svar(Answer):
    """A message as it stands with the jobcentre: answered when `tekst` is set, else owed by `svar_senest`."""

    kvittering_id: str
    kategori: str
    modtaget: Instant
    svar_senest: Instant | None = None
    besvaret: Instant | None = None
    tekst: str | None = None
    medarbejdernavn: str | None = None


class Beskedliste(Answer):
    """GET /v1/beskeder."""

    beskeder: list[Svar]


class Fejlmelding(Command):
    """POST /v1/fejlmeldinger (STAR CreateFejlmelding)."""

    moedetilbud_id: str | None = None
    indkaldelse_id: UUID | None = None
    fejlkode: int
    fejltekst: FreeText = Field(default="", max_length=500)
    fejl_ophav: int
    tidspunkt: Instant


class Kvittering(Answer):
    """The answer to something taken in for later."""

    kvittering_id: str


class Kode(Answer):
    """One dated value of a code list. After `slutdato` it may no longer be created, but still occurs."""

    kode: str
    navn: str
    beskrivelse: str | None = None
    startdato: date
    slutdato: date


class Kodeliste(Answer):
    """GET /v1/kodelister/{navn}."""

    navn: str
    koder: list[Kode]
