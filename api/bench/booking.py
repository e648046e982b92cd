"""`bench booking`: accepted bookings through HTTP while some times are wanted by two, beside bare routes.

Every fifth time is asked for by two citizens at once. Processor time is the application's own; PostgreSQL does
the same for all and is not counted. Run it on a machine that does nothing else.
"""

import asyncio
import hashlib
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from sqlalchemy import text

from api.bench import caller
from api.bench.ground import Ground, Served, open_ground, percentile, populate, program
from api.ids import derived_uuid

TIMES, CONNECTIONS, ROUNDS = 1500, 16, 3
_WANTED_BY_TWO = 5
_WARM_UP = 100
_OVERLAPS = """
    SELECT count(*) FROM interviews a JOIN interviews b ON a.id < b.id AND a.jobcentre = b.jobcentre
      AND a.adviser_id = b.adviser_id
      AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
    WHERE a.active AND b.active
"""
Ask = Callable[[int, int], bytes]


@dataclass
class Side:
    """One of those compared: its process, how it is asked, and what was measured."""

    served: Served
    ask: Ask
    answers: list[caller.Answered]
    seconds: float = 0.0
    cpu: float = 0.0
    caller_cpu: float = 0.0


def run() -> dict[str, object]:
    """Measure and return the figures."""
    with open_ground() as ground:
        return asyncio.run(_measure(ground))


async def _measure(ground: Ground) -> dict[str, object]:
    database = await populate(ground, people=2 * TIMES, times=TIMES)
    with ExitStack() as stack:
        sides = {
            "ours": _side(stack, ground, ["api", "serve", "--port", "PORT"], _ours),
            "bare": _side(stack, ground, ["api.bench.bare", "--port", "PORT"], _bare),
            "behind_login": _side(stack, ground, ["api.bench.bare", "--login", "--port", "PORT"], _login),
        }
        # In turns, so that a busy moment of the machine meets all of them.
        for part in range(ROUNDS):
            for side in sides.values():
                await _part(side, part)
        async with database.transaction() as tx:
            doubles = int((await tx.execute(text(_OVERLAPS))).scalar_one())
    await database.close()
    return _figures(sides, doubles)


def _side(stack: ExitStack, ground: Ground, command: list[str], ask: Ask) -> Side:
    name = command[0] + ("-login" if "--login" in command else "")
    return Side(stack.enter_context(program(ground, name, command)), ask, [])


async def _part(side: Side, part: int) -> None:
    size = TIMES // ROUNDS
    numbers = range(1 + part * size, 1 + (part + 1) * size)
    requests = [
        side.ask(number, turn) for number in numbers for turn in range(1 + (number % _WANTED_BY_TWO == 0))
    ]
    await caller.call_all(side.served.port, requests[:_WARM_UP], connections=CONNECTIONS)
    cpu, own, began = side.served.cpu_seconds(), time.process_time(), time.perf_counter()
    answers = await caller.call_all(side.served.port, requests[_WARM_UP:], connections=CONNECTIONS)
    side.seconds += time.perf_counter() - began
    side.cpu += side.served.cpu_seconds() - cpu
    side.caller_cpu += time.process_time() - own
    side.answers += answers


def _citizen(number: int, turn: int) -> int:
    return 2 * (number - 1) + turn + 1


def _ours(number: int, turn: int) -> bytes:
    citizen = _citizen(number, turn)
    return caller.request(
        "PUT",
        f"/v1/interviews/{derived_uuid('ours', str(citizen))}",
        f'{{"time_id":"time-{number}","form":"in_person"}}',
        Cookie=f"vejviser_session=token-{citizen}",
        Idempotency_Key=f"key-{citizen}",
    )


def _bare(number: int, turn: int, path: str = "/bare") -> bytes:
    citizen = _citizen(number, turn)
    whose = hashlib.md5(f"citizen {citizen}".encode(), usedforsecurity=False).hexdigest()
    return caller.request(
        "PUT",
        f"{path}/{derived_uuid(path, str(citizen))}",
        f'{{"number":{number},"citizen":"{whose}","form":"in_person"}}',
        Cookie=f"vejviser_session=token-{citizen}",
    )


def _login(number: int, turn: int) -> bytes:
    return _bare(number, turn, "/v1/bare")


def _figures(sides: dict[str, Side], doubles: int) -> dict[str, object]:
    figures: dict[str, object] = {"connections": CONNECTIONS, "times_wanted_by_two": 1 / _WANTED_BY_TWO}
    cost: dict[str, float] = {}
    for name, side in sides.items():
        statuses = Counter(answer.status for answer in side.answers)
        took = [answer.seconds * 1000 for answer in side.answers if answer.status == 202]
        cost[name] = 1000 * side.cpu / statuses[202]
        figures |= {
            f"{name}_accepted": statuses[202],
            f"{name}_refused": statuses[409],
            f"{name}_other": len(side.answers) - statuses[202] - statuses[409],
            f"{name}_accepted_per_second": statuses[202] / side.seconds,
            f"{name}_cpu_ms_per_accepted": cost[name],
            f"{name}_p50_ms": percentile(took, 0.5),
            f"{name}_p99_ms": percentile(took, 0.99),
            f"{name}_p99_to_p50": percentile(took, 0.99) / percentile(took, 0.5),
            f"{name}_caller_cpu_share": side.caller_cpu / side.seconds,
        }
    figures["cpu_ratio"] = cost["ours"] / cost["bare"]
    figures["cpu_ratio_behind_login"] = cost["ours"] / cost["behind_login"]
    figures["doubles"] = doubles
    return figures
