"""The one place that picks implementations: settings in, services out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from api.db.engine import Database, open_database
from api.errors import ConfigurationError
from api.identity.sealing import Seal
from api.settings import Settings
from api.tenants.store import Tenants, read_tenants

if TYPE_CHECKING:
    from api.understand import Understanding
    from rights import Law


@dataclass(frozen=True)
class Services:
    """What every edge works with."""

    settings: Settings
    database: Database
    redis: Redis
    law: "Law"
    understanding: "Understanding"
    tenants: Tenants
    seal: Seal


def open_redis(url: str) -> Redis:
    """Open Redis; a lost connection is retried for a moment, as when the server restarts."""
    return Redis.from_url(
        url,
        decode_responses=True,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), 5),
        retry_on_error=[RedisConnectionError, RedisTimeoutError],
        health_check_interval=30,
    )


def tenants_of(settings: Settings) -> Tenants:
    """Read the tenants; the demo's planner is where the settings say."""
    secret = settings.demo_webhook_secret
    overrides = {
        "planner": settings.demo_planner,
        "webhook_secret": secret.get_secret_value() if secret else "whsec_ZGVtby1vbmx5LW5vdC1hLXNlY3JldA==",
    }
    return read_tenants(settings.jobcentres, overrides)


def check_choices(law: "Law", tenants: Tenants) -> None:
    """Raise ConfigurationError where a tenant's `law_settings` say something the law files do not know."""
    from rights.choices import wrong_choices  # noqa: PLC0415

    for tenant in tenants:
        if wrong := wrong_choices(law.settings, tenant.law_settings):
            raise ConfigurationError(f"VEJVISER_JOBCENTRES: {tenant.code}: law_settings: {'; '.join(wrong)}")


@asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Open everything, and close it again."""
    # Law and understanding take seconds to load: the worker and the commands start without them.
    from api.understand import open_understanding  # noqa: PLC0415
    from rights import read_law  # noqa: PLC0415

    async with open_services_over(settings, read_law(), open_understanding()) as services:
        yield services


@asynccontextmanager
async def open_services_over(
    settings: Settings, law: "Law", understanding: "Understanding"
) -> AsyncIterator[Services]:
    """Open what is left to open when the law and the understanding have been read, and close it again."""
    tenants = tenants_of(settings)
    check_choices(law, tenants)
    database = open_database(settings.database_url)
    redis = open_redis(settings.redis_url)
    try:
        yield Services(
            settings=settings,
            database=database,
            redis=redis,
            law=law,
            understanding=understanding,
            tenants=tenants,
            seal=Seal(settings.secret_key.get_secret_value()),
        )
    finally:
        await redis.aclose()
        await database.close()
