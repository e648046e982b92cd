"""A real Redis (Valkey) from a wheel's program, reached over a Unix socket only, kept on disk."""

import socket
import time
from pathlib import Path
from urllib.parse import quote

from api.embedded.account import Account, EmbeddedError, server_account
from api.embedded.child import Part
from api.embedded.folder import leave_socket_folder, make_own_folder, socket_folder, wait_for_predecessor
from api.embedded.programs import valkey_program

_SOCKET = "redis.sock"


class EmbeddedRedis(Part):
    """One server with its append-only file in `folder`."""

    name = "redis"

    def __init__(self, folder: Path, *, log: Path | None = None, durable: bool = True) -> None:
        super().__init__()
        self.folder = folder.absolute()
        self.log = log or self.folder.with_name(f"{self.folder.name}.log")
        self._durable = durable
        self._socket = Path()

    @property
    def url(self) -> str:
        """The address; known after start()."""
        return f"unix://{quote(str(self._socket))}"

    def start(self, seconds: float = 15) -> None:
        """Start the server and wait until it answers; raises EmbeddedError."""
        account = server_account(self.folder)
        program = valkey_program(account)
        make_own_folder(self.folder, account)
        self._socket = socket_folder(self.folder, _SOCKET, account) / _SOCKET
        pid_file = self.folder / "redis.pid"
        wait_for_predecessor(pid_file, self.folder, seconds)
        self._launch(program, pid_file, account)
        self._wait(time.monotonic() + seconds)

    def stop(self, seconds: float = 10) -> None:
        """Ask, wait, and kill what does not listen: what was confirmed survives that too."""
        super().stop(seconds)
        leave_socket_folder(self._socket.parent, self.folder)

    def _launch(self, program: Path, pid_file: Path, account: Account | None) -> None:
        options = {
            "--port": "0",
            "--unixsocket": str(self._socket),
            "--unixsocketperm": "700",
            "--dir": str(self.folder),
            "--pidfile": str(pid_file),
            "--appendonly": "yes" if self._durable else "no",
            "--appendfsync": "everysec",
            "--save": "",
            "--maxmemory": "256mb",
            "--maxmemory-policy": "noeviction",
        }
        command: list[str | Path] = [program, *(word for option in options.items() for word in option)]
        self._spawn(command, account=account)

    def _wait(self, end: float) -> None:
        while not self._answers():
            if not self.running or time.monotonic() > end:
                self.stop(5)
                raise EmbeddedError(f"Redis in {self.folder} does not start: {self.last_words()}")
            time.sleep(0.01)

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(1)
                line.connect(str(self._socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False
