"""Login and logout in the browser's own window; the demo chooses among fictional citizens."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.citizens.personas import personas
from api.web import sessions
from api.web.deps import AllServices, Now, Tx, same_origin
from api.web.embedded import is_embedded
from api.web.page_route import PageRoute
from api.web.templates import page_lang, render
from api.web.visitor import OwnTenant, Visitor

router = APIRouter(route_class=PageRoute, include_in_schema=False, dependencies=[Depends(same_origin)])
Field = Annotated[str, Form()]
Back = Annotated[str, Form(alias="next")]


def inside(path: str | None) -> str:
    """Return the path if it is one of our own, else the front page: a login never leads elsewhere."""
    own = path and path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if path and own else "/"


@router.get("/login", response_class=HTMLResponse)
async def login_page(
    request: Request,
    visitor: Visitor,
    tenant: OwnTenant,
    services: AllServices,
    back: Annotated[str | None, Query(alias="next")] = None,
) -> Response:
    """Show who one can log in as; inside another app, say how to open the page outside it."""
    values: dict[str, Any] = {"tenant": tenant, "visitor": visitor, "next": inside(back)}
    if is_embedded(request.headers.get("user-agent")):
        # With the way back, so that what was begun here goes on there: a link to a chat, for one.
        asked = {"lang": page_lang(request)} | ({"next": inside(back)} if inside(back) != "/" else {})
        address = f"{services.settings.public_url}/login?{urlencode(asked)}"
        return render("login_outside.html", request, status=403, values=values | {"address": address})
    people = personas() if services.settings.is_demo else ()
    return render(
        "login.html",
        request,
        values=values | {"personas": people, "broker": services.settings.oidc is not None},
    )


@router.post("/login")
async def log_in(
    request: Request, services: AllServices, tx: Tx, now: Now, persona: Field, back: Back = "/"
) -> Response:
    """Log in from the form and go back to where one came from."""
    if is_embedded(request.headers.get("user-agent")):
        return RedirectResponse(f"/login?lang={page_lang(request)}", 303)
    answer = RedirectResponse(inside(back), 303)
    await sessions.log_in(sessions.PersonaIn(persona=persona), answer, services, tx, now)
    return answer


@router.post("/logout")
async def log_out(request: Request, tx: Tx, back: Back = "/") -> Response:
    """Log out from the form."""
    gone = await sessions.log_out(request, tx)
    return RedirectResponse(inside(back), 303, headers={"Set-Cookie": gone.headers["set-cookie"]})


@router.post("/proev")
async def change_try(
    request: Request,
    services: AllServices,
    tx: Tx,
    now: Now,
    persona: Field = "",
    chat: Field = "da",
    on: Field = "",
) -> Response:
    """Become another citizen on another day in another language, and look again."""
    asked = {"lang": page_lang(request), "chat": chat} | ({"on": on} if on else {})
    address = f"/proev?{urlencode(asked)}"
    if not persona:
        gone = await sessions.log_out(request, tx)
        return RedirectResponse(address, 303, headers={"Set-Cookie": gone.headers["set-cookie"]})
    answer = RedirectResponse(address, 303)
    await sessions.log_in(sessions.PersonaIn(persona=persona), answer, services, tx, now)
    return answer
