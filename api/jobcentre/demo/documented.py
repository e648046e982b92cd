"""How the routes describe themselves in the OpenAPI file: every answer with its body."""

from typing import Any

from pydantic import BaseModel

from api.jobcentre.wire import PROBLEM_JSON, Problem

_MEANINGS = {
    400: "Not readable, or Idempotency-Key missing",
    403: "No rights, or not the citizen's (8107)",
    404: "Unknown",
    409: "Taken, already a future interview of the kind, or the key is in flight",
    410: "The hold has run out",
    412: "allerede-modtaget or version-konflikt",
    422: "Not valid, not possible, or too late",
    428: "If-Match or If-None-Match missing",
    429: "Too many calls",
    500: "A fault at the jobcentre",
    502: "The planner's answer breaks the contract",
    503: "No contact with the planner",
}
_ALWAYS = (400, 403, 404, 422, 429, 500, 502, 503)
_ETAG = {"ETag": {"description": "The version", "schema": {"type": "string", "pattern": '^"v[0-9]+"$'}}}


def answers(
    model: type[BaseModel] | None, *also: int, ok: tuple[int, ...] = (200,), etag: bool = False
) -> dict[int | str, dict[str, Any]]:
    """Return FastAPI's `responses`: success with `model`, and every error as problem+json."""
    said: dict[int | str, dict[str, Any]] = {}
    for status in ok:
        said[status] = {"description": "Done"}
        if model:
            said[status]["model"] = model
        if etag:
            said[status]["headers"] = _ETAG
    for status in sorted({*_ALWAYS, *also}):
        said[status] = {
            "description": _MEANINGS[status],
            "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return said


PROBLEM_SCHEMA = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
