"""A small HTTP server that keeps what it is sent and answers as it is told: a receiver of events."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import SecretStr

from api.jobcentre.signing import verify
from api.jobcentre.wire import Event
from tests.support.jobcentre import SECRET

Answer = tuple[int, str, bytes]


@dataclass
class Receiver:
    """What came in, and what is answered: the next of `answers`, else 204."""

    port: int = 0
    arrived: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int | Answer] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def take(self, headers: dict[str, str], body: bytes) -> Answer:
        """Keep one request and choose its answer."""
        self.arrived.append((headers, body))
        answer = self.answers.pop(0) if self.answers else 204
        return answer if isinstance(answer, tuple) else (answer, "text/plain", b"")

    def events(self, secret: str = SECRET) -> list[Event]:
        """The events that came in, each with its signature verified."""
        return [verify([SecretStr(secret)], headers, body) for headers, body in self.arrived]

    def types(self) -> list[str]:
        """What happened, shortly: `booket`, `frist.aendret` and so on."""
        names = [json.loads(body)["type"] for _, body in self.arrived]
        return [
            name.removeprefix("dk.jobcenter.").removeprefix("indkaldelse.").removesuffix(".v1")
            for name in names
        ]

    def wait(self, count: int, seconds: float = 15) -> None:
        """Wait until so many requests have come in."""
        end = time.monotonic() + seconds
        while len(self.arrived) < count:
            assert time.monotonic() < end, f"{len(self.arrived)} of {count}: {self.types()}"
            time.sleep(0.02)


@contextmanager
def receiving(port: int = 0) -> Iterator[Receiver]:
    """Run a receiver in a thread."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            status, media, content = receiver.take({k.lower(): v for k, v in self.headers.items()}, body)
            self.send_response(status)
            self.send_header("content-type", media)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    receiver.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
