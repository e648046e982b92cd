"""A Bot API server over HTTP, for tests: the real bot speaks to it, a `Phone` plays the person."""

import asyncio
import contextlib
from typing import Any

from aiohttp import web

from tests.support.telegram.checks import RefusedError
from tests.support.telegram.delivery import DELIVERY, push_to_webhook
from tests.support.telegram.methods import METHODS
from tests.support.telegram.state import Fault, Json, State

TOKEN = "42:test-token-of-the-local-server"


def _envelope(error: RefusedError | Fault) -> web.Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.code)


async def _params(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    form = await request.post()
    texts: Json = {key: value for key, value in form.items() if isinstance(value, str)}
    files = {}
    for key, value in form.items():
        if isinstance(value, web.FileField):
            files[key] = (value.filename, value.file.read())
    return {**texts, "files": files}


class BotApi:
    """The server. `state` is open to tests; `fault` asks for misbehaviour."""

    def __init__(self) -> None:
        self.state = State()
        self.token = TOKEN
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._pusher: asyncio.Task[None] | None = None

    async def start(self) -> "BotApi":
        """Listen on a free port of this machine."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._pusher = asyncio.create_task(push_to_webhook(self.state))
        return self

    async def stop(self) -> None:
        """Stop listening."""
        if self._pusher:
            self._pusher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pusher
        if self._runner:
            await self._runner.cleanup()

    def fault(self, method: str, code: int, description: str, **options: Any) -> None:
        """Answer the next call(s) of the method with an error; see `Fault`."""
        self.state.faults.append(Fault(method, code, description, **options))

    def called(self, method: str) -> list[Json]:
        """Return the parameters of all calls of the method so far."""
        return [params for name, params in self.state.calls if name == method]

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _envelope(RefusedError(401, "Unauthorized"))
        params = await _params(request)
        self.state.calls.append((method, params))
        if fault := self.state.take_fault(method, after=False):
            return _envelope(fault)
        try:
            result = await self._perform(method, params)
        except RefusedError as error:
            return _envelope(error)
        if fault := self.state.take_fault(method, after=True):
            return _envelope(fault)
        return web.json_response({"ok": True, "result": result})

    async def _perform(self, method: str, params: Json) -> Any:
        if deliver := DELIVERY.get(method):
            return await deliver(self.state, params)
        if perform := METHODS.get(method):
            return perform(self.state, params)
        raise RefusedError(404, "Not Found: method not found")
