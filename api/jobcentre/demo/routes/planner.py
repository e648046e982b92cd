"""The planner: offers, advisers, times, holds, bookings. A municipality's own planner replaces this half."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.jobcentre import wire
from api.jobcentre.demo import booking, catalogue, changing, times, waiting
from api.jobcentre.demo.calls import (
    IfNoneMatchHeader,
    InterviewId,
    OfferId,
    Own,
    TheCaller,
    ThePost,
    TheVersion,
    WaitingId,
)
from api.jobcentre.demo.documented import answers
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.demo.replies import fingerprint, once, reply
from api.jobcentre.demo.storage import transaction

router = APIRouter(prefix="/v1", tags=["planner"])
FRESH = {"Cache-Control": "private, max-age=15"}
LONGEST_DAYS = 92


INTERVIEW = "/indkaldelser/{indkaldelseId}"


# Tried in this order: what is asked most stands first.
@router.put(
    INTERVIEW,
    status_code=201,
    response_class=Response,
    responses=answers(wire.Indkaldelse, 409, 410, 428, ok=(200, 201), etag=True),
)
async def book(
    call: Own,
    request: Request,
    if_none_match: IfNoneMatchHeader,
    indkaldelse_id: InterviewId,
    order: wire.Booking,
) -> Response:
    """Book. The same request again gives 200 and the same body."""
    del if_none_match
    if order.selvbooket and call.actor.kind != wire.Brugertype.BORGER:
        raise Refusal(wire.Kind.INGEN_RETTIGHEDER, "selvbooket kræver, at borgeren selv handler")
    mark = await fingerprint(request, call.cpr)
    with transaction(call.office.db):
        made, new = booking.book(call.office, call.actor, call.citizen, indkaldelse_id, order, command=mark)
    return reply(made, 201 if new else 200).response()


@router.get("/moedetilbud", response_class=Response, responses=answers(wire.Tilbudsliste))
async def offers(call: Own) -> Response:
    """Return what this citizen can book."""
    can = call.citizen.no_selfbooking is None
    found = catalogue.offers_for(
        call.citizen.team, call.citizen.contact_group, joint=call.office.config.joint_selfbooking
    )
    listed = [times.as_offer(call.office, offer, call.citizen) for offer in found if can]
    return reply(wire.Tilbudsliste(moedetilbud=listed)).response()


@router.post(
    "/moedetilbud/action/soeg", response_class=Response, responses=answers(wire.Tilbudsliste, 409, 412)
)
async def search_offers(
    who: TheCaller, post: ThePost, request: Request, search: wire.Tilbudssoegning
) -> Response:
    """Return what a citizen described in the body can book, for planners that know no citizens."""
    if search.jobcenterkode != who.office.config.code:
        raise Refusal(wire.Kind.INGEN_TILBUD, "et andet jobcenter")
    mark = await fingerprint(request)
    found = [
        offer
        for offer in catalogue.OFFERS
        if search.kontaktgruppe in offer.contact_groups
        and (who.office.config.joint_selfbooking or offer.type != wire.Samtaletype.FAELLES_JOBSAMTALE)
    ]
    body = wire.Tilbudsliste(moedetilbud=[times.as_offer(who.office, offer) for offer in found])
    return once(who.office, post, mark, lambda: reply(body)).response()


def _offer(offer_id: str) -> catalogue.Offer:
    offer = catalogue.offer_by_id(offer_id)
    if offer is None:
        raise Refusal(wire.Kind.IKKE_FUNDET, "ukendt mødetilbud")
    return offer


@router.get(
    "/moedetilbud/{moedetilbudId}/vejledere", response_class=Response, responses=answers(wire.Vejlederliste)
)
async def advisers(who: TheCaller, offer_id: OfferId) -> Response:
    """Return the advisers who hold this kind of interview."""
    rows = who.office.db.execute(
        "SELECT id, name FROM advisers WHERE team = ? ORDER BY id", (_offer(offer_id).team,)
    ).fetchall()
    people = [wire.Vejleder(vejleder_id=row["id"], navn=row["name"]) for row in rows]
    return reply(wire.Vejlederliste(vejledere=people)).response()


@router.get("/moedetilbud/{moedetilbudId}/tider", response_class=Response, responses=answers(wire.Tidsliste))
async def free_times(
    who: TheCaller,
    offer_id: OfferId,
    fra: date,
    til: date,
    vejleder: Annotated[str | None, Query(min_length=1, max_length=255)] = None,
) -> Response:
    """Return free times on the Danish days from `fra` to `til`, both included."""
    offer = _offer(offer_id)
    if til < fra or (til - fra).days > LONGEST_DAYS:
        raise Refusal(wire.Kind.PERIODE, f"fra er højst til, og højst {LONGEST_DAYS} dage før")
    found = wire.Tidsliste(tider=times.free_days(who.office, offer, fra, til, vejleder))
    response = reply(found).response()
    response.headers.update(FRESH)
    return response


HOLD = "/indkaldelser/{indkaldelseId}/action/reserver"


@router.post(
    HOLD, status_code=201, response_class=Response, responses=answers(wire.Reservation, 409, 412, ok=(201,))
)
async def reserve(
    call: Own,
    post: ThePost,
    request: Request,
    indkaldelse_id: InterviewId,
    order: wire.Reserver,
) -> Response:
    """Hold a time for an interview that is to be made or moved; again on the same time extends it once."""
    mark = await fingerprint(request, call.cpr)
    return once(
        call.office,
        post,
        mark,
        lambda: reply(booking.reserve(call.office, call.citizen, indkaldelse_id, order.tid_id), 201),
    ).response()


@router.delete(HOLD, status_code=204, response_class=Response, responses=answers(None, ok=(204,)))
async def release(call: Own, indkaldelse_id: InterviewId) -> Response:
    """Give the hold back. Idempotent."""
    with transaction(call.office.db):
        booking.release(call.office, call.citizen, indkaldelse_id)
    return Response(status_code=204)


CHANGED = answers(wire.Indkaldelse, 409, 410, 412, 428, etag=True)


@router.post(f"{INTERVIEW}/action/ombook", response_class=Response, responses=CHANGED)
async def move(
    call: Own,
    post: ThePost,
    version: TheVersion,
    request: Request,
    indkaldelse_id: InterviewId,
    order: wire.Ombook,
) -> Response:
    """Move in one step; on failure the old time stands."""
    mark = await fingerprint(request, call.cpr)

    def deed() -> wire.Indkaldelse:
        return changing.move(
            call.office, call.actor, call.citizen.ref, indkaldelse_id, order, version=version
        )

    return once(call.office, post, mark, lambda: reply(deed())).response()


@router.post(f"{INTERVIEW}/action/aflys", response_class=Response, responses=CHANGED)
async def cancel(
    call: Own,
    post: ThePost,
    version: TheVersion,
    request: Request,
    indkaldelse_id: InterviewId,
    order: wire.Aflys,
) -> Response:
    """Cancel; it keeps a status. Cancelled already: 200 and the same."""
    if order.af == "myndighed" and not call.actor.is_staff:
        raise Refusal(wire.Kind.INGEN_RETTIGHEDER, "kun jobcentret aflyser for myndigheden")
    mark = await fingerprint(request, call.cpr)

    def deed() -> wire.Indkaldelse:
        return changing.cancel(
            call.office, call.actor, call.citizen.ref, indkaldelse_id, order, version=version
        )

    return once(call.office, post, mark, lambda: reply(deed())).response()


@router.post(f"{INTERVIEW}/action/accepter", response_class=Response, responses=CHANGED)
async def accept(
    call: Own,
    post: ThePost,
    version: TheVersion,
    request: Request,
    indkaldelse_id: InterviewId,
) -> Response:
    """The citizen accepts a summons."""
    mark = await fingerprint(request, call.cpr)

    def deed() -> wire.Indkaldelse:
        return changing.accept(call.office, call.actor, call.citizen.ref, indkaldelse_id, version=version)

    return once(call.office, post, mark, lambda: reply(deed())).response()


@router.post(f"{INTERVIEW}/action/bedoem", response_class=Response, responses=CHANGED)
async def rate(
    call: Own,
    post: ThePost,
    version: TheVersion,
    request: Request,
    indkaldelse_id: InterviewId,
    order: wire.Bedoem,
) -> Response:
    """The citizen rates a held interview."""
    mark = await fingerprint(request, call.cpr)

    def deed() -> wire.Indkaldelse:
        return changing.rate(
            call.office, call.actor, call.citizen.ref, indkaldelse_id, order, version=version
        )

    return once(call.office, post, mark, lambda: reply(deed())).response()


@router.put(
    "/venteliste/{ventelisteId}", response_class=Response, responses=answers(wire.Ventelisteplads, 409)
)
async def join_waiting_list(call: Own, venteliste_id: WaitingId, wish: wire.Venteliste) -> Response:
    """Wait for an earlier time."""
    with transaction(call.office.db):
        place = waiting.join(call.office, call.citizen, venteliste_id, wish)
    return reply(place).response()


@router.delete(
    "/venteliste/{ventelisteId}",
    status_code=204,
    response_class=Response,
    responses=answers(None, ok=(204,)),
)
async def leave_waiting_list(call: Own, venteliste_id: WaitingId) -> Response:
    """Stop waiting. Idempotent."""
    with transaction(call.office.db):
        waiting.leave(call.office, call.citizen, venteliste_id)
    return Response(status_code=204)
