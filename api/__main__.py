"""The command `vejviser`: gathers the commands of `api.cli` and runs one."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

from api.errors import VejviserError

# Each module adds its commands by `add_parsers(subparsers)` and imports its tools when a command runs.
COMMANDS = (
    "up",
    "processes",
    "talk",
    "law",
    "understand",
    "jobcentre",
    "sync",
    "notices",
    "receipts",
    "bench",
    "report",
    "locales",
)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every command."""
    parser = _Parser(
        prog="vejviser", description="Guidance and self-booking for people who receive a benefit."
    )
    parser.add_argument("--version", action="version", version=_version())
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"api.cli.{name}").add_parsers(subparsers)
    return parser


def _version() -> str:
    try:
        return version("vejviser")
    except PackageNotFoundError:
        return "not installed"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit 0 on success, 1 on failure, 2 on wrong use; an error is one line on stderr."""
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(arguments: Sequence[str] | None) -> int:
    chosen = build_parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen) or 0)
    except VejviserError as error:
        return _fail(error, str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        raise
    except Exception as error:
        return _fail(error, f"unexpected {type(error).__name__}: {error}")


def _fail(error: Exception, words: str) -> int:
    from api.settings import debugging  # noqa: PLC0415  pydantic is slow to import, and rarely needed here

    if debugging():
        raise error
    print(f"vejviser: {' '.join(words.split())}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
