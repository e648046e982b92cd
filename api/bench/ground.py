"""A ground to measure on: PostgreSQL and Redis of its own, a crowd of citizens, and a jobcentre's free times."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import text

from api.db.engine import Database, open_database
from api.db.migrations import upgrade
from api.embedded.child import start_child
from api.embedded.ports import HOST, answers_ok, free_port
from api.embedded.postgres import EmbeddedPostgres
from api.embedded.redis import EmbeddedRedis
from api.errors import VejviserError

SECRET_KEY = "a-key-for-benchmarks-that-is-long-enough"  # noqa: S105 - of a fiction
WEBHOOK_SECRET = "whsec_" + "YmVuY2htYXJrcyBvbmx5LCBub3QgYSBzZWNyZXQgYXQgYWxs"
JOBCENTRE = "32601"
_READY_WITHIN = 120

# Citizen n has the session whose cookie is `token-n`; every time is another adviser's half hour.
_CROWD = (
    "INSERT INTO citizens (id, tenant, jobcentre, reference, cpr_sealed, display_name, created_at, refreshed_at)"
    " SELECT md5('citizen ' || n)::uuid, '0326', :code, 'bench ' || n, '', 'Borger ' || n, now(), now()"
    " FROM generate_series(1, :people) n",
    "INSERT INTO web_sessions (token_hash, citizen_id, actor, assurance, created_at, seen_at)"
    " SELECT encode(sha256(convert_to('token-' || n, 'UTF8')), 'hex'), md5('citizen ' || n)::uuid, 'self',"
    " 'Substantial', now(), now() FROM generate_series(1, :people) n",
    "INSERT INTO selfbooking (citizen_id, may_selfbook, instant_required, seen_at)"
    " SELECT md5('citizen ' || n)::uuid, true, false, now() FROM generate_series(1, :people) n",
    "INSERT INTO deadlines (citizen_id, deadline_id, kind, state, due, latest_held, first_seen_at, changed_at)"
    " SELECT md5('citizen ' || n)::uuid, 'frist ' || n, 'jobsamtale', 'active', current_date + 20,"
    " current_date + 27, now(), now() FROM generate_series(1, :people) n",
    "INSERT INTO offers (citizen_id, id, jobcentre, kind, is_group, forms, title, minutes, adviser_choice,"
    " window_from, window_to) SELECT md5('citizen ' || n)::uuid, 'offer', :code, 'jobsamtale', false,"
    " ARRAY['in_person', 'phone'], 'Samtale', 30, true, current_date, current_date + 60"
    " FROM generate_series(1, :people) n",
    "INSERT INTO offer_windows (jobcentre, offer_id, window_from, window_to, seen_at, due_at)"
    " VALUES (:code, 'offer', current_date, current_date + 60, now(), now() + interval '1 day')",
    "INSERT INTO times (jobcentre, offer_id, time_id, starts_at, ends_at, adviser_id, adviser, forms,"
    " first_seen_at, seen_at) SELECT :code, 'offer', 'time-' || n, s, s + interval '30 minutes',"
    " 'adviser-' || n % 50, 'Adviser ' || n % 50, ARRAY['in_person', 'phone'], now(), now()"
    " FROM (SELECT n, date_trunc('day', now()) + interval '4 days' + n / 50 * interval '30 minutes' AS s"
    " FROM generate_series(1, :times) n) x",
    "ANALYZE",
)


@dataclass(frozen=True)
class Ground:
    """Where a benchmark runs."""

    folder: Path
    postgres: EmbeddedPostgres
    redis: EmbeddedRedis
    planner: str = f"http://{HOST}:9"

    def with_planner(self, port: int) -> "Ground":
        """Return the ground with a jobcentre that listens on the port."""
        return replace(self, planner=f"http://{HOST}:{port}")

    def environment(self) -> dict[str, str]:
        """Return the environment of our processes."""
        values = {
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "SECRET_KEY": SECRET_KEY,
            "DEMO_PLANNER": self.planner,
            "DEMO_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "LOG_LEVEL": "ERROR",
        }
        return os.environ | {f"VEJVISER_{name}": value for name, value in values.items()}


@contextmanager
def open_ground() -> Iterator[Ground]:
    """Open a ground in a folder of its own; everything is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="vejviser-bench-"))
    folder.chmod(0o755)
    postgres, redis = EmbeddedPostgres(folder / "pg"), EmbeddedRedis(folder / "redis")
    try:
        postgres.start()
        redis.start()
        yield Ground(folder, postgres, redis)
    finally:
        redis.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


async def populate(ground: Ground, *, people: int, times: int) -> Database:
    """Make the schema and fill it; return the open record."""
    database = open_database(ground.postgres.url)
    await upgrade(database)
    async with database.transaction() as tx:
        for statement in _CROWD:
            known = {"code": JOBCENTRE, "people": people, "times": times}
            await tx.execute(text(statement), {n: v for n, v in known.items() if f":{n}" in statement})
    return database


@dataclass
class Served:
    """A process that serves HTTP."""

    process: "subprocess.Popen[bytes]"
    port: int

    def cpu_seconds(self) -> float:
        """Return the processor time it has used."""
        return cpu_seconds(self.process.pid)


def cpu_seconds(process_id: int) -> float:
    """Return the processor time a process has used."""
    stat = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def program(ground: Ground, name: str, command: list[str], *, serves: bool = True) -> Iterator[Served]:
    """Run `python -m` with the command, `PORT` in it replaced by a free port, while the block runs."""
    port = free_port(0)
    words = [str(port) if word == "PORT" else word for word in command]
    log = ground.folder / f"{name}.log"
    process = start_child(
        [sys.executable, "-m", *words],
        log=log,
        death=signal.SIGKILL,
        environment=ground.environment(),
    )
    end = time.monotonic() + _READY_WITHIN
    try:
        while serves and not answers_ok(f"http://{HOST}:{port}/healthz"):
            if process.poll() is not None or time.monotonic() > end:
                raise VejviserError(f"{name} does not serve: {log.read_text(encoding='utf-8')[-500:]}")
            time.sleep(0.1)
        yield Served(process, port)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def percentile(values: list[float], share: float) -> float:
    """Return the value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
