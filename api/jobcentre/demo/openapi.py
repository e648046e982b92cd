"""The OpenAPI 3.1 file of the contract, made from the demo jobcentre's own routes."""

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.jobcentre.demo.documented import PROBLEM_SCHEMA
from api.jobcentre.demo.routes import common_data, planner

TITLE = "Jobcenter-API"
VERSION = "1.0.0"
ABOUT = (
    "The contract between Vejviser and a jobcentre's planner. Modelled on what STAR has made public about "
    "Danish self-booking; not verified against any vendor. Tag `planner` is what a municipality's own planner "
    "replaces; tag `fælles data` is a thin slice of the state's side."
)
TAGS = [
    {"name": "planner", "description": "Offers, advisers, times, holds, bookings"},
    {"name": "fælles data", "description": "Status, deadlines, interviews, history, plan, messages, events"},
]


def document(app: FastAPI) -> dict[str, Any]:
    """Return the document of the contract's paths only; made once."""
    if app.openapi_schema is None:
        paths = [*planner.router.routes, *common_data.router.routes]
        made = get_openapi(
            title=TITLE, version=VERSION, openapi_version="3.1.0", description=ABOUT, tags=TAGS, routes=paths
        )
        app.openapi_schema = _with_problems(made)
    return app.openapi_schema


def _with_problems(made: dict[str, Any]) -> dict[str, Any]:
    """Put our error body where the framework puts its own."""
    schemas = made["components"]["schemas"]
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas |= PROBLEM_SCHEMA.get("$defs", {}) | {
        "Problem": {key: value for key, value in PROBLEM_SCHEMA.items() if key != "$defs"}
    }
    made["components"] |= {"schemas": dict(sorted(schemas.items())), "responses": {}}
    for path in made["paths"].values():
        for operation in path.values():
            _share_problems(operation["responses"], made["components"]["responses"])
    return made


def _share_problems(responses: dict[str, Any], shared: dict[str, Any]) -> None:
    """Let every operation point at one description of each error."""
    for status in [status for status in responses if status >= "400"]:
        name = f"Problem{status}"
        shared[name] = responses[status]
        responses[status] = {"$ref": f"#/components/responses/{name}"}


def as_text(app: FastAPI) -> str:
    """Return the document as the committed file has it."""
    return json.dumps(document(app), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
