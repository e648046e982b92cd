"""Errors on the wire: problem+json (RFC 9457) with a stable kind, a Danish title and STAR's code."""

from enum import StrEnum

from pydantic import Field

from api.jobcentre.wire.base import Answer
from api.jobcentre.wire.times import Tid

PROBLEM_JSON = "application/problem+json"
TYPE_PREFIX = "urn:jobcenter:problem:"


class Kind(StrEnum):
    """The stable name of a problem: the last part of its `type`."""

    TID_OPTAGET = "tid-optaget"
    ALLEREDE_FREMTIDIG_AFTALE = "allerede-fremtidig-aftale"
    ALLEREDE_OPRETTET = "allerede-oprettet"
    RESERVATION_UDLOEBET = "reservation-udloebet"
    VERSION_KONFLIKT = "version-konflikt"
    ALLEREDE_MODTAGET = "allerede-modtaget"
    OMBOOKING_IKKE_MULIG = "ombooking-ikke-mulig"
    AFLYSNING_IKKE_MULIG = "aflysning-ikke-mulig"
    FRIST_OVERSKREDET = "frist-overskredet"
    ULOVLIGT_STATUSSKIFT = "ulovligt-statusskift"
    INDKALDELSE_UGYLDIG = "indkaldelse-ugyldig"
    IKKE_BORGERENS = "ikke-borgerens"
    IKKE_FUNDET = "ikke-fundet"
    BOOKING_UKENDT = "booking-ukendt"
    BORGER_UKENDT = "borger-ukendt"
    BORGER_DOED = "borger-doed"
    INGEN_PLAN = "ingen-plan"
    INGEN_TILBUD = "ingen-tilbud"
    KAN_IKKE_SELVBOOKE = "kan-ikke-selvbooke"
    PERIODE = "periode"
    VALIDERING = "validering"
    MANGLER_NOEGLE = "mangler-idempotency-key"
    NOEGLE_I_BRUG = "noegle-i-brug"
    NOEGLE_GENBRUGT = "noegle-genbrugt"
    MANGLER_IF_MATCH = "mangler-if-match"
    INGEN_RETTIGHEDER = "ingen-rettigheder"
    PLANNER_UTILGAENGELIG = "planner-utilgaengelig"
    PLANNER_SVAR_UGYLDIGT = "planner-svar-ugyldigt"
    FOR_MANGE_KALD = "for-mange-kald"
    INTERN_FEJL = "intern-fejl"


class Problem(Answer):
    """The body of an error. `retryable`: the same request may succeed later without a change."""

    type: str
    title: str
    status: int
    detail: str | None = None
    star_kode: int | None = None
    retryable: bool = False
    alternativer: list[Tid] = Field(default_factory=list, max_length=3)

    @property
    def kind(self) -> str:
        """The last part of `type`; compare it with `Kind`. Unknown kinds are kept as they are."""
        return self.type.removeprefix(TYPE_PREFIX)
