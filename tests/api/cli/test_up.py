"""`vejviser up`: one command to a product that serves, keeps its data, and leaves nothing behind."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.places import free_port
from tests.support.processes import children_of, gone_within, kill, wait_for_line


def _up(*words: str | Path) -> subprocess.Popen[str]:
    command: list[str | Path] = [sys.executable, "-m", "api", "up", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def running(server_folder: Path) -> Iterator[tuple[subprocess.Popen[str], str, Path]]:
    port = free_port()
    process = _up("--port", str(port), "--data", server_folder / "data")
    wait_for_line(process, "Vejviser is ready.", seconds=120)
    wait_for_line(process, "Stop with Ctrl-C.")
    yield process, f"http://127.0.0.1:{port}", server_folder / "data"
    kill(process)


@pytest.mark.slow
def test_it_serves_and_keeps_its_data_and_its_secret(
    running: tuple[subprocess.Popen[str], str, Path],
) -> None:
    process, url, data = running
    assert urlopen(f"{url}/").status == 200
    assert urlopen(f"{url}/readyz").status == 200
    second = _up("--port", str(free_port()), "--data", data)
    assert second.wait(20) == 1
    assert second.stderr
    assert f"in use by another running Vejviser (process {process.pid})" in second.stderr.read()
    secret = (data / "secret_key").read_text(encoding="ascii")

    children = children_of(process.pid)
    assert len(children) >= 5
    kill(process)
    assert all(gone_within(child, 8) for child in children)

    again = _up("--port", url.rsplit(":", 1)[1], "--data", data)
    wait_for_line(again, "Stop with Ctrl-C.", seconds=120)
    children = children_of(again.pid)
    began = time.monotonic()
    again.send_signal(signal.SIGINT)
    assert again.wait(15) == 0
    assert time.monotonic() - began < 8
    assert all(gone_within(child, 0) for child in children)
    assert (data / "secret_key").read_text(encoding="ascii") == secret


def test_a_port_in_use_is_one_line(server_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = _up("--port", str(port), "--data", server_folder / "data")
        assert process.wait(20) == 1
    assert process.stderr
    told = process.stderr.read()
    assert told.startswith(f"vejviser: port {port} cannot be used (Address already in use): choose another")
    assert told.count("\n") == 1


def test_production_is_refused_before_anything_starts(
    server_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEJVISER_ENVIRONMENT", "production")
    process = _up("--port", str(free_port()), "--data", server_folder / "data")
    assert process.wait(20) == 1
    assert process.stderr
    assert "production is refused" in process.stderr.read()
    assert not (server_folder / "data" / "postgresql").exists()
