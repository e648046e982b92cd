"""`vejviser bench`: how fast, beside a reference in the same run."""

import argparse
from typing import Any

BENCHMARKS = ("turn", "law", "understanding", "booking", "sync", "widget")


def add_parsers(subparsers: Any) -> None:
    """Add the command."""
    bench = subparsers.add_parser("bench", help="measure, each time beside a reference in the same run")
    bench.add_argument("what", choices=BENCHMARKS, metavar="WHAT", help=", ".join(BENCHMARKS))
    bench.add_argument("--json", action="store_true", help="figures as one JSON object")
    bench.add_argument("--split", choices=("dev", "held"), help="of understanding: which half (default dev)")
    bench.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    import json
    from importlib import import_module
    from importlib.util import find_spec

    from api.errors import NotFoundError

    module = f"api.bench.{chosen.what}"
    if find_spec(module) is None:
        raise NotFoundError(f"there is no benchmark {chosen.what} in this version")
    options = {"split": chosen.split} if chosen.split and chosen.what == "understanding" else {}
    figures: dict[str, object] = import_module(module).run(**options)
    if chosen.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        width = max(map(len, figures), default=0)
        print("\n".join(f"{name:<{width}}  {_shown(value)}" for name, value in figures.items()))
    return 0


def _shown(value: object) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else str(value)
