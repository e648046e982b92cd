"""`vejviser up`: the whole product on the embedded default, in one terminal."""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.embedded.child import Child
    from api.embedded.installation import Installation
    from api.embedded.supervise import Supervisor

READY_WITHIN = 180.0


def add_parsers(subparsers: Any) -> None:
    """Add the command."""
    up = subparsers.add_parser("up", help="start the whole product with its own PostgreSQL and Redis")
    up.add_argument("--port", type=_port, default=8000, metavar="P", help="port of the pages (default 8000)")
    up.add_argument(
        "--data", type=Path, metavar="DIR", help="folder of all data (default .data in the clone)"
    )
    up.add_argument("--no-demo", action="store_true", help="without the demo jobcentre and its citizens")
    up.set_defaults(run=_up)


def _port(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 65535:
        raise argparse.ArgumentTypeError(f"{word!r} is no port: give a number from 1 to 65535")
    return int(word)


def _say(words: str) -> None:
    print(words, flush=True)


def _up(chosen: argparse.Namespace) -> int:
    from api.embedded.folder import lock
    from api.embedded.installation import Installation
    from api.embedded.running import told
    from api.embedded.supervise import Supervisor

    supervisor = Supervisor(_say)
    supervisor.listen_to_signals()
    installation = Installation(chosen.data, port=chosen.port, demo=not chosen.no_demo)
    installation.prepare()
    with lock(installation.folder):
        try:
            _say(f"Starting in {installation.where()} ...")
            _start(installation, supervisor)
            if not supervisor.stopping:
                _say(f"{installation.addresses()}\nStop with Ctrl-C.")
            with told(installation.folder, installation.environment()):
                supervisor.watch()
            _say("Stopping ...")
        finally:
            supervisor.stop_all()
    return 0


def _start(installation: "Installation", supervisor: "Supervisor") -> None:
    supervisor.start(installation.servers())
    planner = installation.planner()
    supervisor.start(planner)  # it gets ready while the schema and the data are made
    for task in installation.tasks():
        _finish(task, supervisor)
    if supervisor.stopping:
        return
    processes = installation.processes()
    supervisor.start(processes)
    _wait_until_ready(installation.url, [*planner, *processes], supervisor)


def _finish(task: "Child", supervisor: "Supervisor") -> None:
    """Run a task to its end; raises EmbeddedError if it fails."""
    from api.embedded.account import EmbeddedError

    task.start()
    while task.running and not supervisor.pause(0.05):
        pass
    task.stop()
    if task.exit_code and not supervisor.stopping:
        raise EmbeddedError(f"{task.name} failed: {task.last_words()} (its log: {task.log})")


def _wait_until_ready(url: str, processes: "list[Child]", supervisor: "Supervisor") -> None:
    """Wait until the application says that it is ready; raises EmbeddedError if a process ends first."""
    from api.embedded.account import EmbeddedError
    from api.embedded.ports import answers_ok

    end = time.monotonic() + READY_WITHIN
    while not answers_ok(f"{url}/readyz") and not supervisor.pause(0.2):
        for process in processes:
            if not process.running:
                raise EmbeddedError(f"{process.name} ended: {process.last_words()} (its log: {process.log})")
        if time.monotonic() > end:
            raise EmbeddedError(
                f"{url}/readyz is not ready after {READY_WITHIN:.0f} s; logs: {processes[0].log.parent}"
            )
