"""`serve`, `worker`, `bot`, `migrate`, `seed`: one process each, over configured PostgreSQL and Redis."""

import argparse
import os
import sys
from typing import Any


def add_parsers(subparsers: Any) -> None:
    """Add the commands."""
    serve = subparsers.add_parser("serve", help="the HTTP application: API, widget, pages")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (default %(default)s)")
    serve.set_defaults(run=_serve)
    for name, run, words in (
        ("worker", _worker, "exchange with jobcentres, notices, housekeeping"),
        ("bot", _bot, "the Telegram bot"),
        ("migrate", _migrate, "bring the database to the newest schema"),
        ("seed", _seed, "fill in fictional demo data"),
    ):
        subparsers.add_parser(name, help=words).set_defaults(run=run)


def _serve(chosen: argparse.Namespace) -> int:
    import uvicorn

    from api.logs import set_up_logs
    from api.settings import read_settings
    from api.web.app import create_app

    settings = read_settings()
    set_up_logs(as_json=not settings.is_demo, level=settings.log_level)
    uvicorn.run(
        create_app(settings),
        host=chosen.host,
        port=chosen.port,
        access_log=False,  # a log of addresses is personal data
        log_level="warning",
        timeout_graceful_shutdown=2,  # open event streams never end by themselves
    )
    return 0


def _worker(_chosen: argparse.Namespace) -> int:
    import uvloop

    from api.logs import set_up_logs
    from api.settings import read_settings
    from api.worker.main import run

    settings = read_settings()
    set_up_logs(as_json=not settings.is_demo, level=settings.log_level)
    uvloop.run(run(settings))
    return 0


def _bot(_chosen: argparse.Namespace) -> int:
    from api.settings import read_settings

    read_settings()  # a wrong setting is told before the slow import
    # The bot knows the application, never the reverse, so it is a program of its own.
    os.execv(sys.executable, [sys.executable, "-m", "bot"])  # noqa: S606  our own interpreter and module


def _migrate(_chosen: argparse.Namespace) -> int:
    import asyncio

    from api.db.engine import open_database
    from api.db.migrations import upgrade
    from api.settings import read_settings

    async def bring_up() -> None:
        database = open_database(read_settings().database_url)
        try:
            await upgrade(database)
        finally:
            await database.close()

    asyncio.run(bring_up())
    return 0


def _seed(_chosen: argparse.Namespace) -> int:
    import asyncio

    from api.cli.demo_data import seed
    from api.settings import read_settings

    asyncio.run(seed(read_settings()))
    return 0
