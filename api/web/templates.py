"""Pages rendered on the server: one environment, words from the catalogue, everything escaped."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.i18n import Lang, Words, as_lang, words_for
from api.web.prose import blocks, callable_numbers

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {"blocks": blocks, "callable": callable_numbers}


def page_lang(request: Request) -> Lang:
    """Return the language of a page: what its address asks for, else Danish, as the municipality's own pages."""
    lang = as_lang(request.query_params.get("lang"))
    return lang if lang in {"da", "en"} else "da"


def page_words(request: Request) -> Words:
    """Return the words of the page's language."""
    return words_for(page_lang(request))


def render(
    name: str, request: Request, *, status: int = 200, lang: Lang | None = None, values: Mapping[str, Any]
) -> HTMLResponse:
    """Return the page in `lang`, else the page's language; `_` in the template is that catalogue."""
    words = words_for(lang) if lang else page_words(request)
    frame = {"_": words, "words": words, "lang": words.lang, "path": request.url.path}
    html = _ENVIRONMENT.get_template(name).render({**frame, **values})
    return HTMLResponse(html, status)
