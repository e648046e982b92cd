"""The embedded Redis: keeps data, ends with its parent, runs without root, says what is wrong."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from redis import Redis

from api.embedded.account import EmbeddedError
from api.embedded.redis import EmbeddedRedis
from tests.support.processes import gone_within, kill, wait_for_line

PARENT = """
import sys, time
from pathlib import Path
from redis import Redis
from api.embedded.redis import EmbeddedRedis
server = EmbeddedRedis(Path(sys.argv[1]))
server.start()
Redis.from_url(server.url).set("kept", "7")
print("ready", server.process_id, flush=True)
time.sleep(60)
"""


def _kept(server: EmbeddedRedis) -> object:
    with Redis.from_url(server.url, decode_responses=True) as client:
        return client.get("kept")


def test_it_ends_with_its_parent_at_kill_9_and_starts_again(server_folder: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, server_folder / "redis"], stdout=subprocess.PIPE, text=True
    )
    child = int(wait_for_line(parent, "ready"))
    kill(parent)
    server = EmbeddedRedis(server_folder / "redis")
    server.start()
    assert gone_within(child, 0)
    assert _kept(server) == "7"
    server.stop()


def test_it_survives_its_own_kill_9(server_folder: Path) -> None:
    server = EmbeddedRedis(server_folder / "redis")
    server.start()
    with Redis.from_url(server.url) as client:
        client.set("kept", "7")
        client.execute_command("WAITAOF", 1, 0, 2000)  # what is on disk; the last second may be lost
    assert server.process_id
    os.kill(server.process_id, signal.SIGKILL)
    assert gone_within(server.process_id, 5)
    server.start()
    assert _kept(server) == "7"
    server.stop()
    assert server.exit_code == 0


def test_it_does_not_run_as_root(server_folder: Path) -> None:
    server = EmbeddedRedis(server_folder / "redis", durable=False)
    server.start()
    owner = Path(f"/proc/{server.process_id}").stat().st_uid
    server.stop()
    assert owner != 0


def test_a_folder_in_use_is_told_with_the_process(server_folder: Path) -> None:
    first = EmbeddedRedis(server_folder / "redis", durable=False)
    first.start()
    with pytest.raises(EmbeddedError, match=rf"in use by another server \(process {first.process_id}\)"):
        EmbeddedRedis(server_folder / "redis").start(seconds=0.3)
    first.stop()


def test_a_path_too_long_for_a_socket_works_all_the_same(server_folder: Path) -> None:
    folder = server_folder / ("ø" * 60) / "med mellemrum"
    folder.mkdir(parents=True)
    server = EmbeddedRedis(folder / "redis", durable=False)
    server.start()
    assert _kept(server) is None
    server.stop()


def test_a_file_that_cannot_be_read_is_told_in_the_servers_own_words(server_folder: Path) -> None:
    server = EmbeddedRedis(server_folder / "redis")
    server.start()
    server.stop()
    manifest = server_folder / "redis" / "appendonlydir" / "appendonly.aof.manifest"
    manifest.write_text("nonsense\n", encoding="ascii")
    with pytest.raises(EmbeddedError, match=r"does not start: .+"):
        server.start()
