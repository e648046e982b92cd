"""Folders that servers can reach under every account, and ports that are free."""

import contextlib
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PREFIX = "vejviser-tests-"


@contextmanager
def open_folder(name: str = "") -> Iterator[Path]:
    """Give a fresh folder with a short path that an unprivileged account can pass; it is removed after."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-{name}"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_left_overs() -> None:
    """Remove the folders of test runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        process = folder.name.removeprefix(_PREFIX).split("-")[0]
        if process.isdigit() and not Path(f"/proc/{process}").exists():
            with contextlib.suppress(OSError):
                shutil.rmtree(folder)


def free_port() -> int:
    """Return a TCP port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server_folder() -> Iterator[Path]:
    """A folder for servers of one test."""
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """The folder in which screenshots, transcripts and figures are kept (not committed)."""
    folder = Path(__file__).parents[2] / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder
