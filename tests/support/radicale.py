"""A real CalDAV server (Radicale) as a process of its own."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from api.embedded.child import start_child
from tests.support.places import free_port

USER, PASSWORD = "jobcenter", "hemmelig"
_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = {folder}/store
"""


@dataclass
class Radicale:
    """A running server; `url` is the account's home, one collection a calendar below it."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The account's home."""
        return f"http://127.0.0.1:{self.port}/{USER}"

    def start(self) -> "Radicale":
        """Start it, on the store it had before, and wait until it serves."""
        (self.folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="ascii")
        config = self.folder / "config"
        config.write_text(_CONFIG.format(port=self.port, folder=self.folder), encoding="utf-8")
        command: list[str | Path] = [sys.executable, "-m", "radicale", "--config", config]
        self.process = start_child(command, log=self.folder / "radicale.log", death=signal.SIGKILL)
        end = time.monotonic() + 30
        while not self._serves():
            assert time.monotonic() < end, (self.folder / "radicale.log").read_text(encoding="utf-8")
            time.sleep(0.05)
        return self

    def _serves(self) -> bool:
        try:
            return self.request("OPTIONS", "/").status_code < 500
        except httpx2.HTTPError:
            return False

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> httpx2.Response:
        """Send a request as the account, as a person's calendar program would."""
        return httpx2.request(
            method, f"{self.url}{path}", content=body, headers=headers, auth=(USER, PASSWORD)
        )

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        assert self.process
        self.process.kill()
        self.process.wait()


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[Radicale]:
    """A CalDAV server with two advisers' calendars, empty."""
    folder = tmp_path / "radicale"
    folder.mkdir()
    server = Radicale(folder, free_port()).start()
    for calendar in ("mette", "soeren"):
        assert server.request("MKCALENDAR", f"/{calendar}/").status_code == 201
    yield server
    server.kill()
