"""Faults on demand: what a real jobcentre does on a bad day, by hand or from a test."""

import asyncio
from enum import StrEnum

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.jobcentre.demo.chance import Chance
from api.jobcentre.demo.refusal import problem_of
from api.jobcentre.demo.replies import refusal
from api.jobcentre.wire import Kind


class FaultKind(StrEnum):
    """What goes wrong."""

    DELAY = "delay"
    TIMEOUT_AFTER = "timeout-after-success"
    STATUS = "status"
    HTML = "html-200"
    EVENT_DUPLICATE = "event-duplicate"
    EVENT_REORDER = "event-reorder"
    EVENT_DROP = "event-drop"
    EVENT_DELAY = "event-delay"


class Fault(BaseModel):
    """One fault. `times` None: until removed. `share`: of the calls it meets. `path`: part of the address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: FaultKind
    seconds: float = Field(default=0, ge=0, le=3600)
    status: int = Field(default=503, ge=400, le=599)
    times: int | None = Field(default=None, ge=1)
    share: float = Field(default=1, gt=0, le=1)
    method: str = ""
    path: str = ""


_KINDS_OF_STATUS = {
    409: Kind.NOEGLE_I_BRUG,
    412: Kind.ALLEREDE_MODTAGET,
    429: Kind.FOR_MANGE_KALD,
    502: Kind.PLANNER_SVAR_UGYLDIGT,
}
_HTML = b"<!doctype html><title>Vedligehold</title><p>Systemet er lukket for vedligehold.</p>"
REQUEST_KINDS = frozenset({FaultKind.DELAY, FaultKind.TIMEOUT_AFTER, FaultKind.STATUS, FaultKind.HTML})


class Faults:
    """The faults in force."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._left: dict[int, tuple[Fault, int | None]] = {}
        self._number = 0
        self.met = 0

    def add(self, fault: Fault) -> int:
        """Let a fault be in force; return its number."""
        self._number += 1
        self._left[self._number] = (fault, fault.times)
        return self._number

    def clear(self, number: int | None = None) -> None:
        """End one fault, or all."""
        self._left = {} if number is None else {n: f for n, f in self._left.items() if n != number}

    def listed(self) -> dict[int, Fault]:
        """Return the faults in force by number, `times` as it stands."""
        return {n: fault.model_copy(update={"times": left}) for n, (fault, left) in self._left.items()}

    def meet(self, kinds: frozenset[FaultKind], method: str = "", path: str = "") -> Fault | None:
        """Return the fault that strikes now, counting it, None when none does."""
        for number, (fault, left) in self._left.items():
            fits = fault.kind in kinds and fault.path in path and fault.method in {"", method}
            if not fits or (fault.share < 1 and self._chance.draw() >= fault.share):
                continue
            self.met += 1
            if left == 1:
                self.clear(number)
            elif left:
                self._left[number] = (fault, left - 1)
            return fault
        return None

    def meet_event(self, kind: FaultKind) -> Fault | None:
        """Return the fault that strikes an event now, None when none does."""
        return self.meet(frozenset({kind}))


class FaultMiddleware:
    """Lets faults strike calls to the contract's paths; the staff's pages stay whole."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self.app = app
        self.faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call, or fail it."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith("/v1/"):
            await self.app(scope, receive, send)
            return
        fault = self.faults.meet(REQUEST_KINDS, scope["method"], path)
        if fault is None:
            await self.app(scope, receive, send)
        elif fault.kind == FaultKind.DELAY:
            await asyncio.sleep(fault.seconds)
            await self.app(scope, receive, send)
        elif fault.kind == FaultKind.TIMEOUT_AFTER:
            await self.app(scope, receive, _swallow)
            await asyncio.sleep(fault.seconds)
            await _no(504)(scope, receive, send)
        elif fault.kind == FaultKind.HTML:
            await Response(_HTML, 200, media_type="text/html")(scope, receive, send)
        else:
            await _no(fault.status, fault.seconds)(scope, receive, send)


async def _swallow(message: Message) -> None:
    """Throw the answer away: the deed is done, nobody hears of it."""


def _no(status: int, seconds: float = 0) -> Response:
    problem = problem_of(_KINDS_OF_STATUS.get(status, Kind.PLANNER_UTILGAENGELIG))
    response = refusal(problem.model_copy(update={"status": status})).response()
    if seconds:
        response.headers["Retry-After"] = str(int(seconds))
    return response
