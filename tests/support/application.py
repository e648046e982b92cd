"""The HTTP application as a process of its own, and its worker, over the test's PostgreSQL and Redis."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from api.embedded.child import start_child
from tests.support.jobcentre import SECRET
from tests.support.places import free_port
from tests.support.prefork import Forked, Prefork

SECRET_KEY = "a-key-for-tests-that-is-long-enough"


def environment(database_url: str, redis_url: str, planner: str, **more: str) -> dict[str, str]:
    """The environment of our processes."""
    values = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": SECRET_KEY,
        "DEMO_PLANNER": planner,
        "DEMO_WEBHOOK_SECRET": SECRET,
        "LOG_LEVEL": "WARNING",
    }
    return {f"VEJVISER_{name}": value for name, value in (values | more).items()}


@dataclass
class Program:
    """One of our processes: `serve` or `worker`."""

    name: str
    environment: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | Forked | None = None
    launch: Callable[..., subprocess.Popen[bytes] | Forked] = start_child

    @property
    def url(self) -> str:
        """Where `serve` serves."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Program":
        """Start it; `serve` on the port it had before."""
        options = ["--port", str(self.port)] if self.name == "serve" else []
        command = [sys.executable, "-m", "api", self.name, *options]
        self.process = self.launch(
            command, log=self.log, death=signal.SIGKILL, environment={**os.environ, **self.environment}
        )
        return self

    def wait(self, seconds: float = 60) -> "Program":
        """Wait until `serve` serves."""
        end = time.monotonic() + seconds
        while True:
            try:
                if httpx2.get(f"{self.url}/healthz", timeout=5, verify=False).status_code == 200:
                    return self
            except httpx2.HTTPError:
                pass
            over = self.process is None or self.process.poll() is not None or time.monotonic() > end
            assert not over, self.log.read_text(encoding="utf-8")[-3000:]
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it in order."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def cpu_seconds(self) -> float:
        """The processor time it has used."""
        assert self.process
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture
def start_program(
    database_url: str, redis_url: str, tmp_path: Path, prefork: Prefork
) -> Iterator[Callable[..., Program]]:
    """Start `serve` or `worker`: `start_program("serve", planner=demo.url)`."""
    started: list[Program] = []

    def start(name: str, *, planner: str, port: int | None = None) -> Program:
        log = tmp_path / f"{name}-{len(started)}.log"
        program = Program(name, environment(database_url, redis_url, planner), log, launch=prefork)
        program.port = port or program.port
        started.append(program.start())
        return program.wait() if name == "serve" else program

    yield start
    for program in started:
        program.stop()
