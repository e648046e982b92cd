"""The pages of the demo's municipality, and all other pages and files a browser is given."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.citizens.personas import personas
from api.web import chat_page, login_page, print_page, widget_files
from api.web.deps import AllServices
from api.web.page_route import PageRoute, as_page
from api.web.problems import ProblemError, problem
from api.web.templates import render
from api.web.visitor import OwnTenant, Visitor

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
async def front_page(
    request: Request, visitor: Visitor, tenant: OwnTenant, services: AllServices
) -> Response:
    """Show a municipality's page with the widget on it, as the two pasted lines make it."""
    people = personas() if services.settings.is_demo else ()
    return render("front.html", request, values={"tenant": tenant, "visitor": visitor, "personas": people})


@router.get("/proev", response_class=HTMLResponse)
async def try_page(
    request: Request,
    visitor: Visitor,
    tenant: OwnTenant,
    services: AllServices,
    on: Annotated[date | None, Query()] = None,
    chat: Annotated[str | None, Query(pattern="^(da|en|ar)$")] = None,
) -> Response:
    """Show the page on which one tries another citizen, language or day; the demo only."""
    if not services.settings.is_demo:
        raise ProblemError(404, "not-found")
    values = {"tenant": tenant, "visitor": visitor, "personas": personas(), "on": on, "chat": chat}
    return render("try.html", request, values=values)


@router.get("/was", response_class=HTMLResponse)
async def accessibility_statement(request: Request, visitor: Visitor, tenant: OwnTenant) -> Response:
    """Show what the municipality's accessibility statement can say about the widget (R37)."""
    return render("was.html", request, values={"tenant": tenant, "visitor": visitor})


@router.get("/docs", response_class=HTMLResponse)
async def api_docs(request: Request, visitor: Visitor, tenant: OwnTenant) -> Response:
    """Show the HTTP interface in words; for programs it is at /openapi.json."""
    paths = request.app.openapi()["paths"]
    return render("docs.html", request, values={"tenant": tenant, "visitor": visitor, "paths": paths})


@router.get("/favicon.ico")
async def icon() -> Response:
    """Lead to the drawing."""
    return RedirectResponse("/static/pages/icon.svg", 301)


for _part in (chat_page.router, login_page.router, print_page.router, widget_files.router):
    router.include_router(_part)


rest = APIRouter(include_in_schema=False)


@rest.get("/{path:path}")
async def nothing_here(request: Request) -> Response:
    """Say that there is no such address: to people on a page, to programs as a problem. Comes last of all."""
    answer = problem(request, 404, "not-found")
    return await as_page(request, answer) if "text/html" in request.headers.get("accept", "") else answer
