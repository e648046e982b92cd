"""Everything in any order, against a real demo jobcentre: what must hold holds after every step."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from api.booking import service
from api.booking.codes import Kind
from api.errors import ConflictError
from api.jobcentre import wire
from api.jobcentre.errors import Refused
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre

TIMES, PEOPLE = 6, 3
_HOLDS_ALWAYS = {
    "overlapping": """
        SELECT count(*) FROM interviews a JOIN interviews b ON a.id < b.id AND a.adviser_id = b.adviser_id
          AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
        WHERE a.active AND b.active AND a.group_id IS NULL AND b.group_id IS NULL""",
    "seats that do not add up": """
        SELECT count(*) FROM group_meetings g WHERE taken <> (SELECT count(*) FROM interviews i
          WHERE i.active AND i.group_id = g.group_id AND i.jobcentre = g.jobcentre)""",
    "two of a kind": """
        SELECT count(*) FROM (SELECT 1 FROM interviews WHERE active AND replaces IS NULL
          AND kind IN ('jobsamtale', 'opfoelgningssamtale') GROUP BY citizen_id, kind HAVING count(*) > 1) x""",
    # Whatever is told as "sent" has exactly one command on its way, and nothing else has one.
    "sent without a command": """
        SELECT count(*) FROM interviews i WHERE i.wish_state = 'sent' AND i.wish <> 'hold' AND i.replaces IS NULL
          AND (SELECT count(*) FROM outbox o WHERE o.state = 'waiting' AND o.kind = i.wish
               AND o.body ->> 'interview_id' = i.id::text) <> 1""",
    "a move without its row": """
        SELECT count(*) FROM interviews i WHERE i.wish = 'move' AND i.wish_state = 'sent' AND i.replaces IS NULL
          AND i.active AND NOT EXISTS (SELECT 1 FROM interviews n WHERE n.replaces = i.id AND n.wish = 'move')""",
    "booked and forgotten": """
        SELECT count(*) FROM interviews WHERE status = 'booket' AND NOT active AND ends_at > now()
          AND NOT EXISTS (SELECT 1 FROM outbox WHERE state = 'waiting')""",
}


class Booking(RuleBasedStateMachine):
    """Three citizens, six times, an office, Jobnet, bad connections and a clock."""

    run: Callable[[Coroutine[Any, Any, Any]], Any]
    exchange: Exchange
    demo: DemoJobcentre

    def __init__(self) -> None:
        super().__init__()
        self.people: list[UUID] = self.run(self._arrive())
        self.times = [one.time_id for one in self.run(self._choose())]
        self.skew = 0.0

    async def _arrive(self) -> list[UUID]:
        async with self.exchange.database.transaction() as tx:
            await tx.execute(
                text(
                    "TRUNCATE citizens, group_meetings, offer_windows, times, outages, outbox, inbox, cursors CASCADE"
                )
            )
        self.demo.no_faults()
        self.exchange.clock.skip = timedelta(0)
        people = [await self.exchange.citizen() for _ in range(PEOPLE)]
        await self.exchange.look()
        return people

    async def _choose(self) -> list[Any]:
        alone = await self.exchange.free(self.people[0], kind=Kind.JOB, limit=200)
        together = await self.exchange.free(self.people[0], kind=Kind.INFORMATION_VOLUNTARY, limit=200)
        return [*alone[-TIMES + 1 :], together[-1]]

    def _do(self, who: int, deed: Any, *arguments: Any, **named: Any) -> Any:
        async def do() -> Any:
            async with self.exchange.database.transaction() as tx:
                try:
                    return await deed(tx, self.people[who], *arguments, now=self.exchange.now(), **named)
                except ConflictError as refused:
                    return refused

        return self.run(do())

    def _coming(self, who: int) -> Any:
        overview = self._do(who, service.overview)
        return next((one for one in overview.interviews if one.state in {"booked", "waiting"}), None)

    def _hold(self, who: int) -> Any:
        return next(iter(self._do(who, service.overview).holds), None)

    @rule(who=st.integers(0, PEOPLE - 1), time=st.integers(0, TIMES - 1))
    def hold(self, who: int, time: int) -> None:
        own = self._coming(who)
        replaces = own.id if own and own.may_move else None
        self._do(who, service.hold, self.times[time], interview_id=uuid4(), replaces=replaces)

    @rule(who=st.integers(0, PEOPLE - 1), deed=st.sampled_from(["confirm", "release_hold", "extend_hold"]))
    def answer_hold(self, who: int, deed: str) -> None:
        held = self._hold(who)
        if held:
            self._do(who, getattr(service, deed), held.id)

    @rule(who=st.integers(0, PEOPLE - 1), time=st.integers(0, TIMES - 1))
    def book(self, who: int, time: int) -> None:
        self._do(who, service.book, uuid4(), self.times[time], "in_person")

    @rule(
        who=st.integers(0, PEOPLE - 1), time=st.integers(0, TIMES - 1), form=st.sampled_from([None, "phone"])
    )
    def move(self, who: int, time: int, form: Any) -> None:
        own = self._coming(who)
        if own:
            self._do(who, service.move, own.id, self.times[time], form, version=own.version)

    @rule(who=st.integers(0, PEOPLE - 1))
    def cancel(self, who: int) -> None:
        own = self._coming(who)
        if own:
            self._do(who, service.cancel, own.id, "borger", version=own.version)

    @rule(time=st.integers(0, TIMES - 1))
    def jobnet_books(self, time: int) -> None:
        async def book() -> None:
            order = wire.Booking(tid_id=self.times[time], samtaleform=1)
            planner = self.exchange.worker.jobcentres[CODE]
            with contextlib.suppress(Refused):
                await planner.book(self.exchange.somebody(), uuid4(), order, key=str(uuid4()))

        if not self.demo.read("_faults"):
            self.run(book())

    @rule(who=st.integers(0, PEOPLE - 1), time=st.integers(0, TIMES - 1), cancels=st.booleans())
    def office_acts(self, who: int, time: int, cancels: bool) -> None:
        own = self._coming(who)
        if own is None or own.status != "booket":
            return
        deed, field = ("aflys", {"reason": "Sygdom"}) if cancels else ("flyt", {"time_id": self.times[time]})
        url = f"{self.demo.url}/_staff/aftaler/{own.id}/{deed}"
        self.demo.client.post(url, data=field, headers={"Accept": "application/json"})

    @rule(kind=st.sampled_from(["status", "html-200"]), times=st.integers(1, 2))
    def bad_connection(self, kind: str, times: int) -> None:
        self.demo.fault(kind, times=times, path="/v1/indkaldelser/")

    @rule()
    def deliver(self) -> None:
        self.run(self.exchange.step())

    @rule()
    def read(self) -> None:
        self.run(self.exchange.pull())

    @precondition(lambda self: self.skew < 3600)
    @rule(minutes=st.sampled_from([1, 6, 11]))
    def time_passes(self, minutes: int) -> None:
        self.skew += minutes * 60
        self.exchange.clock.skip += timedelta(minutes=minutes)
        self.demo.skew(self.skew)
        self.run(self.exchange.sweep())

    @invariant()
    def what_must_hold_holds(self) -> None:
        async def count() -> dict[str, int]:
            async with self.exchange.database.transaction() as tx:
                return {
                    name: (await tx.execute(text(query))).scalar_one()
                    for name, query in _HOLDS_ALWAYS.items()
                    if name != "booked and forgotten"
                }

        assert {name: count for name, count in self.run(count()).items() if count} == {}

    def teardown(self) -> None:
        self.demo.client.delete(f"{self.demo.url}/_faults")
        self.demo.skew(self.skew)
        self.run(self._after_drain())
        self.demo.no_faults()

    async def _after_drain(self) -> None:
        await self.exchange.settle()
        await self.exchange.pull()
        await self.exchange.settle()
        await self.exchange.sweep()
        planner = self.exchange.worker.jobcentres[CODE]
        async with self.exchange.database.transaction() as tx:
            forgotten = (await tx.execute(text(_HOLDS_ALWAYS["booked and forgotten"]))).scalar_one()
            query = "SELECT * FROM interviews WHERE replaces IS NULL"
            rows = (await tx.execute(text(query))).mappings().all()
            query = (
                "SELECT subject, body FROM outbox WHERE kind IN ('interview_confirmed', 'interview_changed')"
            )
            told = (await tx.execute(text(query))).all()
            numbers = {str(who): await self.exchange.numbers(tx, who) for who in self.people}
        assert forgotten == 0
        for row in rows:
            theirs = await planner.interview(None, row["id"])
            if theirs is None or theirs.status == "reserveret":
                assert row["status"] in {None, "reserveret"}, dict(row)
                continue
            assert (row["status"], row["starts_at"], row["version"]) == (
                theirs.status,
                theirs.start,
                theirs.version,
            ), dict(row)
        for one in told:
            history = await planner.history(numbers[one.subject], UUID(one.body["interview_id"]))
            start = datetime.fromisoformat(one.body["start"])
            assert any(
                (past.version, past.start, past.status) == (one.body["version"], start, "booket")
                for past in history
            ), one.body
        assert self.demo.read("_doubles") == {"seats": 0, "interviews": 0}


@pytest.mark.slow
async def test_everything_in_any_order(
    open_exchange: Callable[..., Exchange], partner: DemoJobcentre
) -> None:
    await _explore(open_exchange(partner), partner, examples=8)


@pytest.mark.proof
async def test_everything_in_any_order_at_length(
    open_exchange: Callable[..., Exchange], partner: DemoJobcentre
) -> None:
    await _explore(open_exchange(partner), partner, examples=300)


async def _explore(exchange: Exchange, demo: DemoJobcentre, *, examples: int) -> None:
    loop = asyncio.get_running_loop()

    def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result(120)

    joined = type("Joined", (Booking,), {"run": staticmethod(run), "exchange": exchange, "demo": demo})
    chosen = settings(
        max_examples=examples,
        stateful_step_count=30,
        deadline=None,
        derandomize=examples < 100,
        phases=[Phase.generate] if examples < 100 else [Phase.generate, Phase.shrink],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, joined, settings=chosen)
