"""A refused deed on an interview as problem+json: the reason in words, and what is possible instead."""

from typing import Any

from fastapi import Request
from pydantic import BaseModel

from api.conversation.topics.refusals import REASONS
from api.errors import ConflictError
from api.i18n import words_for
from api.web.problems import TITLES, asked_lang

_STATUS = {"version_conflict": 412, "key_reused": 422}


def as_problem(request: Request, error: ConflictError) -> tuple[int, dict[str, Any]]:
    """Return status and body, the reason's data beside it."""
    words = words_for(asked_lang(request))
    status = _STATUS.get(error.reason, 409)
    detail = REASONS.get(error.reason)
    body = {
        "type": f"urn:vejviser:{error.reason.replace('_', '-')}",
        "title": words(TITLES[status]),
        "status": status,
        "detail": words(detail) if detail else words(TITLES[status]),
        "reason": error.reason,
    }
    return status, body | {name: _plain(value) for name, value in error.data.items()}


def _plain(value: object) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
