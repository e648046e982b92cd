"""The HTTP application: which routes there are, and what surrounds every answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles

from api.collector import spare_the_collector
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
from api.web.surround import Surround
from api.wiring import open_services

STATIC = Path(__file__).parent / "static"
# Tried in this order: what is asked most stands first.
ROUTERS = (
    chat.router,
    interviews.router,
    sessions.router,
    pages.router,
    plan.router,
    rules.router,
    receipts.router,
    links.router,
    oidc.router,
    notices.router,
    webhooks.router,
    health.router,
)
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
            spare_the_collector()
            yield

    app = FastAPI(title="Vejviser", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    problems.add_handlers(app)
    app.add_middleware(Surround)
    app.add_middleware(CORSMiddleware, **ANY_PAGE)
    # The routes themselves: to include their routers would make each of them once more, at a quarter of a second.
    app.router.routes.extend(route for router in ROUTERS for route in router.routes)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.router.routes.extend(pages.rest.routes)
    return app
