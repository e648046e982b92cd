"""A caller that costs little: HTTP/1.1 over plain sockets, requests made beforehand."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from api.embedded.ports import HOST


@dataclass(frozen=True)
class Answered:
    """A status, the seconds it took, and what was said."""

    status: int
    seconds: float
    body: bytes = b""


async def call_all(port: int, requests: Sequence[bytes], *, connections: int) -> list[Answered]:
    """Send all requests over so many connections, in their order; return the answers."""
    answers: list[Answered] = []
    waiting = iter(requests)
    await asyncio.gather(*(_one_after_another(port, waiting, answers) for _ in range(connections)))
    return answers


async def _one_after_another(port: int, waiting: "object", answers: list[Answered]) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    for request in waiting:  # type: ignore[attr-defined]
        began = time.perf_counter()
        writer.write(request)
        status, body = await _answer(reader)
        answers.append(Answered(status, time.perf_counter() - began, body))
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    body = await reader.readexactly(length)
    return int(head[9:12]), body


def request(method: str, path: str, body: str, **headers: str) -> bytes:
    """Return one request as it goes over the wire."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in named.items()]
    lines += [f"Content-Length: {len(body.encode())}", "", body]
    return "\r\n".join(lines).encode()
