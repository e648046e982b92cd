"""The HTTP application: which routes there are, and what surrounds every answer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles

from api.settings import Settings
from api.web import (
    chat,
    health,
    interviews,
    links,
    notices,
    oidc,
    pages,
    plan,
    problems,
    receipts,
    rules,
    sessions,
    webhooks,
)
from api.wiring import open_services

STATIC = Path(__file__).parent / "static"
LONGEST_BODY = 1_000_000
ROUTERS = (
    pages.router,
    chat.router,
    sessions.router,
    interviews.router,
    plan.router,
    rules.router,
    receipts.router,
    links.router,
    oidc.router,
    notices.router,
    webhooks.router,
    health.router,
)
# Nothing from anywhere else, nothing inline; the pages may be framed by nobody.
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with that a browser sends `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# The widget may stand on any municipality's page; without credentials, so nobody is logged in there.
ANY_PAGE: dict[str, Any] = {
    "allow_origins": ["*"],
    "allow_methods": ["GET", "POST"],
    "allow_headers": ["Content-Type"],
    "expose_headers": ["Date", "Retry-After"],
    "max_age": 600,
}


def create_app(settings: Settings) -> FastAPI:
    """Build the application; it opens its services when it starts and closes them when it stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_services(settings) as services:
            app.state.services = services
            yield

    app = FastAPI(title="Vejviser", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    problems.add_handlers(app)
    app.middleware("http")(_surround)
    app.add_middleware(CORSMiddleware, **ANY_PAGE)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


async def _surround(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse what is far too big before it is read, and put the security headers on every answer."""
    if int(request.headers.get("content-length") or 0) > LONGEST_BODY:
        response = problems.problem(request, 413, "too-long", longest=chat.LONGEST_TEXT)
    else:
        response = await call_next(request)
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    if request.url.path.startswith("/v1/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
