"""A real PostgreSQL from a wheel's programs, reached over a Unix socket only."""

import os
import re
import shutil
import signal
import time
from pathlib import Path
from urllib.parse import quote

from api.embedded.account import Account, EmbeddedError, run_as, server_account
from api.embedded.child import Part, telling_line
from api.embedded.folder import leave_socket_folder, make_own_folder, socket_folder, wait_for_predecessor
from api.embedded.programs import postgres_programs

NAME = "vejviser"
PORT = "5432"  # of the socket's name only; said everywhere, so that PGPORT cannot say otherwise
_SOCKET = f".s.PGSQL.{PORT}"
_INITDB = [
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--auth=trust",
]
_OPTIONS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "shared_buffers": "64MB",
    "max_connections": "100",
}
_STILL_HELD = "pre-existing shared memory block"
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgres(Part):
    """One cluster in `folder`; `durable=False` is for tests, which may lose all at a power cut."""

    name = "postgresql"
    telling = re.compile("FATAL|PANIC|ERROR|error:")  # e.g. `No space left on device`
    stop_signal = signal.SIGINT  # fast: clean, and no recovery at the next start

    def __init__(self, folder: Path, *, log: Path | None = None, durable: bool = True) -> None:
        super().__init__()
        self.folder = folder.absolute()
        self.log = log or self.folder.with_name(f"{self.folder.name}.log")
        self._cluster = self.folder / "db"
        self._durable = durable
        self._account: Account | None = None
        self._programs = self._sockets = Path()

    @property
    def url(self) -> str:
        """The address of the database `vejviser`; known after start()."""
        return self.address_of(NAME)

    def address_of(self, database: str) -> str:
        """Return the address of a database of this cluster."""
        return f"postgresql://{NAME}@/{database}?host={quote(str(self._sockets))}&port={PORT}"

    def start(self, seconds: float = 120) -> None:
        """Make the cluster if it is absent, start it and wait until it answers; raises EmbeddedError."""
        self._account = server_account(self.folder)
        self._programs = postgres_programs(self._account)
        make_own_folder(self.folder, self._account)
        self._sockets = socket_folder(self.folder, _SOCKET, self._account)
        self._make_cluster()
        wait_for_predecessor(self._cluster / "postmaster.pid", self._cluster, seconds)
        # After a kill this lock stays too; a process that has its number by now, dead or alive, would stop us.
        (self._sockets / f"{_SOCKET}.lock").unlink(missing_ok=True)
        self._launch_and_wait(time.monotonic() + seconds)
        if not self.query("SELECT 1 FROM pg_database WHERE datname = 'vejviser'"):
            self.query(f"CREATE DATABASE {NAME}")

    def query(self, sql: str, database: str = "postgres") -> str:
        """Run one statement as the cluster's owner and return its rows as text; raises EmbeddedError."""
        done = run_as(self._account, self._client("psql", "-XAtq", "-d", database, "-c", sql))
        if done.returncode:
            raise EmbeddedError(f"PostgreSQL refused: {done.stderr.strip()}")
        return done.stdout.strip()

    def stop(self, seconds: float = 20) -> None:
        """Ask, wait, and kill what does not listen: what was confirmed survives that too."""
        super().stop(seconds)
        leave_socket_folder(self._sockets, self.folder)

    def _make_cluster(self) -> None:
        """Make the cluster beside its place and move it there whole, so that a kill leaves none half made."""
        if self._cluster.exists():
            return
        for left_over in self.folder.glob("db.*"):
            shutil.rmtree(left_over, ignore_errors=True)
        fresh = self._cluster.with_suffix(f".{os.getpid()}")
        haste = [] if self._durable else ["--no-sync"]
        done = run_as(self._account, [self._programs / "initdb", "-U", NAME, "-D", fresh, *_INITDB, *haste])
        if done.returncode:
            raise EmbeddedError(
                f"cannot make a database in {self.folder}: {telling_line(done.stderr, self.telling)}"
            )
        fresh.rename(self._cluster)

    def _launch_and_wait(self, end: float) -> None:
        """Launch; again while the killed predecessor's last children still hold its memory."""
        while True:
            self._launch()
            try:
                return self._wait(end)
            except EmbeddedError:
                if _STILL_HELD not in self.log_since_start() or time.monotonic() > end:
                    raise
                time.sleep(0.1)
                self._sockets = socket_folder(self.folder, _SOCKET, self._account)

    def _launch(self) -> None:
        options = {
            **_OPTIONS,
            **({} if self._durable else _NOT_DURABLE),
            "unix_socket_directories": self._sockets,
        }
        command: list[str | Path] = [self._programs / "postgres", "-D", self._cluster]
        command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        self._spawn(command, account=self._account)

    def _client(self, program: str, *words: str) -> list[str | Path]:
        return [self._programs / program, "-h", self._sockets, "-p", PORT, "-U", NAME, *words]

    def _wait(self, end: float) -> None:
        while run_as(self._account, self._client("pg_isready", "-q")).returncode:
            if not self.running or time.monotonic() > end:
                self.stop(5)
                raise EmbeddedError(f"PostgreSQL in {self._cluster} does not start: {self.last_words()}")
            time.sleep(0.02)
