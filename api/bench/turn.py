"""`bench turn`: free text to personal answer through HTTP, beside a route of the same server that only embeds it.

Every citizen is logged in and asks a few questions in one conversation; no text is asked twice. The reference
embeds the same texts and makes one round trip to Redis and one to PostgreSQL. Run it on a machine that does
nothing else; processor time is the server's own and bears a busy machine better.
"""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import text

from api.bench import caller
from api.bench.ground import Ground, Served, open_ground, percentile, populate, program
from api.bench.turn_texts import texts
from api.db.engine import Database

TURNS, CONNECTIONS, ROUNDS, A_CONVERSATION = 1200, 8, 4, 3
WARM_UP = 60
_FACTS = text(
    "INSERT INTO citizen_facts (citizen_id, key, value, source, seen_at)"
    " SELECT c.id, f.key, f.value, 'bench', now() FROM citizens c, (VALUES"
    """ ('benefit', '"kontanthjaelp"'::jsonb), ('readiness', '"jobparat"'), ('birth_date', '"1990-05-05"'),"""
    """ ('registered_on', '"2026-10-01"'), ('guided_on', '"2026-10-08"'), ('weeks_unemployed', '30'),"""
    " ('selfbooking_exempt', 'false'), ('digital_post_exempt', 'false')) f(key, value)"
)


@dataclass
class Side:
    """One of the two routes: how it is asked, and what was measured."""

    ask: Callable[[int, str], bytes]
    answers: list[caller.Answered] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0


def run(turns: int = TURNS) -> dict[str, object]:
    """Measure so many turns on both routes and return the figures."""
    with open_ground() as ground:
        return asyncio.run(_measure(ground, turns))


async def _measure(ground: Ground, turns: int) -> dict[str, object]:
    asked = list(enumerate(texts(turns + WARM_UP)))
    database = await populate(ground, people=len(asked) // A_CONVERSATION + 1, times=200)
    await _tell_facts(database)
    sides = {"ours": Side(_ours), "bare": Side(_bare)}
    with program(ground, "turn", ["api.bench.turn_bare", "--port", "PORT"]) as served:
        for side in sides.values():
            await _ask(served, side, asked[:WARM_UP])
        size = -(-turns // ROUNDS)
        # In turns, so that a busy moment of the machine meets both.
        for start in range(WARM_UP, len(asked), size):
            for side in sides.values():
                await _part(served, side, asked[start : start + size])
    await database.close()
    return _figures(sides)


async def _tell_facts(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute(_FACTS)
        await tx.execute(text("ANALYZE"))


async def _ask(served: Served, side: Side, asked: list[tuple[int, str]]) -> list[caller.Answered]:
    requests = [side.ask(number, words) for number, words in asked]
    return await caller.call_all(served.port, requests, connections=CONNECTIONS)


async def _part(served: Served, side: Side, asked: list[tuple[int, str]]) -> None:
    cpu, began = served.cpu_seconds(), time.perf_counter()
    answers = await _ask(served, side, asked)
    side.seconds += time.perf_counter() - began
    side.cpu += served.cpu_seconds() - cpu
    side.answers += answers


def _ours(number: int, words: str) -> bytes:
    citizen = number // A_CONVERSATION + 1
    body = {"conversation": f"bench-{citizen:06}", "id": f"message-{number:06}", "text": words, "lang": "da"}
    return caller.request(
        "POST",
        "/v1/chat/messages",
        json.dumps(body),
        Cookie=f"vejviser_session=token-{citizen}",
        X_Forwarded_For=f"10.1.{citizen // 250}.{citizen % 250}",  # the limit per address is not what is measured
    )


def _bare(number: int, words: str) -> bytes:
    body = {"conversation": f"bench-{number // A_CONVERSATION + 1:06}", "text": words}
    return caller.request("POST", "/v1/bare", json.dumps(body))


def _figures(sides: dict[str, Side]) -> dict[str, object]:
    figures: dict[str, object] = {"connections": CONNECTIONS, "turns": len(sides["ours"].answers)}
    speed, cost, p99 = dict[str, float](), dict[str, float](), dict[str, float]()
    for name, side in sides.items():
        took = [answer.seconds * 1000 for answer in side.answers]
        speed[name], cost[name] = len(took) / side.seconds, 1000 * side.cpu / len(took)
        p99[name] = percentile(took, 0.99)
        figures |= {
            f"{name}_not_200": sum(answer.status != 200 for answer in side.answers),
            f"{name}_per_second": speed[name],
            f"{name}_cpu_ms": cost[name],
            f"{name}_p50_ms": percentile(took, 0.5),
            f"{name}_p99_ms": p99[name],
        }
    figures["ours_personal"] = _personal(sides["ours"])
    figures["throughput_ratio (aim 0.7)"] = speed["ours"] / speed["bare"]
    figures["cpu_ratio, bare to ours"] = cost["bare"] / cost["ours"]
    figures["p99_ratio (aim 3)"] = p99["ours"] / p99["bare"]
    return figures


def _personal(side: Side) -> float:
    """The share of answers that were made for the citizen."""
    turns = [json.loads(answer.body) for answer in side.answers if answer.status == 200]
    count = Counter(bool(turn["reply"]["personal"]) for turn in turns)
    return count[True] / max(len(turns), 1)
