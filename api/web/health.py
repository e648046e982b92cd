"""Is the process alive, is it ready, how is it doing."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlalchemy import text

from api.i18n import SHIPPED, words_for
from api.web.deps import AllServices
from api.web.problems import PROBLEMS

router = APIRouter(tags=["operations"])


class State(BaseModel):
    """Which parts answer."""

    status: str
    parts: dict[str, bool] = {}


@router.get("/healthz")
async def alive() -> State:
    """Say that the process lives."""
    return State(status="ok")


@router.get("/readyz", responses={503: PROBLEMS[503]})
async def ready(services: AllServices, response: Response) -> State:
    """Say whether PostgreSQL, Redis and the catalogues are there; 503 while one is not."""
    parts = {
        "postgresql": await _database(services),
        "redis": await _redis(services),
        "catalogue": _catalogues(),
    }
    response.status_code = 200 if all(parts.values()) else 503
    return State(status="ready" if all(parts.values()) else "not ready", parts=parts)


async def _database(services: AllServices) -> bool:
    try:
        async with services.database.transaction() as tx:
            await tx.execute(text("SELECT 1 FROM citizens LIMIT 1"))
    except Exception:
        return False
    return True


async def _redis(services: AllServices) -> bool:
    try:
        return bool(await services.redis.get("ready") is None)
    except Exception:
        return False


def _catalogues() -> bool:
    return all(words_for(lang) is not None for lang in SHIPPED)


@router.get("/metrics", response_class=Response)
async def metrics() -> Response:
    """Return counters for operators; no personal data."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
