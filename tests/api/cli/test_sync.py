"""`vejviser sync`: what an operator sees and does."""

import asyncio
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from sqlalchemy import text

from api.__main__ import main
from tests.support.application import environment
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, SECRET, DemoJobcentre


@pytest.fixture
def exchange(
    open_exchange: Callable[..., Exchange],
    partner: DemoJobcentre,
    database_url: str,
    redis_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Exchange]:
    """Our side joined to the demo jobcentre, and an environment in which the command finds both."""
    for name, value in environment(database_url, redis_url, partner.url).items():
        monkeypatch.setenv(name, value)
    yield open_exchange(partner)
    partner.no_faults()


async def sync(*words: str) -> int:
    """Run the command beside the test's own loop."""
    return await asyncio.to_thread(main, ["sync", *words])


async def test_look_unpark_and_look_again(exchange: Exchange, capsys: pytest.CaptureFixture[str]) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    async with exchange.database.transaction() as tx:
        right = await exchange.numbers(tx, citizen)
        await _number(exchange, citizen, "0101700000")
    await exchange.book(citizen, (await exchange.free(citizen))[0])
    await exchange.settle()
    assert await sync("look") == 0
    said = capsys.readouterr().out
    assert f"out  jobcentre:{CODE}  parked  1" in said
    assert "borger-ukendt" in said
    assert "0101700000" not in said
    await _number(exchange, citizen, right)
    assert await sync("unpark") == 0
    assert "1 commands and 0 events are tried again" in capsys.readouterr().out
    await exchange.settle()
    assert (await exchange.overview(citizen)).interviews[0].state == "booked"


async def _number(exchange: Exchange, citizen: UUID, number: str) -> None:
    async with exchange.database.transaction() as tx:
        query = text("UPDATE citizens SET cpr_sealed = :sealed WHERE id = :id")
        await tx.execute(query, {"sealed": exchange.worker.seal.seal(number), "id": citizen})


async def test_reconcile(exchange: Exchange, capsys: pytest.CaptureFixture[str]) -> None:
    assert await sync("reconcile") == 0
    assert capsys.readouterr().out.startswith(f"{CODE}  ours 0")


async def test_replay(
    exchange: Exchange,
    start_jobcentre: Callable[..., DemoJobcentre],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    demo = start_jobcentre("--subscriber", "http://127.0.0.1:9/hook", "--secret", SECRET)
    monkeypatch.setenv("VEJVISER_DEMO_PLANNER", demo.url)
    assert await sync("replay", "--jobcentre", CODE, "--from", "2026-11-24T10:00+01:00") == 0
    assert "was asked for all events since" in capsys.readouterr().out


async def test_when_nobody_answers_or_nobody_is_known(
    exchange: Exchange,
    partner: DemoJobcentre,
    capsys: pytest.CaptureFixture[str],
) -> None:
    partner.fault("status", status=503, path="/v1/")
    assert await sync("reconcile") == 1
    assert "nothing was changed" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="not known here; there are: 32601"):
        await sync("replay", "--jobcentre", "99999")
