"""The widget's files and words, open to every page of every municipality: no cookies, no secrets, compressed."""

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request, Response

from api.i18n import Lang, words_for
from api.web.deps import AllServices
from api.web.problems import PROBLEMS, ProblemError
from api.web.widget_words import WidgetWords, widget_words

router = APIRouter(tags=["widget"], responses=PROBLEMS)
FOLDER = Path(__file__).parent / "static" / "widget"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
# A page keeps a file for five minutes and then asks whether it changed: a new version is out at once.
KEEP = "public, max-age=300, stale-while-revalidate=86400"


class File(NamedTuple):
    """A file as it is sent."""

    plain: bytes
    compressed: bytes
    etag: str
    media_type: str


@cache
def _read(name: str, _changed: int) -> File:
    path = FOLDER / name
    plain = path.read_bytes()
    etag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
    return File(plain, gzip.compress(plain, 9, mtime=0), etag, TYPES[path.suffix])


@router.get("/static/widget/{name}", include_in_schema=False)
async def widget_file(name: str, request: Request) -> Response:
    """Return a file of the widget, compressed where the browser can read that; 304 when it has it."""
    path = FOLDER / name
    if "/" in name or path.suffix not in TYPES or not path.is_file():
        raise ProblemError(404, "not-found")
    file = _read(name, path.stat().st_mtime_ns)
    headers = {**OPEN, "Cache-Control": KEEP, "ETag": file.etag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            file.compressed, headers=headers | {"Content-Encoding": "gzip"}, media_type=file.media_type
        )
    return Response(file.plain, headers=headers, media_type=file.media_type)


@router.get("/v1/widget/strings")
async def widget_strings(
    response: Response,
    services: AllServices,
    lang: Annotated[Lang, Query()] = "da",
    municipality: Annotated[str | None, Query(pattern=r"^\d{4}$")] = None,
) -> WidgetWords:
    """Return the widget's own words in one language, with the municipality's name and colours."""
    tenant = services.tenants.get(municipality) if municipality else services.tenants.first()
    if tenant is None:
        raise ProblemError(404, "not-found")
    response.headers.update(OPEN | {"Cache-Control": KEEP})
    return widget_words(words_for(lang), tenant, demo=services.settings.is_demo)
