"""Interviews over HTTP: what is booked, what is free, and the deeds on it, each done once per key."""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, datetime
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from api import clock
from api.booking import service
from api.booking.codes import Form, Kind
from api.booking.model import CancelPreview, FreeTime, Interview, Overview
from api.booking.standing import Once
from api.db.engine import Transaction
from api.errors import ConflictError
from api.i18n import as_lang, words_for
from api.identity.web_sessions import COOKIE, read_session
from api.web import conflicts
from api.web.deps import same_origin, services_of
from api.web.problems import PROBLEMS, ProblemError, asked_lang

router = APIRouter(prefix="/v1/interviews", tags=["interviews"], responses=PROBLEMS)


class Visit(NamedTuple):
    """Who is logged in, in which transaction, and at which instant they ask.

    A write has the citizen to itself: what else they do waits until it ends.
    """

    citizen: UUID
    tx: Transaction
    now: datetime


# The only thing these routes ask for: each dependency costs its share of every booking.
async def who(request: Request) -> AsyncIterator[Visit]:
    """Open the visit; it commits when the answer is made. Raises problems: 403 foreign-origin, 401."""
    await same_origin(request)
    token, now = request.cookies.get(COOKIE), clock.now()
    async with services_of(request).database.transaction() as tx:
        login = await read_session(tx, token, alone=request.method != "GET", now=now) if token else None
        if login is None or not login.may_see_case:
            raise ProblemError(401, "login-needed")
        yield Visit(login.citizen_id, tx, now)


Who = Annotated[Visit, Depends(who, scope="function")]

Key = Annotated[
    str | None, Header(alias="Idempotency-Key", max_length=200, description="Required on every write.")
]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=40, description='The `version` as `"v7"`.')
]
Day = Annotated[date | datetime | None, Query()]
ACCEPTED = 202


class Body(BaseModel):
    """What a deed is told."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BookBody(Body):
    """The time and the form of meeting; a joint interview is named by its kind."""

    time_id: str = Field(min_length=1, max_length=200)
    form: Form
    kind: Kind | None = Field(default=None, description="Which, when the time is one of several kinds.")


class MoveBody(Body):
    """The new time; without a form the old one stays."""

    time_id: str = Field(min_length=1, max_length=200)
    form: Form | None = None


class CancelBody(Body):
    """Why, for the jobcentre; no more than one wants to say."""

    reason: str = Field(default="borger", min_length=1, max_length=200, pattern=r"^[^<>]*$")


class RateBody(Body):
    """1 (worst) to 6 (best), with a word if one likes."""

    stars: int = Field(ge=1, le=6)
    word: str | None = Field(default=None, max_length=500, pattern=r"^[^<>]*$")


# Tried in this order: booking is what many ask at once, so it stands first.
@router.put("/{interview_id}", status_code=ACCEPTED, response_model=Interview)
async def put_interview(
    interview_id: UUID, body: BookBody, request: Request, visit: Who, key: Key = None
) -> Response:
    """Book. 202: it is sent to the jobcentre, and booked when `state` says so."""
    citizen, tx, now = visit
    once = _asked(request, key, body)
    return await _done(
        request,
        service.book(tx, citizen, interview_id, body.time_id, body.form, kind=body.kind, once=once, now=now),
    )


@router.get("")
async def get_interviews(visit: Who) -> Overview:
    """Return deadlines, interviews, holds and what can be booked."""
    return await service.overview(visit.tx, visit.citizen, now=visit.now)


@router.get("/times")
async def get_times(
    visit: Who,
    *,
    kind: Annotated[Kind | None, Query(alias="type")] = None,
    start: Annotated[Day, Query(alias="from")] = None,
    end: Annotated[Day, Query(alias="to")] = None,
    form: Annotated[Form | None, Query()] = None,
    adviser: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[FreeTime]:
    """Return free times. Days count whole, in Danish time; without `to` none after the latest lawful day."""
    citizen, tx, now = visit
    return await service.free_times(
        tx,
        citizen,
        kind=kind,
        start=_instant(start, clock.day_start),
        end=_instant(end, clock.day_end),
        form=form,
        adviser=adviser,
        limit=limit,
        now=now,
    )


def _instant(given: date | datetime | None, of_day: Callable[[date], datetime]) -> datetime | None:
    if not isinstance(given, datetime):
        return of_day(given) if given else None
    if given.tzinfo is None:
        raise ProblemError(422, "invalid", "from, to: a time needs its offset, as 2026-11-26T10:00:00+01:00")
    return given


@router.get("/{interview_id}.ics", response_class=Response)
async def get_calendar_file(
    interview_id: UUID,
    request: Request,
    visit: Who,
    lang: Annotated[str | None, Query()] = None,
) -> Response:
    """Return the calendar entry; fetched again after a move or a cancellation it updates the same one."""
    words = words_for(as_lang(lang or asked_lang(request)))
    body = await service.ics(visit.tx, visit.citizen, interview_id, words, now=visit.now)
    name = {"Content-Disposition": 'attachment; filename="samtale.ics"'}
    return Response(body, media_type="text/calendar; charset=utf-8", headers=name)


@router.get("/{interview_id}")
async def get_interview(interview_id: UUID, visit: Who) -> Response:
    """Return one interview as it may be told now."""
    return _answer(200, await service.interview(visit.tx, visit.citizen, interview_id, now=visit.now))


@router.get("/{interview_id}/cancel-preview")
async def get_cancel_preview(interview_id: UUID, visit: Who) -> CancelPreview:
    """Return what a cancellation means: shown before it can be pressed."""
    return await service.cancel_preview(visit.tx, visit.citizen, interview_id, now=visit.now)


@router.post("/{interview_id}/move", status_code=ACCEPTED, response_model=Interview)
async def post_move(
    interview_id: UUID,
    body: MoveBody,
    request: Request,
    visit: Who,
    key: Key = None,
    if_match: IfMatch = None,
) -> Response:
    """Move in one step; the old time stands until the jobcentre has confirmed the new one."""
    citizen, tx, now = visit
    version = _version(if_match)
    once = _asked(request, key, body)
    return await _done(
        request,
        service.move(tx, citizen, interview_id, body.time_id, body.form, version=version, once=once, now=now),
    )


@router.post("/{interview_id}/cancel", status_code=ACCEPTED, response_model=Interview)
async def post_cancel(
    interview_id: UUID,
    request: Request,
    visit: Who,
    body: CancelBody | None = None,
    key: Key = None,
    if_match: IfMatch = None,
) -> Response:
    """Cancel; the interview stands until the jobcentre has confirmed. See `cancel-preview` first."""
    citizen, tx, now = visit
    version, told = _version(if_match), body or CancelBody()
    once = _asked(request, key, told)
    return await _done(
        request, service.cancel(tx, citizen, interview_id, told.reason, version=version, once=once, now=now)
    )


@router.post("/{interview_id}/rating", status_code=ACCEPTED, response_model=Interview)
async def post_rating(
    interview_id: UUID, body: RateBody, request: Request, visit: Who, key: Key = None
) -> Response:
    """Rate an interview that was held, 1 to 6."""
    citizen, tx, now = visit
    once = _asked(request, key, body)
    return await _done(
        request, service.rate(tx, citizen, interview_id, body.stars, body.word, once=once, now=now)
    )


def _version(if_match: str | None) -> int:
    if if_match is None:
        raise ProblemError(428, "if-match-needed", 'If-Match: the interview\'s version, as "v7"')
    digits = if_match.removeprefix("W/").strip('"').removeprefix("v")
    if not digits.isdecimal() or len(digits) > 9:
        raise ProblemError(412, "version-conflict")
    return int(digits)


def _asked(request: Request, key: str | None, body: Body) -> Once:
    if not key:
        raise ProblemError(400, "idempotency-key-needed", "Idempotency-Key")
    path, version = request.scope["path"], request.headers.get("if-match")
    seen = f"{request.method} {path} {version} {body.model_dump_json()}"
    return Once(key=key, request=hashlib.sha256(seen.encode()).hexdigest(), is_locked=True)


async def _done(request: Request, deed: Awaitable[Interview]) -> Response:
    """Answer with what became of the deed; a refusal is an answer too, so that its evidence is kept."""
    try:
        return _answer(ACCEPTED, await deed)
    except ConflictError as error:
        status, told = conflicts.as_problem(request, error)
        return JSONResponse(told, status, media_type="application/problem+json")


def _answer(status: int, interview: Interview) -> Response:
    headers = {"ETag": f'"v{interview.version}"'}
    return Response(interview.model_dump_json(), status, headers, media_type="application/json")
