"""`vejviser law scenarios`: the cases and obstacles of 2017, then, under the draft, and today."""

import argparse
from typing import Any


def add_parser(parts: Any) -> None:
    """Add the part."""
    scenarios = parts.add_parser(
        "scenarios", help="the what-if stories: the law then, the draft, the law now"
    )
    scenarios.add_argument("ids", nargs="*", metavar="ID", help="only these, as case-1 (default all)")
    scenarios.add_argument("--lang", choices=("da", "en"), default="da", help="language of the texts")
    scenarios.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print the scenarios as Markdown."""
    from api.errors import VejviserError
    from rights import LawError, read_law
    from rights.scenarios import read_scenarios
    from rights.words.scenarios import lines_of

    try:
        law = read_law()
        stories, faults = read_scenarios(law)
        if faults:
            raise LawError(faults)
        by_id = {story.scenario.id: story for story in stories}
        if unknown := [one for one in chosen.ids if one not in by_id]:
            raise VejviserError(f"there is no scenario {unknown[0]!r}; there are {', '.join(by_id)}")
        for id_ in chosen.ids or by_id:
            print("\n".join([*lines_of(by_id[id_], law, chosen.lang), ""]))
    except LawError as error:
        raise VejviserError(str(error)) from error
    return 0
