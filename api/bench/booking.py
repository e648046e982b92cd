"""`bench booking`: accepted bookings through HTTP when several want each time, beside a bare route.

Run it on a machine that does nothing else. Processor time is the application's own; PostgreSQL's is the same
work for both and not counted.
"""

import asyncio
import time
from collections import Counter

from sqlalchemy import text

from api.bench import caller
from api.bench.ground import Ground, Served, open_ground, percentile, populate, program
from api.db.engine import Database
from api.ids import derived_uuid

TIMES, CONTENDERS, CONNECTIONS = 1200, 2, 16
_WARM_UP = 100
_OVERLAPS = """
    SELECT count(*) FROM interviews a JOIN interviews b ON a.id < b.id AND a.jobcentre = b.jobcentre
      AND a.adviser_id = b.adviser_id
      AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
    WHERE a.active AND b.active
"""


def run() -> dict[str, object]:
    """Measure and return the figures."""
    with open_ground() as ground:
        return asyncio.run(_measure(ground))


async def _measure(ground: Ground) -> dict[str, object]:
    database = await populate(ground, people=TIMES * CONTENDERS, times=TIMES)
    with (
        program(ground, "serve", ["api", "serve", "--port", "PORT"]) as ours,
        program(ground, "bare", ["api.bench.bare", "--port", "PORT"]) as bare,
    ):
        # Alternating halves, so that a busy moment of the machine meets both.
        figures = [await _both(ours, bare, half) for half in (0, 1)]
        doubles = await _count(database, _OVERLAPS)
    await database.close()
    return _figures(figures, doubles)


async def _both(ours: Served, bare: Served, half: int) -> dict[str, "Part"]:
    numbers = list(range(1 + half * TIMES // 2, 1 + (half + 1) * TIMES // 2))
    return {
        "bare": await _part(bare, [_bare(number, turn) for number in numbers for turn in range(CONTENDERS)]),
        "ours": await _part(ours, [_ours(number, turn) for number in numbers for turn in range(CONTENDERS)]),
    }


class Part:
    """One half of one side's run."""

    def __init__(self, answers: list[caller.Answered], seconds: float, cpu: float, caller_cpu: float) -> None:
        self.answers, self.seconds, self.cpu, self.caller_cpu = answers, seconds, cpu, caller_cpu
        self.statuses = Counter(answer.status for answer in answers)


async def _part(served: Served, requests: list[bytes]) -> Part:
    await caller.call_all(served.port, requests[:_WARM_UP], connections=CONNECTIONS)
    cpu, own, began = served.cpu_seconds(), time.process_time(), time.perf_counter()
    answers = await caller.call_all(served.port, requests[_WARM_UP:], connections=CONNECTIONS)
    return Part(answers, time.perf_counter() - began, served.cpu_seconds() - cpu, time.process_time() - own)


def _citizen(number: int, turn: int) -> int:
    return (number - 1) * CONTENDERS + turn + 1


def _ours(number: int, turn: int) -> bytes:
    citizen = _citizen(number, turn)
    return caller.request(
        "PUT",
        f"/v1/interviews/{derived_uuid('bench', str(citizen))}",
        f'{{"time_id":"time-{number}","form":"in_person"}}',
        Cookie=f"vejviser_session=token-{citizen}",
        Idempotency_Key=f"key-{citizen}",
    )


def _bare(number: int, turn: int) -> bytes:
    citizen = _citizen(number, turn)
    return caller.request(
        "PUT",
        f"/bare/{derived_uuid('bare', str(citizen))}",
        f'{{"number":{number},"citizen":"{_uuid(citizen)}","form":"in_person"}}',
    )


def _uuid(citizen: int) -> str:
    import hashlib  # noqa: PLC0415

    return hashlib.md5(f"citizen {citizen}".encode(), usedforsecurity=False).hexdigest()


async def _count(database: Database, query: str) -> int:
    async with database.transaction() as tx:
        return int((await tx.execute(text(query))).scalar_one())


def _figures(halves: list[dict[str, Part]], doubles: int) -> dict[str, object]:
    figures: dict[str, object] = {"contenders_per_time": CONTENDERS, "connections": CONNECTIONS}
    for side in ("ours", "bare"):
        parts = [half[side] for half in halves]
        accepted = sum(part.statuses[202] for part in parts)
        seconds = sum(part.seconds for part in parts)
        took = [answer.seconds * 1000 for part in parts for answer in part.answers if answer.status == 202]
        cpu = sum(part.cpu for part in parts)
        figures |= {
            f"{side}_accepted": accepted,
            f"{side}_refused": sum(part.statuses[409] for part in parts),
            f"{side}_other_answers": sum(len(p.answers) - p.statuses[202] - p.statuses[409] for p in parts),
            f"{side}_accepted_per_second": accepted / seconds,
            f"{side}_cpu_ms_per_accepted": 1000 * cpu / accepted,
            f"{side}_p50_ms": percentile(took, 0.5),
            f"{side}_p99_ms": percentile(took, 0.99),
            f"{side}_caller_cpu_share": sum(part.caller_cpu for part in parts) / seconds,
        }
    ours, bare = figures["ours_cpu_ms_per_accepted"], figures["bare_cpu_ms_per_accepted"]
    assert isinstance(ours, float)
    assert isinstance(bare, float)
    figures["cpu_ratio"] = ours / bare
    figures["doubles"] = doubles
    return figures
