"""Folders of the embedded default: made by us, locked, and short enough for a socket."""

import contextlib
import fcntl
import hashlib
import os
import tempfile
import time
from pathlib import Path
from typing import IO

from api.embedded.account import Account, EmbeddedError, can_enter
from api.embedded.programs import ROOTS_PLACE, make_passable

_SOCKET_PATH_BYTES = 107  # sun_path of unix(7), less its final zero


def default_data(clone: Path, account: Account | None) -> Path:
    """Return `.data` in the clone, or, for root, a reachable folder of its own for this clone."""
    if account is None or can_enter(clone, account):
        return clone / ".data"
    return ROOTS_PLACE / f"{clone.name}-{_short_hash(clone)}"


def make_data_folder(folder: Path, account: Account | None) -> None:
    """Make the data folder if it is absent: closed, or for root passable so that the account gets through.

    A folder that is there keeps its rights. Raises EmbeddedError if the account cannot reach it.
    """
    try:
        if folder.parent == ROOTS_PLACE:
            make_passable(ROOTS_PLACE)
        folder.parent.mkdir(parents=True, exist_ok=True)
        make_passable(folder, 0o711 if account else 0o700)
    except OSError as error:
        raise EmbeddedError(
            f"cannot make the data folder {folder}: {error.strerror}; choose --data DIR"
        ) from error
    if not can_enter(folder, account):
        who = f"the account {account.name}, which runs the servers for root," if account else "this account"
        raise EmbeddedError(f"{who} cannot enter {folder}; choose a folder it can reach with --data DIR")


def make_own_folder(folder: Path, account: Account | None) -> None:
    """Make a folder for one server, closed to everyone but the account; raises EmbeddedError."""
    try:
        if not folder.exists():
            folder.mkdir(mode=0o700)
            if account:
                os.chown(folder, account.uid, account.gid)
        owner = folder.lstat().st_uid  # of a link, not of what a stranger lets it point at
    except OSError as error:
        raise EmbeddedError(f"cannot use {folder}: {error.strerror}") from error
    if owner != (account.uid if account else os.geteuid()):
        raise EmbeddedError(
            f"{folder} belongs to another account (uid {owner}): run as that account, or use --data DIR"
        )


def socket_folder(folder: Path, name: str, account: Account | None) -> Path:
    """Return a folder for the socket `name`: the server's own, or a short one elsewhere.

    A socket's path may have 107 bytes, and PostgreSQL's clients read a comma as the end of an address.
    """
    wanted = folder / "run"
    if len(os.fsencode(wanted / name)) > _SOCKET_PATH_BYTES or set(',"') & set(str(wanted)):
        short = Path(os.environ.get("XDG_RUNTIME_DIR", "")) if not account else Path()
        base = short if short.is_absolute() and short.is_dir() else Path(tempfile.gettempdir())
        wanted = base / f"vejviser-{_short_hash(folder)}"
    make_own_folder(wanted, account)
    return wanted


def leave_socket_folder(sockets: Path, folder: Path) -> None:
    """Remove a short socket folder that lies outside the server's own; the server has removed its socket."""
    if folder not in sockets.parents:
        with contextlib.suppress(OSError):
            sockets.rmdir()


def lock(folder: Path) -> IO[str]:
    """Take the data folder for this process until it ends; raises EmbeddedError if another has it."""
    holder = (folder / "lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder.seek(0)
        process = holder.read().strip() or "unknown"
        holder.close()
        raise EmbeddedError(
            f"{folder} is in use by another running Vejviser (process {process}): stop it, or use --data DIR"
        ) from error
    holder.truncate(0)
    holder.write(f"{os.getpid()}\n")
    holder.flush()
    return holder


def wait_for_predecessor(pid_file: Path, folder: Path, seconds: float) -> None:
    """Wait until the server that wrote `pid_file` is gone; a file whose process is not that server is stale.

    After a SIGKILL of its parent a server needs a moment to close. Raises EmbeddedError if it goes on.
    """
    end = time.monotonic() + seconds
    while (process := _server_in(pid_file, folder)) is not None:
        if time.monotonic() > end:
            raise EmbeddedError(f"{folder} is in use by another server (process {process}): stop it first")
        time.sleep(0.05)
    pid_file.unlink(missing_ok=True)


def _server_in(pid_file: Path, folder: Path) -> int | None:
    """Return the process number in the file if such a process works in the folder (both servers chdir)."""
    try:
        process = int(pid_file.read_text(encoding="ascii").split()[0])
        return process if Path(f"/proc/{process}/cwd").resolve(strict=True) == folder.resolve() else None
    except (OSError, ValueError, IndexError):
        return None


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:10]
