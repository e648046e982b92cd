"""Where a running installation is: for commands that look at it from another terminal."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from api.embedded.account import server_account
from api.embedded.environment import given
from api.embedded.folder import default_data
from api.embedded.installation import CLONE
from api.settings import PREFIX, Settings, read_settings

_FILE = "running.json"


@contextlib.contextmanager
def told(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Keep the installation's settings in its data folder, for its owner only, while it runs."""
    file = folder / _FILE
    ours = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    fresh = file.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
        json.dump(ours, written)
    fresh.replace(file)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def settings_here(data: Path | None = None) -> Settings:
    """Return the settings given; without an address of a database, those of the running `vejviser up`.

    `data` is its data folder, by default the one of this clone. Raises ConfigurationError when there is neither.
    """
    running = {} if given("database_url") else _running(data or _default())
    return read_settings({**running, **os.environ})


def _default() -> Path:
    return default_data(CLONE, server_account(CLONE / ".data" / "postgresql"))


def _running(folder: Path) -> dict[str, str]:
    try:
        if not _is_locked(folder):
            return {}
        known: dict[str, str] = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def _is_locked(folder: Path) -> bool:
    """Whether a process holds the folder; a file left by a killed one tells of nobody."""
    with (folder / "lock").open("rb") as holder:
        try:
            fcntl.flock(holder, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
