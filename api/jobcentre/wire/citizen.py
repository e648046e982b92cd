"""What the common data say about one citizen: status, deadlines, facts."""

from datetime import date

from pydantic import Field, JsonValue

from api.jobcentre.wire.base import Answer
from api.jobcentre.wire.codes import IkkeSelvbook


class Frist(Answer):
    """A deadline: book by `fristdato`, the interview held by `sidste_afholdelsesdato`."""

    frist_id: str
    friststatus_type: int
    samtaletype: int
    fristdato: date
    sidste_afholdelsesdato: date
    vejledt_dato: date | None = None


class Fristliste(Answer):
    """GET /v1/frister."""

    frister: list[Frist]


class Borgerstatus(Answer):
    """GET /v1/borgerstatus. `borger_ref` is the opaque name that events and listings use for this citizen."""

    borger_ref: str
    kan_selvbooke: bool
    aarsag_ikke_selvbook: IkkeSelvbook | None = None
    frister: list[Frist] = Field(default_factory=list)
    straksbooking_paakraevet: bool = False


class Faktum(Answer):
    """One fact, keyed as in the facts of the law (contracts, section 2). Absent means unknown."""

    noegle: str
    vaerdi: JsonValue
    kilde: str
    dato: date


class Borgerfakta(Answer):
    """GET /v1/borgerfakta. Ours, not STAR's."""

    fakta: list[Faktum]
