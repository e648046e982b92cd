"""The demo jobcentre's application: its routes, its errors, what runs beside them."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.collector import spare_the_collector
from api.jobcentre.demo import openapi, seeding, upkeep
from api.jobcentre.demo.chance import Chance
from api.jobcentre.demo.clock import Clock
from api.jobcentre.demo.config import Config
from api.jobcentre.demo.delivery import Courier
from api.jobcentre.demo.faults import FaultMiddleware, Faults
from api.jobcentre.demo.jobnet import Jobnet, Rate
from api.jobcentre.demo.office import Office
from api.jobcentre.demo.refusal import Refusal, problem_of
from api.jobcentre.demo.replies import refusal
from api.jobcentre.demo.routes import common_data, deeds, pages, planner, switches
from api.jobcentre.demo.storage import open_store, transaction
from api.jobcentre.wire import Kind, Problem

_MISSING = {
    "Idempotency-Key": (Kind.MANGLER_NOEGLE, 400),
    "If-Match": (Kind.MANGLER_IF_MATCH, 428),
    "If-None-Match": (Kind.MANGLER_IF_MATCH, 428),
}


def create_app(config: Config) -> FastAPI:
    """Return the application; its store is opened when it starts."""
    faults = Faults(Chance(f"faults-{config.seed}"))

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        office = _open(config)
        app.state.office, app.state.faults = office, faults
        app.state.jobnet = Jobnet(office, Rate(per_minute=config.jobnet_per_minute))
        app.state.couriers = [Courier(office, faults, subscriber) for subscriber in config.subscribers]
        beside = [app.state.jobnet.run(), upkeep.run(office), *(c.run() for c in app.state.couriers)]
        tasks = [asyncio.create_task(each) for each in beside]
        for task in tasks:
            task.add_done_callback(_tell)
        spare_the_collector()
        yield
        for task in tasks:
            task.cancel()
        office.db.close()

    app = FastAPI(
        title=openapi.TITLE, version=openapi.VERSION, lifespan=life, docs_url="/docs", redoc_url=None
    )
    # The routes themselves: to include their routers would make each of them once more, at a quarter of a second.
    routers = (planner.router, common_data.router, pages.router, deeds.router, switches.router)
    app.router.routes.extend(route for router in routers for route in router.routes)
    app.add_middleware(FaultMiddleware, faults=faults)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.mount("/_static", pages.STATIC)
    app.openapi = lambda: openapi.document(app)  # type: ignore[method-assign]
    return app


def _open(config: Config) -> Office:
    db = open_store(config.data, exclusion=config.exclusion)
    office = Office(db, Clock(config.at), config, Chance(config.seed))
    with transaction(db):
        seeding.seed(office)
    return office


def _tell(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception():
        logging.getLogger("uvicorn.error").error("stopped beside the application", exc_info=task.exception())


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _no(request, error.problem())


def _no(request: Request, problem: Problem) -> Response:
    """A no: a page for a person, problem+json for everybody else."""
    return pages.refused(request, problem) or refusal(problem).response()


async def _invalid(request: Request, error: Exception) -> Response:
    """A call that does not validate: missing headers have their own status; no value is repeated."""
    assert isinstance(error, RequestValidationError)
    for fault in error.errors():
        kind, status = _MISSING.get(str(fault["loc"][-1]), (None, 0))
        if kind and fault["type"] == "missing":
            return _no(request, problem_of(kind).model_copy(update={"status": status}))
    where = ", ".join(sorted({".".join(str(part) for part in fault["loc"][1:]) for fault in error.errors()}))
    return _no(request, problem_of(Kind.VALIDERING, where))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = Kind.IKKE_FUNDET if error.status_code == 404 else Kind.VALIDERING
    problem = problem_of(kind).model_copy(update={"status": error.status_code, "star_kode": None})
    response = _no(request, problem)
    response.headers.update(error.headers or {})
    return response
