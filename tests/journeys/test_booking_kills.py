"""kill -9 of the application, the worker, the jobcentre and PostgreSQL, between any two steps, again and again.

Citizens book, move and cancel all the while. Afterwards everything that was accepted is there, once, the same
on both sides, and every confirmation a citizen was given was true when it was given.
"""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.db.engine import Database, open_database
from api.jobcentre.connect import open_jobcentre
from api.jobcentre.demo.seeding import extra_cpr
from tests.journeys.machine_room import VICTIMS, WEIGHTS, MachineRoom, open_machine_room
from tests.journeys.test_booking_race import _OVERLAPS
from tests.support.browserless import Caller, log_in
from tests.support.exchange import add_citizen

CITIZENS = 10


@dataclass
class Person:
    """A citizen who keeps booking, moving and cancelling, and remembers what was accepted."""

    caller: Caller
    chance: random.Random
    accepted: set[str] = field(default_factory=set)
    deeds: int = 0
    began: asyncio.Event = field(default_factory=asyncio.Event)

    async def live(self, over: asyncio.Event) -> None:
        """Do one thing after another until it is over; ask again, with the same key, when nobody answers."""
        while not over.is_set():
            try:
                await self._one_deed()
            except (httpx2.HTTPError, KeyError, ValueError):
                await asyncio.sleep(0.1)
            await asyncio.sleep(self.chance.uniform(0, 0.3))

    async def _one_deed(self) -> None:
        overview = (await self.caller.client.get("/v1/interviews")).json()
        coming = overview["interviews"]
        if not coming:
            await self._book()
        elif coming[0]["may_move"] and self.chance.random() < 0.6:
            times = await self.caller.times(limit=60)
            time_id, version = self.chance.choice(times)["time_id"], coming[0]["version"]
            await self._again(
                lambda key: self.caller.act(coming[0]["id"], "move", version, key=key, time_id=time_id)
            )
        elif coming[0]["may_cancel"] and self.chance.random() < 0.5:
            await self._again(
                lambda key: self.caller.act(coming[0]["id"], "cancel", coming[0]["version"], key=key)
            )

    async def _book(self) -> None:
        times, interview = await self.caller.times(limit=60), uuid4()
        if not times:
            return
        chosen = self.chance.choice(times)["time_id"]
        answer = await self._again(lambda key: self.caller.book(chosen, interview=interview, key=key))
        if answer.status_code == 202:
            self.accepted.add(str(interview))
            self.began.set()

    async def _again(self, ask: Any) -> httpx2.Response:
        key = str(uuid4())
        for _ in range(200):
            try:
                answer: httpx2.Response = await ask(key)
            except httpx2.HTTPError:
                await asyncio.sleep(0.1)
                continue
            if answer.status_code < 500:
                self.deeds += 1
                return answer
            await asyncio.sleep(0.1)
        raise AssertionError("nobody has answered for a long time")


async def _live_through(room: MachineRoom, kills: int, seed: int) -> tuple[list[Person], Database]:
    chance = random.Random(seed)
    await room.start()
    database = open_database(room.postgres.url)
    people = [
        Person(
            await log_in(database, room.serve.url, await add_citizen(database, number)),
            random.Random(seed + number),
        )
        for number in range(CITIZENS)
    ]
    over = asyncio.Event()
    lives = [asyncio.create_task(person.live(over)) for person in people]
    await asyncio.wait_for(people[0].began.wait(), 120)
    for _ in range(kills):
        await _something_happens(database)
        await asyncio.sleep(chance.uniform(0, 0.3))
        await asyncio.to_thread(room.kill, chance.choices(VICTIMS, WEIGHTS)[0])
    await asyncio.sleep(1)
    over.set()
    await asyncio.gather(*lives)
    return people, database


async def _something_happens(database: Database, seconds: float = 2) -> None:
    """Wait until a command has been answered since the last kill, but not for long."""
    counts: list[int] = []
    for _ in range(int(seconds / 0.05)):
        counts.append(await _answered(database))
        if counts[-1] > min(counts):
            return
        await asyncio.sleep(0.05)


async def _answered(database: Database) -> int:
    try:
        async with database.transaction() as tx:
            return int(
                (await tx.execute(text("SELECT count(*) FROM outbox WHERE state <> 'waiting'"))).scalar_one()
            )
    except (OSError, DBAPIError):
        return 1_000_000


async def _drained(database: Database) -> None:
    query = text(
        "SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting') + (SELECT count(*) FROM inbox"
        " WHERE state = 'waiting') + (SELECT count(*) FROM interviews WHERE active AND wish_state = 'sent')"
    )
    for _ in range(1200):
        try:
            async with database.transaction() as tx:
                if not (await tx.execute(query)).scalar_one():
                    return
        except (OSError, DBAPIError):
            pass
        await asyncio.sleep(0.1)
    raise AssertionError("it does not drain")


async def _compare(room: MachineRoom, database: Database, people: list[Person]) -> dict[str, int]:
    """Count what was lost, doubled and lied."""
    planner = open_jobcentre(room.jobcentre.connection())
    async with database.transaction() as tx:
        rows = {
            str(row.id): row
            for row in await tx.execute(
                text(
                    "SELECT id, status, starts_at, form, wish, wish_state FROM interviews WHERE replaces IS NULL"
                )
            )
        }
        query = "SELECT subject, body FROM outbox WHERE kind IN ('interview_confirmed', 'interview_changed')"
        told = (await tx.execute(text(query))).all()
        overlaps = (await tx.execute(text(_OVERLAPS))).scalar_one()
    lost = [one for person in people for one in person.accepted if one not in rows]
    differs = [one for one, row in rows.items() if not _same(row, await planner.interview(None, UUID(one)))]
    numbers = {str(person.caller.citizen): extra_cpr(n) for n, person in enumerate(people)}
    lied = [one for one in told if not await _was_true(planner, numbers[one.subject], one.body)]
    await planner.close()
    doubles = room.jobcentre.read("_doubles")
    return {
        "deeds": sum(person.deeds for person in people),
        "interviews": len(rows),
        "lost": len(lost),
        "differs": len(differs),
        "doubled": overlaps + sum(doubles.values()),
        "lied": len(lied),
    }


def _same(ours: Any, theirs: Any) -> bool:
    if theirs is None:
        return bool(ours.status is None and ours.wish_state != "sent")
    if ours.status is None:
        return bool(theirs.status == "reserveret")
    return bool((ours.status, ours.starts_at) == (theirs.status, theirs.start))


async def _was_true(planner: Any, cpr: str, body: dict[str, Any]) -> bool:
    history = await planner.history(cpr, UUID(body["interview_id"]))
    return any(
        (one.version, one.start, one.status)
        == (body["version"], datetime.fromisoformat(body["start"]), "booket")
        for one in history
    )


async def _prove(redis_url: str, kills: int, seed: int) -> None:
    with open_machine_room(redis_url) as room:
        people, database = await _live_through(room, kills, seed)
        await _drained(database)
        counts = await _compare(room, database, people)
        await asyncio.gather(*(person.caller.close() for person in people))
        await database.close()
        print(f"\n{sum(room.killed.values())} kills {room.killed}: {counts}")
        assert counts["deeds"] > 0
        assert {name: counts[name] for name in ("lost", "differs", "doubled", "lied")} == {
            "lost": 0,
            "differs": 0,
            "doubled": 0,
            "lied": 0,
        }


@pytest.mark.slow
async def test_nothing_is_lost_doubled_or_lied(redis_url: str, kills: int) -> None:
    await _prove(redis_url, kills, seed=20261124)


@pytest.mark.proof
async def test_nothing_is_lost_doubled_or_lied_in_a_thousand_kills(redis_url: str, kills: int) -> None:
    await _prove(redis_url, kills, seed=4)
