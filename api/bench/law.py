"""How fast the law is asked: everybody, ten outputs beside polars written by hand, and one citizen with reasons.

Everybody is asked in a process of its own, so that its memory is its own.
"""

import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from api.bench.law_ten import TODAY, by_hand, ten_outputs
from api.bench.population import CITIZENS, write_population
from api.errors import VejviserError
from rights import Facts, bulk, read_law
from rights.bulk.run import SLICE

_RUNS = 5
_CITIZEN = {
    "birth_date": "1990-05-05",
    "benefit": "kontanthjaelp",
    "readiness": "jobparat",
    "registered_on": "2026-10-01",
    "benefit_since": "2026-04-01",
    "booking_deadline": "2026-12-01",
    "guided_on": "2026-10-08",
    "selfbooking_exempt": False,
    "digital_post_exempt": False,
    "employed": False,
    "weeks_unemployed": 30,
    "interviews": [{"on": "2026-11-02", "type": "jobsamtale", "with": "jobcenter", "state": "held"}],
    "absences": [],
}


def run() -> dict[str, object]:
    """Return the figures; aims: 5 s (3 s) and 400 MB for everybody, 1.3, 100 microseconds, 2 ms."""
    with tempfile.TemporaryDirectory() as folder:
        people = Path(folder) / "people.parquet"
        _alone(write_population, people)
        everybody = _alone(_everybody, people)
        parquet = _alone(_parquet, people)
        ten = _alone(_ten, people)
    return {"citizens": CITIZENS, "slice": SLICE, **everybody, **parquet, **ten, **_one_citizen()}


def _alone(work: Callable[[Path], dict[str, object] | None], people: Path) -> dict[str, object]:
    """Do the work in a new process and return its figures."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (people,)) or {}


def _everybody(people: Path) -> dict[str, object]:
    book = read_law().book(TODAY)
    wall, cpu = time.perf_counter(), time.process_time()
    counts = bulk.count(book, pl.scan_parquet(people))
    return {
        "rules in force": len(counts),
        "everybody, counted: wall s": time.perf_counter() - wall,
        "everybody, counted: CPU s": time.process_time() - cpu,
        "everybody, counted: peak MB": _peak(),
    }


def _parquet(people: Path) -> dict[str, object]:
    book = read_law().book(TODAY)
    wall, target = time.perf_counter(), people.with_name("out.parquet")
    bulk.run(book, people, target)
    return {
        "everybody, Parquet: wall s": time.perf_counter() - wall,
        "everybody, Parquet: peak MB": _peak(),
        "everybody, Parquet: file MB": target.stat().st_size / 2**20,
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _ten(people: Path) -> dict[str, object]:
    """Ten outputs by the product's plan and by hand, in turn, over the same frame in memory."""
    book = ten_outputs(read_law())
    frame = pl.read_parquet(people).lazy()
    plan, hand = bulk.evaluate(book, frame), by_hand(frame)
    if differing := _differing(plan.collect(), hand.collect()):
        raise VejviserError(f"the plan and the hand do not agree: {differing}")
    pairs = [(_cpu(plan), _cpu(hand)) for _ in range(_RUNS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    return {
        "ten outputs, plan: CPU ns a citizen": ours / CITIZENS * 1e9,
        "ten outputs, by hand: CPU ns a citizen": theirs / CITIZENS * 1e9,
        "ten outputs, plan over hand (aim 1.3)": ours / theirs,
    }


def _differing(one: pl.DataFrame, other: pl.DataFrame) -> list[str]:
    return [name for name in other.columns if not one[name].equals(other[name])]


def _cpu(frame: pl.LazyFrame) -> float:
    start = time.process_time()
    frame.collect()
    return time.process_time() - start


def _one_citizen() -> dict[str, object]:
    law, citizen = read_law(), Facts.model_validate(_CITIZEN)
    ten, whole = ten_outputs(law), law.book(TODAY)
    return {
        "one citizen, ten outputs with trace: CPU us (aim 100)": _each(lambda: ten.explain(citizen)) * 1e6,
        "one citizen, whole book with trace: CPU ms (aim 2)": _each(lambda: whole.explain(citizen)) * 1e3,
        "one citizen, whole book in words: CPU ms": _each(lambda: whole.evaluate(citizen)) * 1e3,
    }


def _each(work: Callable[[], object], times: int = 300) -> float:
    """Return the CPU seconds of one call: the median of several rounds."""
    rounds = []
    for _ in range(_RUNS):
        start = time.process_time()
        for _ in range(times):
            work()
        rounds.append((time.process_time() - start) / times)
    return statistics.median(rounds)
