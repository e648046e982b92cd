"""The staff's pages. They work without script; with it the list of appointments is kept fresh."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from api.clock import COPENHAGEN
from api.jobcentre.demo import views, words
from api.jobcentre.demo.calendar import working_day
from api.jobcentre.demo.calls import TheOffice
from api.jobcentre.demo.catalogue import OFFERS
from api.jobcentre.demo.faults import FaultKind
from api.jobcentre.wire import Problem

_HERE = Path(__file__).resolve().parents[1]
STATIC = StaticFiles(directory=_HERE / "static")
_templates = Jinja2Templates(directory=_HERE / "templates")
_templates.env.globals |= {"words": words}
_templates.env.filters |= {"day": words.day, "moment": words.moment, "clock": words.clock_time}

router = APIRouter(include_in_schema=False)
Day = Annotated[date | None, Query(alias="dag")]


def _page(request: Request, name: str, **values: Any) -> Response:
    office = request.app.state.office
    values |= {
        "now": office.now().astimezone(COPENHAGEN),
        "today": office.today(),
        "code": office.config.code,
        "said": request.query_params.get("besked"),
        "page": name,
    }
    return _templates.TemplateResponse(request, f"{name}.html", values)


def refused(request: Request, problem: Problem) -> Response | None:
    """Return the no as a page for a person on the staff's pages, None for every other caller."""
    wants_page = "text/html" in request.headers.get("accept", "")
    if request.url.path.startswith("/v1/") or not wants_page:
        return None
    came_from = urlsplit(request.headers.get("referer", "")).path or "/"
    page = _page(request, "afvist", problem=problem, back=came_from)
    page.status_code = problem.status
    return page


@router.get("/")
async def appointments(request: Request, office: TheOffice) -> Response:
    """Show what has come in last, and the appointments ahead."""
    latest, ahead = views.latest(office), views.ahead(office)
    return _page(request, "aftaler", latest=latest, days=ahead)


@router.get("/tider")
async def free_times(request: Request, office: TheOffice, dag: Day = None) -> Response:
    """Show one day's times by adviser, to open and close them."""
    chosen = working_day(dag or office.today())
    before = working_day(chosen - timedelta(days=1), forward=False)
    around = (before, working_day(chosen + timedelta(days=1)))
    return _page(request, "tider", day=chosen, around=around, advisers=views.times_of(office, chosen))


@router.get("/beskeder")
async def messages(request: Request, office: TheOffice) -> Response:
    """Show messages, the unanswered first."""
    return _page(request, "beskeder", messages=views.messages(office))


@router.get("/borgere")
async def citizens(request: Request, office: TheOffice) -> Response:
    """Show the fictional citizens, with what staff can do for them."""
    return _page(request, "borgere", citizens=views.citizens(office))


@router.get("/borgere/{ref}")
async def citizen(request: Request, office: TheOffice, ref: str) -> Response:
    """Show one citizen."""
    return _page(request, "borger", **views.citizen(office, ref), offers=OFFERS)


@router.get("/aftaler/{interview_id}")
async def appointment(request: Request, office: TheOffice, interview_id: str) -> Response:
    """Show one appointment: move, cancel, mark, history."""
    return _page(request, "aftale", **views.appointment(office, interview_id))


@router.get("/fejl")
async def faults(request: Request, office: TheOffice) -> Response:
    """Show the fault panel."""
    state = request.app.state
    return _page(
        request,
        "fejl",
        faults=state.faults.listed(),
        kinds=list(FaultKind),
        jobnet=state.jobnet,
        skew=int(office.clock.skew.total_seconds()),
        events=views.events(office),
        couriers=state.couriers,
    )


@router.get("/_stream")
async def stream(request: Request, office: TheOffice) -> StreamingResponse:
    """Tell the page that something has happened (server-sent events)."""
    return StreamingResponse(_changes(request), media_type="text/event-stream")


async def _changes(request: Request) -> AsyncIterator[str]:
    office, news = request.app.state.office, asyncio.Event()
    office.listeners.add(news)
    try:
        while not await request.is_disconnected():
            try:
                await asyncio.wait_for(news.wait(), 5)
                yield "data: nyt\n\n"
            except TimeoutError:
                yield ": i live\n\n"
            news.clear()
    finally:
        office.listeners.discard(news)
