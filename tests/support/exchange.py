"""Our side and a demo jobcentre joined by a worker that the test itself turns over, step by step."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from redis.asyncio import Redis
from sqlalchemy import text

from api import clock
from api.booking import service
from api.booking.codes import Kind
from api.booking.model import FreeTime, Interview, Overview
from api.citizens import store as citizens
from api.citizens.model import Citizen
from api.db.engine import Database, Transaction
from api.identity.sealing import Seal
from api.ids import derived_uuid, new_uuid
from api.jobcentre.connect import open_jobcentre
from api.jobcentre.demo.seeding import extra_cpr, reference
from api.jobcentre.port import Jobcentre
from api.worker import arrivals, notices, people, pull, push, refresh, sweep, times
from api.worker.context import Pace, Worker
from tests.support.jobcentre import CODE, DemoJobcentre
from tests.support.places import open_folder
from tests.support.prefork import Prefork

FAST = Pace(lease=timedelta(seconds=2), poll=0.02, pull=0.5)
_SEAL = Seal("a-key-for-tests-that-is-long-enough")


async def add_citizen(
    database: Database, number: int, *, code: str = CODE, name: str | None = None, cpr: str | None = None
) -> UUID:
    """Add one of the demo's citizens to ours: an extra one by number, or a persona by name."""
    citizen_id = derived_uuid("test", code, name or str(number))
    citizen = Citizen(
        id=citizen_id, tenant=code[:4], jobcentre=code, name=name or f"Borger {number}", lang="da"
    )
    async with database.transaction() as tx:
        await citizens.put(
            tx,
            citizen,
            reference=reference(name or f"extra-{number}"),
            cpr_sealed=_SEAL.seal(cpr or extra_cpr(number)),
            now=clock.now(),
        )
    return citizen_id


_ALIKE = (
    "INSERT INTO offers SELECT (jsonb_populate_record(o, jsonb_build_object('citizen_id', who))).*"
    " FROM offers o, unnest(cast(:ids AS uuid[])) who WHERE o.citizen_id = :like",
    "INSERT INTO selfbooking SELECT (jsonb_populate_record(o, jsonb_build_object('citizen_id', who))).*"
    " FROM selfbooking o, unnest(cast(:ids AS uuid[])) who WHERE o.citizen_id = :like",
)


@dataclass
class Ahead:
    """Our clock, some time ahead of the real one."""

    skip: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return clock.now() + self.skip


@dataclass
class Exchange:
    """Both sides, and what a test does with them."""

    worker: Worker
    demo: DemoJobcentre
    clock: "Ahead"

    @property
    def database(self) -> Database:
        """Our record."""
        return self.worker.database

    def now(self) -> datetime:
        """The instant."""
        return self.worker.now()

    async def citizen(self, *, name: str | None = None, cpr: str | None = None) -> UUID:
        """Add a citizen and read what the jobcentre knows of them."""
        citizen_id = await add_citizen(self.database, next(self.demo.strangers), name=name, cpr=cpr)
        await refresh.refresh_due(self.worker, CODE)
        return citizen_id

    async def crowd(self, like: UUID, count: int) -> list[UUID]:
        """Add many citizens who can book what `like` can, without asking the planner about each."""
        added = [await add_citizen(self.database, next(self.demo.strangers)) for _ in range(count)]
        async with self.database.transaction() as tx:
            for query in _ALIKE:
                await tx.execute(text(query), {"like": like, "ids": added})
        return added

    async def look(self) -> None:
        """Read the free times of everything that is offered."""
        while await times.refresh_times(self.worker, CODE):
            pass

    async def step(self) -> int:
        """Deliver, take in and tell one batch of each; return how many there were."""
        done = await push.push(self.worker, CODE) + await arrivals.work_off(self.worker, CODE)
        return done + await notices.tell(self.worker)

    async def settle(self, rounds: int = 300) -> None:
        """Deliver, take in and tell until nothing waits; our clock runs ahead over pauses."""
        for _ in range(rounds):
            if await self.step():
                continue
            if not await self.waiting():
                return
            self.clock.skip += timedelta(seconds=1)
        raise AssertionError(f"{await self.waiting()} messages still wait")

    async def until(self, is_so: Callable[[], Awaitable[object]], seconds: float = 60) -> None:
        """Wait until something is so, when a worker runs by itself."""
        for _ in range(int(seconds / 0.05)):
            if await is_so():
                return
            await asyncio.sleep(0.05)
        raise AssertionError("it did not happen in time")

    async def waiting(self) -> int:
        """How many commands and events are not worked off."""
        query = text(
            "SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting')"
            " + (SELECT count(*) FROM inbox WHERE state = 'waiting')"
        )
        async with self.database.transaction() as tx:
            return int((await tx.execute(query)).scalar_one())

    async def pull(self) -> None:
        """Read what has changed at the planner."""
        await pull.pull(self.worker, CODE)

    async def sweep(self) -> None:
        """Do the housekeeping."""
        await sweep.sweep(self.worker)

    async def free(self, citizen: UUID, limit: int = 10, **wanted: object) -> list[FreeTime]:
        """Free times of a citizen, of one kind and far enough ahead to be moved and cancelled."""
        wanted = {"start": self.now() + timedelta(days=3), "kind": Kind.JOB} | wanted
        async with self.database.transaction() as tx:
            return await service.free_times(tx, citizen, limit=limit, now=self.now(), **wanted)  # type: ignore[arg-type]

    async def overview(self, citizen: UUID) -> Overview:
        """All that a citizen is told about booking."""
        async with self.database.transaction() as tx:
            return await service.overview(tx, citizen, now=self.now())

    async def interview(self, citizen: UUID, interview: UUID) -> Interview:
        """One interview as it may be told."""
        async with self.database.transaction() as tx:
            return await service.interview(tx, citizen, interview, now=self.now())

    async def book(self, citizen: UUID, time: FreeTime) -> Interview:
        """Book, as the HTTP route does."""
        async with self.database.transaction() as tx:
            return await service.book(tx, citizen, new_uuid(), time.time_id, time.forms[0], now=self.now())

    def somebody(self) -> str:
        """The CPR number of a citizen of the demo who is none of ours."""
        return extra_cpr(next(self.demo.strangers))

    async def reference(self, citizen: UUID) -> str:
        """What the planner calls the citizen."""
        query = text("SELECT reference FROM citizens WHERE id = :id")
        async with self.database.transaction() as tx:
            return str((await tx.execute(query, {"id": citizen})).scalar_one())

    async def numbers(self, tx: Transaction, citizen: UUID) -> str:
        """The citizen's CPR number, for calls that somebody else makes."""
        return (await people.numbers(tx, _SEAL, [citizen]))[citizen]

    async def news(self, citizen: UUID) -> list[str]:
        """The kinds of news a citizen was told, in order."""
        query = text(
            "SELECT kind FROM outbox WHERE destination = 'citizen' AND subject = :who ORDER BY sequence"
        )
        async with self.database.transaction() as tx:
            return list((await tx.execute(query, {"who": str(citizen)})).scalars())


@pytest.fixture
async def open_exchange(database: Database, redis: Redis) -> AsyncIterator[Callable[..., Exchange]]:
    """Join our side to a demo jobcentre: `open_exchange(demo)`."""
    connectors: list[Jobcentre] = []

    def join(demo: DemoJobcentre, *, pace: Pace = FAST, timeout: float = 5) -> Exchange:
        connector = open_jobcentre(demo.connection(timeout_seconds=timeout))
        connectors.append(connector)
        ahead = Ahead()
        worker = Worker(database, redis, _SEAL, {CODE: connector}, now=ahead, pace=pace)
        return Exchange(worker, demo, ahead)

    yield join
    for connector in connectors:
        await connector.close()


@pytest.fixture(scope="session")
def partner(prefork: Prefork) -> Iterator[DemoJobcentre]:
    """One demo jobcentre for all tests of the exchange, without subscribers."""
    with open_folder("partner") as folder:
        options = ("--extra-citizens", "3000", "--extra-advisers", "6")
        demo = DemoJobcentre(folder / "data", options, launch=prefork).start()
        yield demo
        demo.stop()


@pytest.fixture
def exchange(open_exchange: Callable[..., Exchange], partner: DemoJobcentre) -> Iterator[Exchange]:
    """Our side joined to the session's demo jobcentre; no fault is left in it."""
    yield open_exchange(partner)
    partner.no_faults()
