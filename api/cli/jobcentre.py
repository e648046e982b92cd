"""Commands about jobcentres: the demo jobcentre, and the OpenAPI file of the contract."""

import argparse
from pathlib import Path


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `jobcentre`."""
    jobcentre = subparsers.add_parser("jobcentre", help="the demo jobcentre, and its contract as OpenAPI")
    deeds = jobcentre.add_subparsers(dest="deed", metavar="DEED", required=True)
    demo = deeds.add_parser("demo", help="run the demo jobcentre; see its own --help", add_help=False)
    demo.add_argument("options", nargs=argparse.REMAINDER, help="given on to python -m api.jobcentre.demo")
    demo.set_defaults(run=_demo)
    contract = deeds.add_parser("openapi", help="write the contract's OpenAPI 3.1 file")
    contract.add_argument("file", type=Path, nargs="?", help="where to (default: standard output)")
    contract.set_defaults(run=_openapi)


def _demo(chosen: argparse.Namespace) -> int:
    from api.jobcentre.demo.serve import main

    return main(chosen.options)


def _openapi(chosen: argparse.Namespace) -> int:
    from api.jobcentre.demo.app import create_app
    from api.jobcentre.demo.config import Config
    from api.jobcentre.demo.openapi import as_text

    text = as_text(create_app(Config(data=Path("unused"))))
    if chosen.file:
        chosen.file.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0
