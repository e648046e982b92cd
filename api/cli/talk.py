"""`ask` and `chat`: the commands of the dialogue in a terminal."""

import argparse
from datetime import date
from typing import Any


def add_parsers(subparsers: Any) -> None:
    """Add the commands."""
    ask = subparsers.add_parser("ask", help="one turn of dialogue, without memory")
    ask.add_argument("text", nargs="?", help="what the citizen writes")
    ask.add_argument(
        "--batch", metavar="FILE", help='lines of {"text", "lang"?, "as"?, "on"?}; - for standard input'
    )
    ask.add_argument("--json", action="store_true", help="answer as JSON")
    ask.set_defaults(run=_ask)
    chat = subparsers.add_parser("chat", help="the same dialogue with memory; an empty line ends it")
    chat.set_defaults(run=_chat)
    for parser in (ask, chat):
        parser.add_argument("--lang", choices=["da", "en"], help="the citizen's language")
        parser.add_argument("--as", dest="as_", metavar="PERSONA", help="a demo citizen, such as case-1")
    ask.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the law of this day")


def _ask(chosen: argparse.Namespace) -> int:
    from api.cli.talking import ask

    return ask(chosen)


def _chat(chosen: argparse.Namespace) -> int:
    from api.cli.talking import chat

    return chat(chosen)
