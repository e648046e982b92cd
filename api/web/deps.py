"""What routes ask for: services, a transaction, the login, and that nobody asks too often."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request

from api import clock
from api.citizens import service as citizens
from api.citizens.model import Citizen
from api.db.engine import Transaction
from api.identity.web_sessions import COOKIE, Login, look_at_session, read_session
from api.web.problems import ProblemError
from api.wiring import Services

PER_MINUTE = 60
PER_MINUTE_AND_ADDRESS = 600
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def services_of(request: Request) -> Services:
    """Return what the application was started with."""
    found: Services = request.app.state.services
    return found


async def services(request: Request) -> Services:
    """Hand them to a route. What a route asks for asks `services_of`: each dependency costs its share."""
    return services_of(request)


AllServices = Annotated[Services, Depends(services)]


async def now() -> datetime:
    """Return the instant of the request."""
    return clock.now()


Now = Annotated[datetime, Depends(now)]


async def transaction(request: Request) -> AsyncIterator[Transaction]:
    """Open the request's transaction; it commits when the answer is made without an error."""
    async with services_of(request).database.transaction() as tx:
        yield tx


Tx = Annotated[Transaction, Depends(transaction, scope="function")]


async def login(request: Request, now: Now) -> Login | None:
    """Return the living session of the cookie; in its own transaction, so that its use is noted even on errors."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    async with services_of(request).database.transaction() as tx:
        found = await read_session(tx, token, now=now)
    return found if found and found.may_see_case else None


MaybeLogin = Annotated[Login | None, Depends(login)]


async def login_seen(request: Request, now: Now) -> Login | None:
    """Return the living session of the cookie without using it, so that a page left open lets it end."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    async with services_of(request).database.transaction() as tx:
        found = await look_at_session(tx, token, now=now)
    return found if found and found.may_see_case else None


LoginSeen = Annotated[Login | None, Depends(login_seen)]


async def citizen(who: MaybeLogin, tx: Tx) -> Citizen:
    """Return the citizen who is logged in at Substantial or above; raises a 401 problem."""
    if who is None:
        raise ProblemError(401, "login-needed")
    return await citizens.get(tx, who.citizen_id)


LoggedIn = Annotated[Citizen, Depends(citizen)]


async def same_origin(request: Request) -> None:
    """Refuse a write that carries the login cookie but comes from another site's page (CSRF)."""
    origin = request.headers.get("origin")
    if request.method in _SAFE or COOKIE not in request.cookies or origin is None:
        return
    if origin not in {services_of(request).settings.public_url, str(request.base_url).rstrip("/")}:
        raise ProblemError(403, "foreign-origin")


async def not_too_often(services: AllServices, key: str, most: int = PER_MINUTE) -> None:
    """Count a use within the minute; raises a 429 problem with Retry-After beyond `most`."""
    minute = int(clock.now().timestamp()) // 60
    name = f"rate:{key}:{minute}"
    pipe = services.redis.pipeline()
    pipe.incr(name)
    pipe.expire(name, 120)
    count = (await pipe.execute())[0]
    if count > most:
        raise ProblemError(429, "too-often", Retry_After="20")
