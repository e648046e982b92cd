"""`vejviser locales`: gather the words from the code into the catalogues, and say what is not translated."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from api.errors import VejviserError
from api.i18n import LOCALES

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS: dict[str, Any] = {"_": None, "n": (1, 2), "ngettext": (1, 2), "gettext": None}
METHODS = [
    ("api/web/templates/**", "jinja2"),
    ("api/report/**.html", "jinja2"),
    ("api/**.py", "python"),
    ("bot/**.py", "python"),
]
TRANSLATED = ("en",)
HEADER = "# Vejviser's words. Danish is the source; an empty msgstr means that the Danish is used.\n"


def add_parsers(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("locales", help="gather the words from the code into the catalogues")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")
    parser.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    words = gather()
    if not chosen.check:
        for lang in ("da", *TRANSLATED):
            merge(words, lang)
    missing = [f"{lang}: {message}" for lang in TRANSLATED for message in untranslated(words, lang)]
    for line in missing:
        print(line)
    if missing:
        raise VejviserError(f"{len(missing)} messages are not translated; fill them in under locales/")
    return 0


def gather() -> Catalog:
    """Return every message of the code, with where it stands."""
    catalog = Catalog(project="vejviser", charset="utf-8", fuzzy=False)
    for filename, _line, message, comments, context in _extracted():
        catalog.add(message, locations=[(filename, 0)], auto_comments=comments, context=context)
    return catalog


def _extracted() -> Iterator[tuple[str, int, Any, list[str], str | None]]:
    for folder in ("api", "bot"):
        methods = [
            (pattern.removeprefix(f"{folder}/"), method)
            for pattern, method in METHODS
            if pattern.startswith(folder)
        ]
        for name, line, message, comments, context in extract_from_dir(
            ROOT / folder, methods, keywords=KEYWORDS
        ):
            yield f"{folder}/{name}", line, message, comments, context


def file_of(lang: str) -> Path:
    """Return the catalogue of a language."""
    return LOCALES / lang / "LC_MESSAGES" / "messages.po"


def merge(words: Catalog, lang: str) -> None:
    """Add new messages to a language's catalogue and drop those no longer used; translations stay."""
    file = file_of(lang)
    known = read(lang)
    known.update(words, no_fuzzy_matching=True)
    known.obsolete.clear()
    known.header_comment = HEADER.strip()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(stream, known, width=110, omit_header=False, sort_output=True)


def read(lang: str) -> Catalog:
    """Return a language's catalogue, empty when there is none."""
    file = file_of(lang)
    if not file.exists():
        return Catalog(locale=lang, project="vejviser", charset="utf-8", fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=lang)


def untranslated(words: Catalog, lang: str) -> list[str]:
    """Return the messages a language lacks, or has with other placeholders than the Danish."""
    known = read(lang)
    lacking: list[str] = []
    for message in words:
        if not message.id:
            continue
        there = known.get(message.id, message.context)
        if there is None or not all(_forms(there.string)) or there.fuzzy:
            lacking.append(str(message.id))
    return lacking


def _forms(string: Any) -> list[str]:
    return list(string) if isinstance(string, tuple | list) else [string or ""]
