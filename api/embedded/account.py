"""Who runs the servers: ourselves, or, as root, an unprivileged account that already exists."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.errors import VejviserError

UNPRIVILEGED = ("postgres", "nobody")


class EmbeddedError(VejviserError):
    """An embedded part cannot start; the text says what, where and what would be right."""


@dataclass(frozen=True)
class Account:
    """An account of this machine that root drops to."""

    name: str
    uid: int
    gid: int

    def as_popen(self) -> dict[str, Any]:
        """Return the arguments that make subprocess drop to this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_account(existing: Path) -> Account | None:
    """Return the account for servers whose data lie, or will lie, in `existing`; None means ourselves.

    Only root drops. Data that are there already decide: their owner goes on, so that a folder made by an
    ordinary user stays that user's. Raises EmbeddedError when there is no account to drop to.
    """
    if os.geteuid() != 0:
        return None
    if existing.exists() and existing.stat().st_uid != 0:
        return _by_uid(existing.stat().st_uid)
    for name in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, found.pw_uid, found.pw_gid)
    raise EmbeddedError(f"root needs an account to drop to: none of {', '.join(UNPRIVILEGED)} exists here")


def _by_uid(uid: int) -> Account:
    try:
        found = pwd.getpwuid(uid)
    except KeyError:
        return Account(str(uid), uid, uid)
    return Account(found.pw_name, uid, found.pw_gid)


def run_as(account: Account | None, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a short command as the account and return its outcome; raises EmbeddedError if it cannot run."""
    drop = account.as_popen() if account else {}
    try:
        # The commands are ours: programs of the two wheels and /bin/sh with fixed words.
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **drop)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        who = account.name if account else "this account"
        raise EmbeddedError(f"{who} cannot run {command[0]}: {error}") from error


def can_enter(folder: Path, account: Account | None) -> bool:
    """Return whether the account can go into the folder, tried for real so that every rule counts."""
    return run_as(account, ["/bin/sh", "-c", 'cd -- "$1"', "sh", folder]).returncode == 0
