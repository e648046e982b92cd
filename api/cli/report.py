"""`vejviser report`: the key figures of a jobcentre, as one HTML file with charts."""

from __future__ import annotations

import argparse
import asyncio
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.errors import VejviserError

if TYPE_CHECKING:
    from api.report.model import Period
    from api.settings import Settings

# What one looks at without asking for certain days: a quarter of a year.
_DAYS = 91


def add_parsers(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("report", help="key figures of a jobcentre, with charts")
    parser.add_argument("out", metavar="OUT.html", type=Path, help="the file to write")
    parser.add_argument("--jobcentre", metavar="CODE", required=True, help="its five digits")
    parser.add_argument("--from", dest="first", metavar="DATE", type=_day, help="first day (91 days in all)")
    parser.add_argument("--to", dest="last", metavar="DATE", type=_day, help="last day (default: today)")
    parser.add_argument("--lang", choices=("da", "en"), default="da", help="language (default: da)")
    parser.set_defaults(run=_run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-03-01") from None


def _run(chosen: argparse.Namespace) -> int:
    from api.embedded.running import settings_here

    html = asyncio.run(_written(chosen, settings_here()))
    try:
        chosen.out.write_text(html, encoding="utf-8")
    except OSError as error:
        raise VejviserError(f"{chosen.out}: cannot be written: {error.strerror}") from error
    print(chosen.out)
    return 0


async def _written(chosen: argparse.Namespace, settings: Settings) -> str:
    from api import clock
    from api.db.engine import open_database
    from api.i18n import words_for
    from api.report.figures import count_figures
    from api.report.page import write_page
    from api.wiring import tenants_of

    now = clock.now()
    period = _period(chosen.first, chosen.last, clock.danish_day(now))
    try:
        jobcentre = tenants_of(settings).of_jobcentre(chosen.jobcentre).jobcentre(chosen.jobcentre)
    except KeyError:
        raise VejviserError(
            f"--jobcentre: no jobcentre has the code {chosen.jobcentre!r}; the tenants file lists them"
        ) from None
    database = open_database(settings.database_url)
    try:
        async with database.transaction() as tx:
            figures = await count_figures(tx, jobcentre.code, period, now=now)
    finally:
        await database.close()
    return write_page(figures, name=jobcentre.name, words=words_for(chosen.lang), now=now)


def _period(first: date | None, last: date | None, today: date) -> Period:
    from api.report.model import Period

    last = last or today
    first = first or last - timedelta(days=_DAYS - 1)
    if first > last:
        raise VejviserError(f"--from {first} is after --to {last}; the first day comes first")
    return Period(first=first, last=last)
