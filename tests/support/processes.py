"""Processes that a test starts, watches and kills."""

import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.prefork import Prefork


def wait_for_line(process: subprocess.Popen[str], start: str, seconds: float = 60) -> str:
    """Return the rest of the next line that begins with `start`; a process that does not say it is killed."""
    assert process.stdout
    patience = threading.Timer(seconds, process.kill)
    patience.start()
    try:
        for line in process.stdout:
            if line.startswith(start):
                return line.removeprefix(start).strip()
    finally:
        patience.cancel()
    raise AssertionError(
        f"it ended ({process.wait()}) before it said {start!r}, or did not within {seconds} s"
    )


def kill(process: subprocess.Popen[str]) -> None:
    """Kill with SIGKILL and collect."""
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def gone_within(process_id: int, seconds: float) -> bool:
    """Return whether the process is gone, or dead and not yet collected, within the time."""
    end = time.monotonic() + seconds
    while True:
        try:
            state = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z" or time.monotonic() > end:
            return state == "Z"
        time.sleep(0.02)


def children_of(process_id: int) -> list[int]:
    """Return the process numbers of the children that live."""
    words = Path(f"/proc/{process_id}/task/{process_id}/children").read_text(encoding="ascii")
    return [int(word) for word in words.split() if Path(f"/proc/{word}").exists()]


@pytest.fixture(scope="session")
def prefork() -> Iterator[Prefork]:
    """What starts our programs in the tests that are not about how they start."""
    started = Prefork()
    yield started
    started.close()
