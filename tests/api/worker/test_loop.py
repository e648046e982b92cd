"""The worker as it runs: everything by itself, whatever fails, and a clean end."""

import asyncio
from dataclasses import replace

import pytest

from api.worker import loop
from api.worker.context import Worker
from api.worker.every import Every
from tests.support.exchange import Exchange, add_citizen


async def test_it_does_everything_by_itself_and_ends_when_told(exchange: Exchange) -> None:
    worker = exchange.worker
    running = asyncio.create_task(loop.run(worker))
    citizen = await add_citizen(exchange.database, next(exchange.demo.strangers))
    await exchange.until(lambda: exchange.free(citizen))
    asked = await exchange.book(citizen, (await exchange.free(citizen))[0])

    async def is_over() -> bool:
        seen = await exchange.interview(citizen, asked.id)
        return seen.state == "booked" and not await exchange.waiting()

    await exchange.until(is_over)
    worker.stopping.set()
    await asyncio.wait_for(running, 20)


async def test_a_job_that_fails_holds_up_no_other(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = 0

    async def fails(_worker: Worker) -> None:
        raise RuntimeError("on purpose")

    async def counts(worker: Worker) -> None:
        nonlocal ran
        ran += 1
        if ran == 3:
            worker.stopping.set()

    monkeypatch.setattr(loop, "_AFTER_A_FAULT", 0.01)
    monkeypatch.setattr(loop, "jobs", lambda _worker: (Every(0.01, fails), Every(0.01, counts)))
    await asyncio.wait_for(loop.run(replace(exchange.worker, stopping=asyncio.Event())), 10)
    assert ran == 3
