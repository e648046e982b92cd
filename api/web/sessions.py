"""Login of the demo, logout, and who is logged in."""

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from api.citizens import service as citizens
from api.citizens.model import Citizen
from api.citizens.personas import persona, personas
from api.identity.web_sessions import ABSOLUTE, COOKIE, IDLE, close_session, open_session
from api.web.deps import AllServices, LoginSeen, MaybeLogin, Now, Tx, same_origin
from api.web.problems import PROBLEMS, ProblemError, asked_lang

NOBODY: dict[int | str, dict[str, Any]] = {204: {"description": "Nobody is logged in"}}
router = APIRouter(prefix="/v1", tags=["sessions"], dependencies=[Depends(same_origin)], responses=PROBLEMS)


class PersonaIn(BaseModel):
    """The demo citizen to log in as."""

    persona: str


class Who(BaseModel):
    """Who is logged in, and for how long when nothing more is asked."""

    persona: str | None
    name: str
    lang: str
    seconds_left: int


class PersonaOut(BaseModel):
    """A demo citizen to choose."""

    id: str
    name: str
    summary: str


def set_cookie(response: Response, services: AllServices, token: str) -> None:
    """Set the session's cookie: not readable by scripts, not sent along from other sites."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(ABSOLUTE.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=services.settings.secure_cookies,
        path="/",
    )


@router.get("/personas")
async def list_personas(request: Request, services: AllServices) -> list[PersonaOut]:
    """Return the demo's fictional citizens; outside the demo there are none."""
    if not services.settings.is_demo:
        raise ProblemError(404, "not-found")
    lang = asked_lang(request)
    return [
        PersonaOut(id=one.id, name=one.name, summary=(one.about_en if lang == "en" else "") or one.about)
        for one in personas()
    ]


@router.post("/sessions", status_code=201)
async def log_in(body: PersonaIn, response: Response, services: AllServices, tx: Tx, now: Now) -> Who:
    """Log in as a demo citizen."""
    if not services.settings.is_demo:
        raise ProblemError(404, "not-found")
    chosen = citizens.demo_citizen(persona(body.persona), services.tenants)
    citizen = await citizens.get(tx, chosen.id)
    token = await open_session(tx, citizen.id, actor=body.persona, assurance="Substantial", now=now)
    set_cookie(response, services, token)
    return _who(citizen, IDLE)


@router.get("/sessions", response_model=Who, responses=NOBODY)
async def who_is_it(who: LoginSeen, tx: Tx) -> Who | Response:
    """Return who is logged in, or 204. To ask is no use of the session: it ends as if nobody had asked."""
    return _who(await citizens.get(tx, who.citizen_id), who.left) if who else Response(status_code=204)


@router.put("/sessions", response_model=Who, responses=NOBODY)
async def stay_logged_in(who: MaybeLogin, tx: Tx) -> Who | Response:
    """Say that the citizen is still there (WCAG 2.2.1), and return who it is, or 204."""
    return _who(await citizens.get(tx, who.citizen_id), who.left) if who else Response(status_code=204)


def _who(citizen: Citizen, left: timedelta) -> Who:
    return Who(
        persona=citizen.persona, name=citizen.name, lang=citizen.lang, seconds_left=int(left.total_seconds())
    )


@router.delete("/sessions", status_code=204)
async def log_out(request: Request, tx: Tx) -> Response:
    """End the session and take the cookie back."""
    token = request.cookies.get(COOKIE)
    if token:
        await close_session(tx, token)
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, path="/")
    return response
