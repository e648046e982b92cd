"""A process that has imported everything beforehand and forks when a program is to start.

What it starts are processes of their own, as real as any, but a start costs no import: a thousand can be killed
and started again. `tests/api/cli` starts them as a person does.
"""

import contextlib
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from api.collector import spare_the_collector
from api.embedded.child import end_with

_IMPORTED = ("api.__main__", "api.worker.main", "api.web.app", "api.jobcentre.demo.serve", "api.understand")


class Forked:
    """A process that was forked: the part of `subprocess.Popen` that our programs use."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """None while it runs; how it ended nobody knows but its parent."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self, timeout: float = 60) -> int:
        """Wait until it is gone; raises TimeoutExpired."""
        end = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(0.005)
        return 0

    def kill(self) -> None:
        """End it as a power cut would."""
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def _send(self, what: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, what)


class Prefork:
    """Starts `python -m MODULE ARGUMENTS` by forking; use it in the place of `start_child`."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.support.prefork"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        death: signal.Signals = signal.SIGKILL,
        environment: Mapping[str, str] | None = None,
    ) -> Forked:
        """Start a command of the form `[python, "-m", module, *arguments]`; it ends with us."""
        asked = {"words": list(command[2:]), "log": str(log), "environment": dict(environment or os.environ)}
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin
        assert stdout
        assert death is signal.SIGKILL
        stdin.write(json.dumps(asked) + "\n")
        stdin.flush()
        return Forked(int(stdout.readline()))

    def close(self) -> None:
        """End it, and with it what it has started."""
        self._process.kill()
        self._process.wait()


def _become(asked: dict[str, Any], parent: int) -> None:
    """Be the program that was asked for, with its own output, environment and session."""
    os.setsid()
    end_with(parent, signal.SIGKILL)()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    output = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.environ.clear()
    os.environ.update(asked["environment"])
    module, *arguments = asked["words"]
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def main() -> None:
    """Fork what is asked for, a line each, until nobody asks any more."""
    for name in _IMPORTED:
        importlib.import_module(name)
    spare_the_collector()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    parent = os.getpid()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become(json.loads(line), parent)
            os._exit(0)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
