"""The demo jobcentre as a process of its own, for any test that needs a real partner."""

import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr

from api.embedded.child import start_child
from api.jobcentre.connect import open_jobcentre
from api.jobcentre.connection import Connection
from api.jobcentre.demo.citizens import personas
from api.jobcentre.demo.seeding import reference
from api.jobcentre.port import Jobcentre
from tests.support.places import free_port, open_folder
from tests.support.prefork import Forked, Prefork

SECRET = "whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVz"
JSON = {"Accept": "application/json"}
CODE = "32601"


def cpr_of(persona: str) -> str:
    """The replacement CPR number of a fictional citizen."""
    return next(known.cpr for known in personas() if known.id == persona)


def ref_of(persona: str) -> str:
    """The opaque reference of a fictional citizen."""
    return reference(persona)


@dataclass
class DemoJobcentre:
    """A running demo jobcentre: `url`, and what its people and its fault panel can do."""

    folder: Path
    options: tuple[str, ...] = ()
    port: int = 0
    process: subprocess.Popen[bytes] | Forked | None = None
    url: str = ""
    launch: Callable[..., subprocess.Popen[bytes] | Forked] = start_child
    # Whom a machine trusts takes long to read, and plain HTTP does not ask.
    client: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=30, verify=False))
    # Which of its extra citizens no test has taken yet, over all tests that share it.
    strangers: Iterator[int] = field(default_factory=count)

    def start(self) -> "DemoJobcentre":
        """Start it, on the port it had before if it ran before, and wait until it serves."""
        self.port = self.port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = [
            sys.executable,
            "-m",
            "api.jobcentre.demo",
            "--data",
            str(self.folder),
            f"--port={self.port}",
        ]
        self.process = self.launch([*command, *self.options], log=self.log, death=signal.SIGKILL)
        self.wait()
        return self

    @property
    def log(self) -> Path:
        """What it has said."""
        return self.folder.with_suffix(".log")

    def wait(self, seconds: float = 60) -> None:
        """Wait until it serves."""
        end = time.monotonic() + seconds
        while not self._serves():
            over = self.process is None or self.process.poll() is not None or time.monotonic() > end
            assert not over, self.log.read_text(encoding="utf-8")[-2000:]
            time.sleep(0.05)

    def _serves(self) -> bool:
        try:
            return self.client.get(f"{self.url}/healthz").status_code == 200
        except httpx2.HTTPError:
            return False

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it in order."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)
        self.client.close()

    def connection(self, **changes: Any) -> Connection:
        """The settings of the HTTP connector to it."""
        return Connection.model_validate(
            {"base_url": self.url, "organisation_code": CODE, "secrets": (SecretStr(SECRET),), **changes}
        )

    def staff(self, path: str, **fields: Any) -> None:
        """Do what a person does on the staff's pages: post a form to `/_staff/...`."""
        answer = self.client.post(f"{self.url}/_staff/{path}", data=fields, headers=JSON)
        assert answer.status_code == 204, (path, answer.status_code, answer.text[:300])

    def fault(self, kind: str, **fields: Any) -> None:
        """Put a fault in force; `seconds`, `status`, `times`, `share`, `method`, `path`."""
        answer = self.client.post(f"{self.url}/_faults", json={"kind": kind, **fields})
        assert answer.status_code == 201, answer.text

    def no_faults(self) -> None:
        """End all faults, the clock's among them."""
        self.client.delete(f"{self.url}/_faults").raise_for_status()

    def skew(self, seconds: float) -> None:
        """Move its clock, deadlines and holds with it."""
        self.client.put(f"{self.url}/_clock", params={"seconds": seconds}).raise_for_status()

    def jobnet(self, per_minute: float, *, ours: bool = False) -> None:
        """Set how busy Jobnet is."""
        self.client.put(
            f"{self.url}/_jobnet", json={"per_minute": per_minute, "ours": ours}
        ).raise_for_status()

    def deliveries(self, seconds: float = 15) -> dict[str, int]:
        """Wait until no event is waiting to be delivered; how many are `delivered` and `parked`."""
        end = time.monotonic() + seconds
        while (counts := self.read("_events")["deliveries"])["pending"] and time.monotonic() < end:
            time.sleep(0.02)
        return dict(counts)

    def read(self, path: str) -> Any:
        """Read `/_events`, `/_doubles`, `/_faults` or `/_jobnet`."""
        answer = self.client.get(f"{self.url}/{path}")
        answer.raise_for_status()
        return answer.json()


@pytest.fixture(scope="session")
def shared_jobcentre(prefork: Prefork) -> Iterator[DemoJobcentre]:
    """One demo jobcentre for the whole session, without subscribers. Leave no faults in it."""
    with open_folder("jobcentre") as folder:
        options = ("--extra-citizens", "600", "--extra-advisers", "10")
        demo = DemoJobcentre(folder / "data", options, launch=prefork).start()
        yield demo
        demo.stop()


@pytest.fixture
def start_jobcentre(tmp_path: Path, prefork: Prefork) -> Iterator[Callable[..., DemoJobcentre]]:
    """Start demo jobcentres of the test's own: `start_jobcentre("--hold-minutes", "1")`."""
    started: list[DemoJobcentre] = []

    def start(*options: str, name: str = "jobcentre") -> DemoJobcentre:
        demo = DemoJobcentre(tmp_path / name, options, launch=prefork).start()
        started.append(demo)
        return demo

    yield start
    for demo in started:
        demo.stop()


@pytest.fixture
async def jobcentre(shared_jobcentre: DemoJobcentre) -> AsyncIterator[Jobcentre]:
    """The HTTP connector to the session's demo jobcentre."""
    opened = open_jobcentre(shared_jobcentre.connection())
    yield opened
    await opened.close()
