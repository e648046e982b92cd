"""What staff do on their pages: each a form posted, done, and back to the page."""

from datetime import date, datetime, time
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from api import ids
from api.jobcentre.demo import booking, calendar, changing, correspondence, interviews, people, plans, waiting
from api.jobcentre.demo.calls import TheOffice
from api.jobcentre.demo.events import record
from api.jobcentre.demo.office import STAFF
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.demo.seeding import add_deadline
from api.jobcentre.demo.storage import transaction
from api.jobcentre.wire import Aflys, Booking, EventType, Kind, Ombook, Status

router = APIRouter(prefix="/_staff", include_in_schema=False)
Text = Annotated[str, Form(min_length=1, max_length=2000)]


def back(request: Request, page: str, said: str) -> Response:
    """Go back to the page and say what was done; a client that wants JSON gets it."""
    if "application/json" in request.headers.get("accept", ""):
        return Response(status_code=204)
    return RedirectResponse(f"{page}{'&' if '?' in page else '?'}besked={quote(said)}", status_code=303)


@router.post("/tider")
async def open_time(
    request: Request,
    office: TheOffice,
    adviser: Text,
    day: Annotated[date, Form()],
    wall: Annotated[time, Form()],
    minutes: Annotated[int, Form(ge=5, le=240)] = 30,
    capacity: Annotated[int, Form(ge=1, le=100)] = 1,
) -> Response:
    """Open a time. Refuses periode in the hour that spring takes away, tid-optaget when the adviser is in use."""
    start = calendar.instant(day, wall)
    who = next((a for a in calendar.advisers(office.config.extra_advisers) if a.id == adviser), None)
    if start is None or who is None:
        raise Refusal(Kind.PERIODE, "tiden findes ikke den dag")
    with transaction(office.db):
        added = calendar.add_time(office, who, start, minutes, group=capacity > 1, capacity=capacity)
        if not added:
            raise Refusal(Kind.TID_OPTAGET, "rådgiveren er optaget")
        waiting.offer_time(office, STAFF, calendar.time_id(adviser, start))
    return back(request, f"/tider?dag={day}", f"Tiden kl. {wall:%H.%M} er åbnet")


@router.post("/tider/{time_id}/{deed}")
async def set_time(request: Request, office: TheOffice, time_id: str, deed: str) -> Response:
    """Open or close a time that is there. A booked one keeps its interview."""
    if deed not in {"aabn", "luk"}:
        raise Refusal(Kind.IKKE_FUNDET)
    with transaction(office.db):
        row = office.db.execute(
            "UPDATE times SET open = ? WHERE id = ? RETURNING start", (deed == "aabn", time_id)
        ).fetchone()
        if row is None:
            raise Refusal(Kind.IKKE_FUNDET)
        if deed == "aabn":
            waiting.offer_time(office, STAFF, time_id)
        else:
            waiting.tell_others(office, STAFF, time_id, EventType.TID_LUKKET)
    day = datetime.fromisoformat(row["start"]).date()
    return back(request, f"/tider?dag={day}", "Tiden er åbnet" if deed == "aabn" else "Tiden er lukket")


@router.post("/aftaler/{interview_id}/flyt")
async def move(request: Request, office: TheOffice, interview_id: UUID, time_id: Text) -> Response:
    """Move an appointment to another time."""
    with transaction(office.db):
        old = interviews.require(office, interview_id, None)
        changing.move(office, STAFF, None, interview_id, Ombook(tid_id=time_id), version=old.version)
    return back(request, f"/aftaler/{interview_id}", "Aftalen er flyttet")


@router.post("/aftaler/{interview_id}/aflys")
async def cancel(request: Request, office: TheOffice, interview_id: UUID, reason: Text) -> Response:
    """Cancel an appointment on the jobcentre's behalf."""
    with transaction(office.db):
        old = interviews.require(office, interview_id, None)
        order = Aflys(aarsag=reason, af="myndighed")
        changing.cancel(office, STAFF, None, interview_id, order, version=old.version)
    return back(request, f"/aftaler/{interview_id}", "Aftalen er aflyst")


@router.post("/aftaler/{interview_id}/status")
async def mark(
    request: Request, office: TheOffice, interview_id: UUID, status: Annotated[Status, Form()]
) -> Response:
    """Say who came."""
    with transaction(office.db):
        changing.mark(office, STAFF, interview_id, status)
    return back(request, f"/aftaler/{interview_id}", "Aftalen er opdateret")


@router.post("/borgere/{ref}/indkald")
async def convene(
    request: Request, office: TheOffice, ref: str, time_id: Text, form: Annotated[int, Form()] = 1
) -> Response:
    """Summon a citizen to a time; the citizen cannot move it."""
    order = Booking(tid_id=time_id, samtaleform=form, selvbooket=False)
    with transaction(office.db):
        who = people.by_ref(office, ref)
        booking.book(office, STAFF, who, ids.new_uuid(), order, command="staff")
    return back(request, f"/borgere/{ref}", "Borgeren er indkaldt")


@router.post("/borgere/{ref}/frist")
async def deadline(
    request: Request,
    office: TheOffice,
    ref: str,
    due: Annotated[date, Form()],
    kind: Annotated[int, Form()] = 7,
) -> Response:
    """Give a citizen a self-booking deadline."""
    identifier = ids.new_uuid()
    with transaction(office.db):
        people.by_ref(office, ref)
        add_deadline(office, identifier, ref, kind=kind, due=due, guided=office.today().isoformat())
        record(office, STAFF, EventType.FRIST, str(identifier), version=1, ref=ref)
    return back(request, f"/borgere/{ref}", "Fristen er sat")


@router.post("/borgere/{ref}/plan")
async def publish(
    request: Request,
    office: TheOffice,
    ref: str,
    text: Text,
    start: Annotated[date, Form()],
    kind: Annotated[str, Form()] = "aftale",
) -> Response:
    """Publish a new step of Min Plan."""
    with transaction(office.db):
        people.by_ref(office, ref)
        plans.publish_step(office, STAFF, ref, text=text, start=start, kind=kind)
    return back(request, f"/borgere/{ref}", "Min Plan er opdateret")


@router.post("/borgere/{ref}/fakta")
async def fact(
    request: Request, office: TheOffice, ref: str, key: Text, value: Annotated[str, Form()] = ""
) -> Response:
    """Change a fact; an empty value makes it unknown."""
    with transaction(office.db):
        people.by_ref(office, ref)
        people.change_facts(office, STAFF, ref, {key: people.fact_value(value)})
    return back(request, f"/borgere/{ref}", "Oplysningen er ændret")


@router.post("/borgere/{ref}/selvbooking")
async def selfbooking(
    request: Request, office: TheOffice, ref: str, why_not: Annotated[str, Form()] = ""
) -> Response:
    """Allow self-booking, or say why not."""
    with transaction(office.db):
        people.set_selfbooking(office, STAFF, ref, why_not or None)
    return back(request, f"/borgere/{ref}", "Selvbooking er ændret")


@router.post("/borgere/{ref}/tilstand")
async def state(request: Request, office: TheOffice, ref: str, state: Text) -> Response:
    """Say that a citizen is registered (tilmeldt), not registered (frameldt) or dead (doed)."""
    with transaction(office.db):
        people.set_state(office, STAFF, ref, state)
    return back(request, f"/borgere/{ref}", "Borgeren er opdateret")


@router.post("/beskeder/{receipt}")
async def answer(
    request: Request,
    office: TheOffice,
    receipt: str,
    text: Text,
    staff: Annotated[str, Form()] = "Mette Holm",
) -> Response:
    """Answer a message."""
    with transaction(office.db):
        correspondence.answer(office, STAFF, receipt, text, staff)
    return back(request, "/beskeder", "Svaret er sendt")
