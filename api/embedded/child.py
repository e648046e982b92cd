"""A child process that ends with us, even when we are killed with SIGKILL."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from api.embedded.account import Account, EmbeddedError

_PR_SET_PDEATHSIG = 1
_KEEP_LOG_BYTES = 5_000_000
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _end_with(parent: int, death: signal.Signals) -> Callable[[], None]:
    def ask_kernel() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(death))
        if os.getppid() != parent:  # it died between the fork and the request
            os._exit(1)

    return ask_kernel


def start_child(
    command: Sequence[str | Path],
    *,
    log: Path,
    death: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, its output appended to `log`.

    The kernel sends it `death` when the thread that called this ends: call it from the main thread.
    The request is made after the change of account, which would clear it. Raises EmbeddedError.
    """
    drop = account.as_popen() if account else {}
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _KEEP_LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
    try:
        with log.open("ab") as output:
            return subprocess.Popen(  # noqa: S603  our own commands only
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/" if account else None,
                env=environment,
                start_new_session=True,
                preexec_fn=_end_with(os.getpid(), death),  # noqa: PLW1509  one prctl, loaded beforehand
                **drop,
            )
    except (OSError, subprocess.SubprocessError) as error:
        raise EmbeddedError(f"cannot start {command[0]}: {error}") from error


class Child:
    """A command of ours under supervision: start, look, stop."""

    def __init__(
        self, name: str, command: Sequence[str | Path], *, log: Path, environment: Mapping[str, str]
    ) -> None:
        self.name, self.log = name, log
        self._command, self._environment = command, environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the command; raises EmbeddedError when it cannot be run."""
        self._process = start_child(self._command, log=self.log, environment=self._environment)

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """How the process ended; None while it runs."""
        return self._process.poll() if self._process else None

    def ask_to_stop(self) -> None:
        """Send SIGTERM and return at once."""
        if self._process is not None and self.running:
            self._process.terminate()

    def stop(self, seconds: float = 8) -> None:
        """Ask, wait, and kill what does not listen."""
        self.ask_to_stop()
        wait_or_kill(self._process, seconds)


def wait_or_kill(process: subprocess.Popen[bytes] | None, seconds: float) -> None:
    """Wait for the end of a process that was asked to stop; after `seconds` it is killed."""
    if process is None:
        return
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def last_line(log: Path, start: int = 0) -> str:
    """Return the last line that was written to a log after byte `start`."""
    words = log.read_bytes()[start:].decode("utf-8", "replace").strip() if log.exists() else ""
    return words.splitlines()[-1].strip() if words else "no output"
