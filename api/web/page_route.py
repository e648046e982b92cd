"""Errors on pages are pages: the same words as problem+json, with what the citizen wrote kept to send again."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import FormData

from api.web.templates import render

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PageRoute(APIRoute):
    """A route whose answers are for people."""

    def get_route_handler(self) -> Handler:
        """Return the handler with errors turned into pages."""
        handle = super().get_route_handler()

        async def handle_or_explain(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                answer = await _answer_of(request, error)
                if answer is None:
                    raise
                return await as_page(request, answer)

        return handle_or_explain


async def _answer_of(request: Request, error: Exception) -> Response | None:
    for kind in type(error).__mro__:
        handler = request.app.exception_handlers.get(kind)
        if handler is not None:
            answer: Response = await handler(request, error)
            return answer
    return None


async def as_page(request: Request, answer: Response) -> Response:
    """Return an error as a page for people; anything else as it is."""
    if answer.media_type != "application/problem+json":
        return answer
    problem = json.loads(bytes(answer.body))
    form = await request.form() if request.method == "POST" else FormData()
    kept = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    page = render(
        "problem.html", request, status=answer.status_code, values={"problem": problem, "kept": kept}
    )
    if "Retry-After" in answer.headers:
        page.headers["Retry-After"] = answer.headers["Retry-After"]
    return page
