"""The words and the frame of the pages about linked chats."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.i18n import Lang, Words, _, as_lang, words_for
from api.web.problems import asked_lang

TEMPLATES = Path(__file__).parent / "templates" / "links"
HEADINGS: Mapping[str, str] = {
    "embedded": _("Åbn siden i din egen browser"),
    "dead": _("Linket virker ikke længere"),
    "other": _("Linket er til en anden"),
    "confirm": _("Vil du koble din chat?"),
    "done": _("Chatten er koblet til dig"),
    "mine": _("Dine chats"),
    "invite": _("Åbn Telegram"),
    "no_bot": _("Telegram er ikke åbent lige nu"),
}


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def page(
    request: Request, which: str, lang: str | None = None, *, status: int = 200, **values: Any
) -> Response:
    """Return the page, never kept by a browser or a proxy."""
    words = words_for(_lang(request, lang))
    template = _environment().get_template(f"{which}.html")
    body = template.render(w=words, heading=words(HEADINGS[which]), moment=_moment(words), _=_, **values)
    headers = {"Cache-Control": "no-store", "Content-Language": words.lang}
    return HTMLResponse(body, status, headers=headers)


def _lang(request: Request, lang: str | None) -> Lang:
    return as_lang(lang, asked_lang(request))


def _moment(words: Words) -> Any:
    return words.moment
