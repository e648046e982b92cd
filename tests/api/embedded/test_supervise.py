"""Supervision: what falls is started again, what must stop stops, nothing outlives its parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from api.embedded.child import Child
from api.embedded.supervise import Supervisor
from tests.support.processes import children_of, gone_within, kill, wait_for_line

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
IGNORE_SIGTERM = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("on", flush=True)
time.sleep(60)
"""
STUBBORN = [sys.executable, "-c", IGNORE_SIGTERM]
PARENT = """
import signal, sys
signal.signal(signal.SIGHUP, signal.Handlers[sys.argv[2]])
from pathlib import Path
from api.embedded.child import Child
from api.embedded.supervise import Supervisor
supervisor = Supervisor(lambda words: print(words, flush=True))
supervisor.listen_to_signals()
command = [sys.executable, "-c", "import time; time.sleep(60)"]
supervisor.start([Child(name, command, log=Path(sys.argv[1]) / name, environment={}) for name in "ab"])
print("ready", flush=True)
supervisor.watch()
supervisor.stop_all()
print("stopped", flush=True)
"""


def _parent(folder: Path, hangup: str = "SIG_DFL") -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, folder, hangup], stdout=subprocess.PIPE, text=True
    )
    wait_for_line(process, "ready")
    return process


def test_nothing_outlives_a_supervisor_that_is_killed(server_folder: Path) -> None:
    parent = _parent(server_folder)
    children = children_of(parent.pid)
    assert len(children) == 2
    kill(parent)
    assert all(gone_within(child, 5) for child in children)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_quickly(server_folder: Path, number: signal.Signals) -> None:
    parent = _parent(server_folder)
    children = children_of(parent.pid)
    began = time.monotonic()
    parent.send_signal(number)
    wait_for_line(parent, "stopped")
    assert parent.wait(5) == 0
    assert time.monotonic() - began < 3
    assert all(gone_within(child, 0) for child in children)
    kill(parent)


def test_under_nohup_a_closed_terminal_stops_nothing(server_folder: Path) -> None:
    parent = _parent(server_folder, "SIG_IGN")
    parent.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    assert parent.poll() is None
    kill(parent)


def test_what_falls_is_told_and_started_again(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor(said.append)
    child = Child("sleeper", SLEEPER, log=tmp_path / "sleeper.log", environment={})
    supervisor.start([child])
    watching = threading.Timer(4, lambda: os.kill(os.getpid(), signal.SIGUSR1))
    before = signal.signal(signal.SIGUSR1, supervisor._on_signal)
    (process,) = children_of(os.getpid())[-1:]
    os.kill(process, signal.SIGKILL)
    watching.start()
    supervisor.watch()
    signal.signal(signal.SIGUSR1, before)
    assert child.running
    supervisor.stop_all()
    assert said[0].startswith("sleeper stopped by itself (exit -9); again in 1 s. Its log: ")
    assert said[1] == "sleeper runs again"


def test_what_does_not_listen_is_killed(tmp_path: Path) -> None:
    child = Child("stubborn", STUBBORN, log=tmp_path / "stubborn.log", environment={})
    child.start()
    while not (tmp_path / "stubborn.log").read_text(encoding="utf-8"):
        time.sleep(0.02)
    child.stop(seconds=0.3)
    assert (child.running, child.exit_code) == (False, -signal.SIGKILL)
