"""Starts the worker: settings in, jobs running, a clean end on SIGTERM or Ctrl-C."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from api.booking import settings as booking_settings
from api.collector import spare_the_collector
from api.db.engine import open_database
from api.identity.sealing import Seal
from api.jobcentre.connect import open_jobcentre
from api.jobcentre.connection import Connection
from api.settings import Settings
from api.tenants.model import Jobcentre
from api.tenants.store import Tenants
from api.wiring import open_redis, tenants_of
from api.worker.context import Pace, Worker
from api.worker.loop import run as run_jobs
from api.worker.reminders import senders_of


def connection_of(jobcentre: Jobcentre) -> Connection:
    """Return how a jobcentre of the tenants' file is reached."""
    return Connection(
        kind=jobcentre.connector,
        base_url=jobcentre.base_url,
        organisation_code=jobcentre.code,
        secrets=jobcentre.webhook_secrets,
    )


@asynccontextmanager
async def open_worker(settings: Settings, *, pace: Pace | None = None) -> AsyncIterator[Worker]:
    """Open the worker's tools, and close them again."""
    tenants = tenants_of(settings)
    jobcentres = [jobcentre for tenant in tenants for jobcentre in tenant.jobcentres]
    async with AsyncExitStack() as stack:
        database = open_database(settings.database_url, pool_size=30)
        stack.push_async_callback(database.close)
        redis = open_redis(settings.redis_url)
        stack.push_async_callback(redis.aclose)
        connectors = {one.code: open_jobcentre(connection_of(one)) for one in jobcentres}
        for connector in connectors.values():
            stack.push_async_callback(connector.close)
        seal = Seal(settings.secret_key.get_secret_value())
        yield Worker(
            database,
            redis,
            seal,
            connectors,
            pace=pace or Pace(),
            tenants=tenants,
            senders=senders_of(settings, redis),
        )


async def keep_settings(worker: Worker, tenants: Tenants) -> None:
    """Keep each jobcentre's own rules where every process reads them."""
    async with worker.database.transaction() as tx:
        for tenant in tenants:
            for jobcentre in tenant.jobcentres:
                await booking_settings.keep(tx, jobcentre)


async def run(settings: Settings) -> None:
    """Run the worker until it is told to stop; what it has in hand is finished first."""
    async with open_worker(settings) as worker:
        for ending in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(ending, worker.stopping.set)
        await keep_settings(worker, tenants_of(settings))
        spare_the_collector()
        await run_jobs(worker)
