"""A child process that ends with us, even when we are killed with SIGKILL."""

import ctypes
import os
import re
import signal
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from api.embedded.account import Account, EmbeddedError

_PR_SET_PDEATHSIG = 1
_KEEP_LOG_BYTES = 5_000_000
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with(parent: int, death: signal.Signals) -> Callable[[], None]:
    """Return what a new process calls so that the kernel sends it `death` when its parent ends."""

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
                preexec_fn=end_with(os.getpid(), death),  # noqa: PLW1509  one prctl, loaded beforehand
                **drop,
            )
    except (OSError, subprocess.SubprocessError) as error:
        raise EmbeddedError(f"cannot start {command[0]}: {error}") from error


class Part(ABC):
    """A process under supervision: what is the same for servers and for commands of ours."""

    name: str
    log: Path
    stop_signal = signal.SIGTERM
    telling = re.compile(r"(vejviser|\w+(Error|Exception)): .+")  # lines of a log that say why it ended

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._log_from = 0

    @abstractmethod
    def start(self) -> None:
        """Start the process; raises EmbeddedError when it cannot be run."""

    def _spawn(
        self,
        command: Sequence[str | Path],
        *,
        account: Account | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._log_from = self.log.stat().st_size if self.log.exists() else 0
        if self._log_from > _KEEP_LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old.log"))
            self._log_from = 0
        self._process = start_child(
            command, log=self.log, death=self.stop_signal, account=account, environment=environment
        )

    def last_words(self) -> str:
        """Return the line of the log since the last start that tells most about an end."""
        return telling_line(self.log_since_start(), self.telling)

    def log_since_start(self) -> str:
        """Return what the log has gained since the last start."""
        written = self.log.read_bytes() if self.log.exists() else b""
        return written[self._log_from :].decode("utf-8", "replace")

    @property
    def process_id(self) -> int | None:
        """The process number; None before the first start."""
        return self._process.pid if self._process else None

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """How the process ended; None while it runs."""
        return self._process.poll() if self._process else None

    def ask_to_stop(self) -> None:
        """Ask the process to end and return at once."""
        if self._process is not None and self.running:
            self._process.send_signal(self.stop_signal)

    def stop(self, seconds: float = 10) -> None:
        """Ask, wait, and kill what does not listen."""
        self.ask_to_stop()
        if self._process is None:
            return
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Child(Part):
    """A command of ours."""

    def __init__(
        self, name: str, command: Sequence[str | Path], *, log: Path, environment: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.name, self.log = name, log
        self._command, self._environment = command, environment

    def start(self) -> None:
        """Start the command; raises EmbeddedError when it cannot be run."""
        self._spawn(self._command, environment=self._environment)


def telling_line(output: str, telling: re.Pattern[str]) -> str:
    """Return the last line that matches, else the last one there is."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    matching = [line for line in lines if telling.search(line)]
    return (matching or lines or ["no output"])[-1]
