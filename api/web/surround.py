"""What surrounds every answer: nothing far too big is read, and the security headers are on it."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web import chat, problems

LONGEST_BODY = 1_000_000
# Nothing from anywhere else, nothing inline; the pages may be framed by nobody.
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": with that a browser sends `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_EVERYWHERE = Headers(SECURITY).raw
_ON_ANSWERS = Headers({**SECURITY, "Cache-Control": "no-store"}).raw


class Surround:
    """ASGI middleware; it adds to the first message of an answer and lets the rest pass, streams included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(message, scope["path"])
            await send(message)

        if int(Headers(scope=scope).get("content-length") or 0) > LONGEST_BODY:
            refusal = problems.problem(Request(scope), 413, "too-long", longest=chat.LONGEST_TEXT)
            await refusal(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)


def _add_headers(message: Message, path: str) -> None:
    said = dict(message["headers"])
    ours = _ON_ANSWERS if path.startswith("/v1/") else _EVERYWHERE
    message["headers"] = [*message["headers"], *(header for header in ours if header[0] not in said)]
