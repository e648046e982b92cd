"""Common data (fælles data): a thin slice of the state's side, and the messages."""

import base64
import binascii
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import AwareDatetime

from api.jobcentre import wire
from api.jobcentre.demo import catalogue, correspondence, delivery, interviews, people, plans
from api.jobcentre.demo.calls import Caller, InterviewId, OptionalCprHeader, Own, TheCaller, ThePost
from api.jobcentre.demo.documented import answers
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.demo.replies import fingerprint, once, reply

router = APIRouter(prefix="/v1", tags=["fælles data"])
PAGE = 200
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@router.get("/borgerstatus", response_class=Response, responses=answers(wire.Borgerstatus))
async def status(call: Own) -> Response:
    """Return whether the citizen may self-book, the deadlines, and the opaque reference."""
    return reply(people.status(call.office, call.citizen)).response()


@router.get("/borgerfakta", response_class=Response, responses=answers(wire.Borgerfakta))
async def facts(call: Own) -> Response:
    """Return what the jobcentre knows; an absent key is unknown."""
    return reply(wire.Borgerfakta(fakta=people.facts(call.office, call.citizen))).response()


@router.get("/frister", response_class=Response, responses=answers(wire.Fristliste))
async def deadlines(call: Own) -> Response:
    """Return the citizen's self-booking deadlines."""
    return reply(wire.Fristliste(frister=people.deadlines(call.office, call.citizen.ref))).response()


@router.get("/minplan", response_class=Response, responses=answers(wire.Minplan))
async def plan(call: Own) -> Response:
    """Return Min Plan. Acknowledging it happens on Jobnet only."""
    return reply(plans.load(call.office, call.citizen.ref)).response()


@router.get("/indkaldelser", response_class=Response, responses=answers(wire.Indkaldelsesside))
async def changes(
    who: TheCaller,
    aendret_efter: Annotated[AwareDatetime, Query(alias="aendretEfter")],
    cursor: Annotated[str | None, Query(max_length=64)] = None,
    cpr: OptionalCprHeader = None,
) -> Response:
    """Return interviews changed since, cancelled ones included; of one citizen when the CPR header is set."""
    ref = _whose(who, cpr)
    found = interviews.changed_since(who.office, aendret_efter, _position(cursor), ref, PAGE)
    more = len(found) == PAGE
    page = wire.Indkaldelsesside(
        indkaldelser=[interview for _, interview in found], cursor=_cursor(found[-1][0]) if more else None
    )
    return reply(page).response()


def _whose(who: Caller, cpr: str | None) -> str | None:
    """Only a system may ask without a citizen; a citizen only for themselves."""
    if who.actor.kind == wire.Brugertype.BORGER and who.user != cpr:
        raise Refusal(wire.Kind.INGEN_RETTIGHEDER, "en borger handler kun for sig selv")
    return people.by_cpr(who.office, cpr).ref if cpr else None


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"c{position}".encode()).decode()


def _position(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor).decode("ascii").removeprefix("c"))
    except (ValueError, binascii.Error) as error:
        raise Refusal(wire.Kind.VALIDERING, "cursor er ikke vores") from error


@router.get(
    "/indkaldelser/{indkaldelseId}", response_class=Response, responses=answers(wire.Indkaldelse, etag=True)
)
async def interview(who: TheCaller, indkaldelse_id: InterviewId, cpr: OptionalCprHeader = None) -> Response:
    """Return an interview; a system may leave the CPR header out."""
    return reply(interviews.require(who.office, indkaldelse_id, _whose(who, cpr))).response()


@router.get(
    "/indkaldelser/{indkaldelseId}/historik", response_class=Response, responses=answers(wire.Historik)
)
async def history(call: Own, indkaldelse_id: InterviewId) -> Response:
    """Return every version an interview has had."""
    interviews.require(call.office, indkaldelse_id, call.citizen.ref)
    return reply(wire.Historik(historik=interviews.history(call.office, indkaldelse_id))).response()


@router.post(
    "/beskeder",
    status_code=202,
    response_class=Response,
    responses=answers(wire.Beskedkvittering, 409, 412, ok=(202,)),
)
async def message(call: Own, post: ThePost, request: Request, body: wire.Besked) -> Response:
    """Take a message to the caseworker in."""
    mark = await fingerprint(request, call.cpr)
    return once(
        call.office, post, mark, lambda: reply(correspondence.receive(call.office, call.citizen, body), 202)
    ).response()


@router.get("/beskeder", response_class=Response, responses=answers(wire.Beskedliste))
async def messages(call: Own, efter: AwareDatetime = BEGINNING) -> Response:
    """Return messages answered after `efter`, and those whose answer is owed."""
    return reply(
        wire.Beskedliste(beskeder=correspondence.answers(call.office, call.citizen, efter))
    ).response()


@router.post(
    "/fejlmeldinger",
    status_code=202,
    response_class=Response,
    responses=answers(wire.Kvittering, 409, 412, ok=(202,)),
)
async def report_fault(
    who: TheCaller,
    post: ThePost,
    request: Request,
    body: wire.Fejlmelding,
    cpr: OptionalCprHeader = None,
) -> Response:
    """Keep an error report (STAR CreateFejlmelding)."""
    ref = _whose(who, cpr)
    mark = await fingerprint(request, cpr)

    def deed() -> wire.Kvittering:
        return wire.Kvittering(kvittering_id=correspondence.report(who.office, ref, body))

    return once(who.office, post, mark, lambda: reply(deed(), 202)).response()


@router.get("/kodelister/{navn}", response_class=Response, responses=answers(wire.Kodeliste))
async def code_list(
    who: TheCaller, navn: Annotated[str, Path(json_schema_extra={"examples": ["samtaletype"]})]
) -> Response:
    """Return a dated code list."""
    del who
    codes = catalogue.code_list(navn)
    if codes is None:
        raise Refusal(wire.Kind.IKKE_FUNDET, f"en af {', '.join(catalogue.CODE_LISTS)}")
    return reply(wire.Kodeliste(navn=navn, koder=codes)).response()


@router.post(
    "/webhooks/{abonnement}/afspil",
    status_code=202,
    response_class=Response,
    responses=answers(wire.Kvittering, 409, 412, ok=(202,)),
)
async def replay(
    who: TheCaller,
    post: ThePost,
    request: Request,
    abonnement: str,
    fra: AwareDatetime,
) -> Response:
    """Deliver all events from `fra` again, the parked ones too."""
    if abonnement not in {subscriber.name for subscriber in who.office.config.subscribers}:
        raise Refusal(wire.Kind.IKKE_FUNDET, "ukendt abonnement")
    mark = await fingerprint(request)

    def deed() -> wire.Kvittering:
        return wire.Kvittering(kvittering_id=str(delivery.replay(who.office, abonnement, fra)))

    return once(who.office, post, mark, lambda: reply(deed(), 202)).response()
