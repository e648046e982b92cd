"""The no of the demo jobcentre: one table of kinds, their HTTP status, STAR code and Danish title."""

from dataclasses import dataclass

from api.jobcentre.wire import TYPE_PREFIX, Kind, Problem, Tid


@dataclass(frozen=True)
class _Shape:
    status: int
    title: str
    star: int | None = None
    retryable: bool = False


_SHAPES = {
    Kind.TID_OPTAGET: _Shape(409, "Tiden er optaget"),
    Kind.ALLEREDE_FREMTIDIG_AFTALE: _Shape(409, "Borgeren har allerede en fremtidig aftale af samme slags"),
    Kind.ALLEREDE_OPRETTET: _Shape(409, "Der er allerede en indkaldelse med dette id"),
    Kind.RESERVATION_UDLOEBET: _Shape(410, "Reservationen er udløbet"),
    Kind.VERSION_KONFLIKT: _Shape(412, "Indkaldelsen er ændret siden"),
    Kind.ALLEREDE_MODTAGET: _Shape(412, "Kaldet er allerede modtaget"),
    Kind.OMBOOKING_IKKE_MULIG: _Shape(422, "Aftalen kan ikke flyttes af borgeren"),
    Kind.AFLYSNING_IKKE_MULIG: _Shape(422, "Aftalen kan ikke aflyses af borgeren"),
    Kind.FRIST_OVERSKREDET: _Shape(422, "Fristen er overskredet"),
    Kind.ULOVLIGT_STATUSSKIFT: _Shape(422, "Indkaldelsen kan ikke skifte til denne status"),
    Kind.INDKALDELSE_UGYLDIG: _Shape(422, "Indkaldelsen er ikke gyldig"),
    Kind.IKKE_BORGERENS: _Shape(403, "Indkaldelsen er ikke borgerens", 8107),
    Kind.IKKE_FUNDET: _Shape(404, "Findes ikke"),
    Kind.BOOKING_UKENDT: _Shape(404, "Indkaldelsen er ukendt", 90036),
    Kind.BORGER_UKENDT: _Shape(404, "Borgeren er ukendt", 1010),
    Kind.BORGER_DOED: _Shape(422, "Borgeren er død", 4405),
    Kind.INGEN_PLAN: _Shape(404, "Borgeren har ingen Min Plan"),
    Kind.INGEN_TILBUD: _Shape(422, "Der er ingen mødetilbud", 4770),
    Kind.KAN_IKKE_SELVBOOKE: _Shape(422, "Borgeren kan ikke selv booke"),
    Kind.PERIODE: _Shape(422, "Perioden er ikke gyldig"),
    Kind.VALIDERING: _Shape(422, "Kaldet er ikke gyldigt", 1014),
    Kind.MANGLER_NOEGLE: _Shape(400, "Idempotency-Key mangler", 1014),
    Kind.NOEGLE_I_BRUG: _Shape(409, "Et kald med samme nøgle er i gang", retryable=True),
    Kind.NOEGLE_GENBRUGT: _Shape(422, "Nøglen er brugt til et andet kald"),
    Kind.MANGLER_IF_MATCH: _Shape(428, "If-Match eller If-None-Match mangler"),
    Kind.INGEN_RETTIGHEDER: _Shape(403, "Ingen rettigheder", 4575),
    Kind.PLANNER_UTILGAENGELIG: _Shape(503, "Ingen kontakt med planlægningen", 4769, retryable=True),
    Kind.PLANNER_SVAR_UGYLDIGT: _Shape(502, "Planlægningens svar er ugyldigt", 9303, retryable=True),
    Kind.FOR_MANGE_KALD: _Shape(429, "For mange kald", retryable=True),
    Kind.INTERN_FEJL: _Shape(500, "Intern fejl", retryable=True),
}


class Refusal(Exception):  # noqa: N818
    """The answer is no. The deed that raised it is undone; the answer is kept for a repeated key."""

    def __init__(self, kind: Kind, detail: str | None = None, alternatives: list[Tid] | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail
        self.alternatives = alternatives or []

    def problem(self) -> Problem:
        """Return the body of the answer."""
        return problem_of(self.kind, self.detail, self.alternatives)


def problem_of(kind: Kind, detail: str | None = None, alternatives: list[Tid] | None = None) -> Problem:
    """Return the problem+json body of a kind."""
    shape = _SHAPES[kind]
    return Problem(
        type=TYPE_PREFIX + kind,
        title=shape.title,
        status=shape.status,
        detail=detail,
        star_kode=shape.star,
        retryable=shape.retryable,
        alternativer=alternatives or [],
    )
