"""Errors as problem+json (RFC 9457) in the citizen's language: one table from our errors to answers."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError, InterfaceError
from starlette.exceptions import HTTPException

from api.errors import ConflictError, NotFoundError
from api.i18n import Lang, Words, _, words_for
from api.logs import get_logger

_log = get_logger("web")
TITLES: Mapping[int, str] = {
    400: _("Det kunne jeg ikke læse"),
    401: _("Du skal logge ind"),
    403: _("Det har du ikke adgang til"),
    404: _("Det findes ikke"),
    405: _("Det kan man ikke her"),
    409: _("Det passer ikke med, hvordan det er nu"),
    412: _("Det er ændret i mellemtiden"),
    413: _("Det var for langt"),
    422: _("Noget i det sendte er forkert"),
    428: _("Der mangler en oplysning"),
    429: _("Det gik lidt for hurtigt"),
    500: _("Der er en fejl hos os lige nu"),
    503: _("Der er en fejl hos os lige nu"),
}
DETAILS: Mapping[int, str] = {
    401: _("Log ind, og prøv igen."),
    403: _("Samtalen hører til en anden person. Start en ny samtale, eller ring til kommunen på {phone}."),
    404: _("Det, du leder efter, findes ikke, eller det er ikke dit."),
    413: _("Beskeden er for lang. Skriv højst {longest} tegn ad gangen."),
    429: _(
        "Vent lidt, og send så igen. Det, du har skrevet, er ikke gået tabt. Haster det, så ring på {phone}."
    ),
    503: _("Prøv igen om lidt. Dine bookinger er gemt. Haster det, så ring til kommunen på {phone}."),
}


class Problem(BaseModel):
    """The body of every error."""

    type: str
    title: str
    status: int
    detail: str


class ProblemError(Exception):
    """An error of the edge itself, with its status and stable type."""

    def __init__(self, status: int, kind: str, detail: str | None = None, **headers: str) -> None:
        super().__init__(kind)
        self.status, self.kind, self.detail = status, kind, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def asked_lang(request: Request) -> Lang:
    """Return the language the browser asks for, Danish when it asks for one we lack."""
    wanted = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return "en" if wanted.lower().startswith("en") else "da"


def problem(
    request: Request, status: int, kind: str, detail: str | None = None, **values: object
) -> Response:
    """Return the error in the citizen's language."""
    words = words_for(asked_lang(request))
    text = detail or _sentence(words, status, {"phone": _phone(request, words), **values})
    title = words(TITLES.get(status, TITLES[503]))
    body = Problem(type=f"urn:vejviser:{kind}", title=title, status=status, detail=text)
    return JSONResponse(body.model_dump(), status, media_type="application/problem+json")


def _phone(request: Request, words: Words) -> str:
    """Return the number to ring, the way to a person that an error has; where there are several, where it stands."""
    numbers = {tenant.contact.phone for tenant in request.app.state.services.tenants}
    return numbers.pop() if len(numbers) == 1 else words(_("nummeret på kommunens side"))


def _sentence(words: Words, status: int, values: Mapping[str, object]) -> str:
    return words(
        DETAILS.get(status, DETAILS[503] if status >= 500 else TITLES.get(status, DETAILS[404])), **values
    )


def add_handlers(app: FastAPI) -> None:
    """Teach the application which error becomes which answer."""
    app.add_exception_handler(ProblemError, _own)
    app.add_exception_handler(ConflictError, _conflict)
    app.add_exception_handler(NotFoundError, _not_found)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)
    for away in (DBAPIError, InterfaceError, RedisError, OSError, TimeoutError):
        app.add_exception_handler(away, _away)


async def _own(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    answer = problem(request, error.status, error.kind, error.detail, longest=4000)
    answer.headers.update(error.headers)
    return answer


async def _conflict(request: Request, error: Exception) -> Response:
    assert isinstance(error, ConflictError)
    if error.reason == "other_person":
        return problem(request, 403, "other-person")
    status = 412 if error.reason == "version_conflict" else 409
    return problem(request, status, error.reason.replace("_", "-"))


async def _not_found(request: Request, _error: Exception) -> Response:
    return problem(request, 404, "not-found")


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors()[:5])
    return problem(request, 422, "invalid", found or None)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = problem(request, error.status_code, f"http-{error.status_code}")
    answer.headers.update(error.headers or {})
    return answer


async def _away(request: Request, error: Exception) -> Response:
    """The database or Redis is away: say so, keep the citizen's text with the citizen, come back soon."""
    _log.error("storage_away", error=type(error).__name__, path=request.url.path)
    answer = problem(request, 503, "away")
    answer.headers["Retry-After"] = "3"
    return answer


async def _unforeseen(request: Request, error: Exception) -> Response:
    """A mistake of ours: log what it was, and leave the citizen with a way on."""
    _log.error("unforeseen", path=request.url.path, exc_info=error)
    return problem(request, 500, "fault")


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}, "description": "Problem"}
    for status in (400, 401, 403, 404, 409, 412, 413, 422, 428, 429, 503)
}
