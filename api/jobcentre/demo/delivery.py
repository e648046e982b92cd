"""Delivering events: signed, in order per citizen, retried, parked only by an answer (jobcentre-api, Events)."""

import asyncio
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import httpx2

from api.jobcentre.demo.clock import stamp
from api.jobcentre.demo.config import Subscriber
from api.jobcentre.demo.faults import FaultKind, Faults
from api.jobcentre.demo.office import Office
from api.jobcentre.demo.storage import transaction
from api.jobcentre.signing import sign

AT_ONCE = 32
_PASSING = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Outcome:
    """How one delivery went: delivered, parked, or pending, which pauses the queue."""

    seq: int
    state: str
    answer: str


class Courier:
    """Delivers to one subscriber. While `failures` is not 0 the queue is paused and one event is tried."""

    def __init__(self, office: Office, faults: Faults, subscriber: Subscriber) -> None:
        self.office = office
        self.faults = faults
        self.subscriber = subscriber
        self.failures = 0
        self.news = asyncio.Event()
        self.retry = asyncio.Event()
        office.listeners.add(self.news)

    async def run(self) -> None:
        """Deliver until cancelled."""
        # Whom a machine trusts takes long to read, and plain HTTP does not ask.
        async with httpx2.AsyncClient(timeout=10, verify=self.subscriber.url.startswith("https:")) as client:
            while True:
                self.news.clear()
                if not await self._round(client):
                    await self._rest()

    async def _round(self, client: httpx2.AsyncClient) -> bool:
        batch = self._heads()[: 1 if self.failures else AT_ONCE]
        outcomes = await asyncio.gather(*[self._deliver(client, row) for row in batch])
        self._write(outcomes)
        paused = any(outcome.state == "pending" for outcome in outcomes)
        self.failures = self.failures + 1 if paused else 0
        return bool(batch) and not paused

    async def _rest(self) -> None:
        """Wait for news; while paused for min(10800, 2^n - 1) seconds, or until told to try at once."""
        awaited = self.retry if self.failures else self.news
        seconds = min(self.office.config.max_retry_seconds, 2**self.failures - 1) if self.failures else None
        with suppress(TimeoutError):
            await asyncio.wait_for(awaited.wait(), seconds)
        self.retry.clear()

    def _heads(self) -> list[sqlite3.Row]:
        """Return the oldest pending event of each citizen; those about no citizen each by itself."""
        rows = self.office.db.execute(
            "SELECT e.* FROM deliveries d JOIN events e ON e.seq = d.seq"
            " WHERE d.subscriber = ? AND d.state = 'pending' ORDER BY d.seq LIMIT 400",
            (self.subscriber.name,),
        ).fetchall()
        if len(rows) > 1 and self.faults.meet_event(FaultKind.EVENT_REORDER):
            return [rows[1]]
        heads: dict[str, sqlite3.Row] = {}
        for row in rows:
            heads.setdefault(row["ref"] or f"#{row['seq']}", row)
        return list(heads.values())

    async def _deliver(self, client: httpx2.AsyncClient, row: sqlite3.Row) -> Outcome:
        if self.faults.meet_event(FaultKind.EVENT_DROP):
            return Outcome(row["seq"], "delivered", "dropped by a fault")
        slow = self.faults.meet_event(FaultKind.EVENT_DELAY)
        await asyncio.sleep(slow.seconds if slow else 0)
        if self.faults.meet_event(FaultKind.EVENT_DUPLICATE):
            await self._send(client, row)
        return await self._send(client, row)

    async def _send(self, client: httpx2.AsyncClient, row: sqlite3.Row) -> Outcome:
        body = row["body"].encode()
        headers = sign(self.subscriber.secrets, row["id"], self.office.clock.signing_time(), body)
        try:
            response = await client.post(self.subscriber.url, content=body, headers=headers)
        except httpx2.HTTPError as error:
            return Outcome(row["seq"], "pending", type(error).__name__)
        answer = str(response.status_code)
        if response.is_success:
            return Outcome(row["seq"], "delivered", answer)
        final = response.is_client_error and response.status_code not in _PASSING
        return Outcome(row["seq"], "parked" if final else "pending", answer)

    def _write(self, outcomes: list[Outcome]) -> None:
        if not outcomes:
            return
        with transaction(self.office.db):
            self.office.db.executemany(
                "UPDATE deliveries SET state = ?, answer = ?, attempts = attempts + 1"
                " WHERE subscriber = ? AND seq = ?",
                [(o.state, o.answer, self.subscriber.name, o.seq) for o in outcomes],
            )


def replay(office: Office, subscription: str, since: datetime) -> int:
    """Make all events from `since` pending again, parked ones too; return how many."""
    done = office.db.execute(
        "INSERT INTO deliveries (seq, subscriber) SELECT seq, ? FROM events WHERE at >= ?"
        " ON CONFLICT (subscriber, seq) DO UPDATE SET state = 'pending'",
        (subscription, stamp(since)),
    )
    office.tell()
    return done.rowcount


def counts(office: Office) -> dict[str, int]:
    """Return how many deliveries are pending, delivered and parked."""
    rows = office.db.execute("SELECT state, COUNT(*) AS n FROM deliveries GROUP BY state").fetchall()
    return {"pending": 0, "delivered": 0, "parked": 0} | {row["state"]: row["n"] for row in rows}
