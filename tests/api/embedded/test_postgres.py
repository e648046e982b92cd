"""The embedded PostgreSQL: keeps data, ends with its parent, runs without root, says what is wrong."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from api.embedded.account import EmbeddedError
from api.embedded.postgres import EmbeddedPostgres
from tests.support.processes import gone_within, kill, wait_for_line

PARENT = """
import sys, time
from pathlib import Path
from api.embedded.postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
server.query("CREATE TABLE kept (n int)", "vejviser")
server.query("INSERT INTO kept VALUES (7)", "vejviser")
print("ready", server.process_id, flush=True)
time.sleep(60)
"""
LIMITED = """
import resource, sys
from pathlib import Path
from api.embedded.postgres import EmbeddedPostgres
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
EmbeddedPostgres(Path(sys.argv[1])).start()
"""


def test_data_are_there_after_a_second_start(server_folder: Path) -> None:
    server = EmbeddedPostgres(server_folder / "pg")
    server.start()
    server.query("CREATE TABLE kept AS SELECT 7 AS n", "vejviser")
    server.stop()
    assert (server.running, server.exit_code) == (False, 0)
    server.start()
    assert server.query("SELECT n FROM kept", "vejviser") == "7"
    server.stop()


def test_it_ends_with_its_parent_at_kill_9_and_starts_again(server_folder: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, server_folder / "pg"], stdout=subprocess.PIPE, text=True
    )
    child = int(wait_for_line(parent, "ready"))
    kill(parent)
    server = EmbeddedPostgres(server_folder / "pg")
    server.start()  # at once: the old server is still closing, and is waited for
    assert gone_within(child, 0)
    assert server.query("SELECT n FROM kept", "vejviser") == "7"
    server.stop()


def test_a_commit_survives_kill_9_of_the_server(server_folder: Path) -> None:
    server = EmbeddedPostgres(server_folder / "pg")
    server.start()
    server.query("CREATE TABLE kept AS SELECT 7 AS n", "vejviser")
    assert server.process_id
    os.kill(server.process_id, signal.SIGKILL)
    assert gone_within(server.process_id, 5)
    assert not server.running
    server.start()
    assert server.query("SELECT n FROM kept", "vejviser") == "7"
    server.stop()


def test_it_does_not_run_as_root(server_folder: Path) -> None:
    server = EmbeddedPostgres(server_folder / "pg", durable=False)
    server.start()
    owner = Path(f"/proc/{server.process_id}").stat().st_uid
    server.stop()
    assert owner != 0
    assert (server_folder / "pg").stat().st_uid == owner
    assert (server_folder / "pg").stat().st_mode & 0o777 == 0o700


def test_a_folder_in_use_is_told_with_the_process(server_folder: Path) -> None:
    first = EmbeddedPostgres(server_folder / "pg", durable=False)
    first.start()
    with pytest.raises(EmbeddedError, match=rf"in use by another server \(process {first.process_id}\)"):
        EmbeddedPostgres(server_folder / "pg").start(seconds=0.3)
    assert first.query("SELECT 1") == "1"
    first.stop()


def test_a_stale_pid_file_that_names_a_living_stranger_is_no_obstacle(server_folder: Path) -> None:
    server = EmbeddedPostgres(server_folder / "pg", durable=False)
    server.start()
    server.stop()
    (server_folder / "pg" / "db" / "postmaster.pid").write_text(
        f"{os.getpid()}\n{server_folder}\n", encoding="ascii"
    )
    server.start()
    server.stop()


def test_a_stale_socket_lock_that_names_a_living_process_is_no_obstacle(server_folder: Path) -> None:
    server, other = (EmbeddedPostgres(server_folder / name, durable=False) for name in ("pg", "other"))
    server.start()
    other.start()
    process = server.process_id
    assert process
    os.kill(process, signal.SIGKILL)
    assert gone_within(process, 5)
    assert not server.running
    # After a restart of the machine numbers are given out again.
    (lock,) = (server_folder / "pg").rglob(".s.PGSQL.5432.lock")
    lock.write_text(lock.read_text().replace(str(process), str(other.process_id), 1))
    server.start()
    server.stop()
    other.stop()


def test_a_path_too_long_for_a_socket_works_all_the_same(server_folder: Path) -> None:
    folder = server_folder / ("ø" * 60) / "med mellemrum"
    folder.mkdir(parents=True)
    server = EmbeddedPostgres(folder / "pg", durable=False)
    server.start()
    assert server.query("SELECT 1", "vejviser") == "1"
    assert "/pg/run" not in server.url
    server.stop()


def test_an_odd_path_and_foreign_settings_of_postgresql_do_no_harm(
    server_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("PGPORT", "6000"),
        ("PGHOST", "nowhere"),
        ("PGUSER", "nobody"),
        ("PGDATABASE", "none"),
    ):
        monkeypatch.setenv(name, value)
    server = EmbeddedPostgres(server_folder / 'à, "b" c' / "pg", durable=False)
    server.folder.parent.mkdir()
    server.start()
    assert server.query("SELECT 1", "vejviser") == "1"
    server.stop()


def test_a_half_made_cluster_is_made_anew(server_folder: Path) -> None:
    server = EmbeddedPostgres(server_folder / "pg", durable=False)
    server.start()
    server.stop()
    (server_folder / "pg" / "db").rename(
        server_folder / "pg" / "db.99999"
    )  # as a killed first start leaves it
    server.start()
    server.stop()
    assert not (server_folder / "pg" / "db.99999").exists()


def test_when_nothing_more_can_be_written_the_servers_own_words_are_shown(server_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, server_folder / "pg"], capture_output=True, text=True, check=False
    )
    assert "cannot make a database in" in done.stderr
    assert "File too large" in done.stderr.splitlines()[-1]
