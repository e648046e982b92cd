"""TCP ports of this machine: ours must be free, the demo's neighbour may move."""

import http.client
import socket
from urllib.parse import urlsplit

from api.embedded.account import EmbeddedError

HOST = "127.0.0.1"


def require_free(port: int) -> None:
    """Raise EmbeddedError, in words, unless we can listen on the port."""
    try:
        _bind(port)
    except OSError as error:
        raise EmbeddedError(
            f"port {port} cannot be used ({error.strerror}): choose another with --port P"
        ) from error


def free_port(preferred: int) -> int:
    """Return the preferred port if it is free, else any that is; 0 prefers none."""
    try:
        return _bind(preferred)
    except (OSError, OverflowError):
        return _bind(0)


def _bind(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server will
        probe.bind((HOST, port))
        return int(probe.getsockname()[1])


def answers_ok(url: str, seconds: float = 2) -> bool:
    """Return whether a GET of the address on this machine answers 200."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=seconds)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
