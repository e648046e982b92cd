"""One exchange with a jobcentre over HTTP: what counts as success, what as no, what as no contact."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

import aiohttp
from pydantic import ValidationError

from api import ids
from api.jobcentre.connection import Connection
from api.jobcentre.errors import BrokenAnswer, Refused, Unreachable
from api.jobcentre.wire import PROBLEM_JSON, Answer, Brugertype, Command, Kind, Problem, System

A = TypeVar("A", bound=Answer)
_IN_FLIGHT_AGAIN = 1.0
# Half of what the worker has under way.
_AT_ONCE = 32


@dataclass(frozen=True)
class Call:
    """What is asked. `cpr` goes into headers only; with `key` it is a command that may be repeated."""

    method: str
    path: str
    cpr: str | None = None
    by_citizen: bool = False
    key: str | None = None
    version: int | None = None
    create: bool = False
    body: Command | None = None
    query: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Response:
    status: int
    headers: Mapping[str, str]
    content: bytes


class Exchange:
    """Speaks HTTP to one jobcentre, in a session that is opened for the first call."""

    def __init__(self, connection: Connection, open_session: Callable[[], aiohttp.ClientSession]) -> None:
        self._connection = connection
        self._open_session = open_session
        self._session: aiohttp.ClientSession | None = None
        # First come, first served; in the session's own queue newcomers pass those who wait, until they give up.
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def close(self) -> None:
        """Let go of connections."""
        if self._session:
            await self._session.close()

    async def ask(self, call: Call, model: type[A], *, success: frozenset[int] = frozenset({200})) -> A:
        """Return the answer: one of `success`, as JSON, valid. Raises Unreachable, Refused, BrokenAnswer."""
        response = await self._send(call)
        self._check(response, success)
        if _media(response) != "application/json":
            raise BrokenAnswer(
                f"{call.method} answered {response.status} with {_media(response) or 'no type'}"
            )
        try:
            return model.model_validate_json(response.content)
        except ValidationError as error:
            raise BrokenAnswer(f"{model.__name__} does not validate: {_places(error)}") from error

    async def tell(self, call: Call) -> None:
        """Send a command that has no answer but 204. Raises as `ask`."""
        self._check(await self._send(call), frozenset({204}))

    async def _send(self, call: Call) -> _Response:
        self._session = self._session or self._open_session()
        try:
            async with (
                self._turns,
                self._session.request(
                    call.method,
                    f"{self._connection.base_url}{call.path}",
                    params=call.query or None,
                    headers=self._headers(call),
                    data=call.body.model_dump_json(exclude_none=True).encode() if call.body else None,
                    allow_redirects=False,
                ) as response,
            ):
                return _Response(response.status, response.headers, await response.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            # The text of the error is left out: it can hold an address.
            raise Unreachable(f"{call.method} failed: {type(error).__name__}") from error

    def _headers(self, call: Call) -> dict[str, str]:
        user = f"type={Brugertype.BORGER if call.by_citizen else Brugertype.SYSTEM}; system={System.VEJVISER}"
        headers = {
            "ActiveOrganisation": f"type=8; code={self._connection.organisation_code}",
            "RequestUserMetadata": f"{user}; id={call.cpr}" if call.by_citizen else user,
            "Accept": f"application/json, {PROBLEM_JSON}",
        }
        optional = {
            "x-civilRegistrationIdentifier": call.cpr,
            "Idempotency-Key": call.key,
            # Every attempt is a request of its own; the key says that it is the same command.
            "x-requestId": str(ids.new_uuid()) if call.key else None,
            "If-Match": f'"v{call.version}"' if call.version is not None else None,
            "If-None-Match": "*" if call.create else None,
            "Content-Type": "application/json" if call.body else None,
            "traceparent": _traceparent(call.key),
        }
        return headers | {name: value for name, value in optional.items() if value is not None}

    def _check(self, response: _Response, success: frozenset[int]) -> None:
        """Let an expected success pass; raise what anything else means."""
        status = response.status
        if status in success:
            return
        if status == 429 or status >= 500:
            raise Unreachable(f"answered {status}", _retry_after(response))
        if not 400 <= status < 500:
            raise BrokenAnswer(f"answered {status}, which the contract does not know")
        problem = _problem(response)
        if problem.kind == Kind.NOEGLE_I_BRUG:
            raise Unreachable("the same command is in flight", _IN_FLIGHT_AGAIN)
        raise Refused(problem)


def _traceparent(key: str | None) -> str:
    """Return a W3C trace context: one trace for a command and all its retries, one span for each call."""
    span = ids.new_uuid().hex
    trace = sha256(key.encode()).hexdigest()[:32] if key else ids.new_uuid().hex
    return f"00-{trace}-{span[:16]}-01"


def _problem(response: _Response) -> Problem:
    if _media(response) != PROBLEM_JSON:
        raise BrokenAnswer(f"answered {response.status} without {PROBLEM_JSON}")
    try:
        return Problem.model_validate_json(response.content)
    except ValidationError as error:
        raise BrokenAnswer(f"problem does not validate: {_places(error)}") from error


def _media(response: _Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _retry_after(response: _Response) -> float | None:
    value = str(response.headers.get("retry-after", ""))
    return float(value) if value.isdecimal() else None


def _places(error: ValidationError) -> str:
    """Name the fields that are wrong, never their values."""
    return ", ".join(".".join(str(part) for part in fault["loc"]) or "body" for fault in error.errors()[:5])
