"""`vejviser law`: the law as data: checked, asked, compared, told in stories, run over all, printed for a jurist."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from api.cli import law_scenarios

TRACKS = ("gaeldende", "kl-2010", "kl-2017")


def add_parsers(subparsers: Any) -> None:
    """Add the command and its parts."""
    law = subparsers.add_parser("law", help="the rules: check, evaluate, compare, bulk, review, scenarios")
    parts = law.add_subparsers(dest="part", metavar="PART", required=True)
    _check(parts)
    _evaluate(parts)
    _compare(parts)
    _bulk(parts)
    _review(parts)
    law_scenarios.add_parser(parts)


def _check(parts: Any) -> None:
    check = parts.add_parser("check", help="validate every law file; exit 1 on any fault")
    check.add_argument(
        "--texts", type=Path, metavar="DIR", help="texts of the acts, to look up every citation"
    )
    check.add_argument("--mutants", action="store_true", help="also shift every number and day by one (slow)")
    check.add_argument("--law", type=Path, metavar="DIR", help="another folder of law files")
    _add_on(check)
    check.set_defaults(run=run_check)


def _evaluate(parts: Any) -> None:
    evaluate = parts.add_parser("evaluate", help="findings for one citizen, or for each line of a file")
    evaluate.add_argument(
        "facts", type=Path, nargs="?", metavar="FACTS.json", help="the facts of one citizen"
    )
    evaluate.add_argument(
        "--batch", type=Path, metavar="FILE", help='lines of {"facts", "on"?, "track"?, "topic"?}'
    )
    evaluate.add_argument("--topic", help="only rules of this topic")
    evaluate.add_argument("--all", action="store_true", help="also the rules that do not apply")
    evaluate.add_argument("--trace", action="store_true", help="with the whole reasoning")
    _add_track(evaluate)
    _add_language(evaluate)
    _add_on(evaluate)
    evaluate.set_defaults(run=run_evaluate, wrong_use=evaluate.error)


def _compare(parts: Any) -> None:
    compare = parts.add_parser(
        "compare", help="what changes with other facts, on another day, in another track"
    )
    compare.add_argument("facts", type=Path, metavar="FACTS.json")
    other = compare.add_mutually_exclusive_group(required=True)
    other.add_argument("--with", type=Path, dest="other", metavar="FACTS2.json", help="other facts")
    other.add_argument("--other-date", type=_day, metavar="D", help="another day")
    other.add_argument("--other-track", choices=TRACKS, metavar="T", help="another track")
    compare.add_argument("--topic", help="only rules of this topic")
    _add_track(compare)
    _add_language(compare)
    _add_on(compare)
    compare.set_defaults(run=run_compare)


def _bulk(parts: Any) -> None:
    bulk = parts.add_parser("bulk", help="findings for a whole population, one row a citizen")
    bulk.add_argument("source", type=Path, metavar="IN.parquet")
    bulk.add_argument("target", type=Path, metavar="OUT.parquet")
    _add_track(bulk)
    _add_on(bulk)
    bulk.set_defaults(run=run_bulk)


def _review(parts: Any) -> None:
    review = parts.add_parser("review", help="the review sheet for a jurist")
    review.add_argument("target", type=Path, metavar="OUT.html")
    _add_on(review)
    review.set_defaults(run=run_review)


def _add_on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--on", type=_day, metavar="DATE", help="the day asked, as 2026-03-01 (default today)"
    )


def _add_track(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--track", choices=TRACKS, default="gaeldende", metavar="T", help=", ".join(TRACKS))


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("da", "en"), default="da", help="language of the texts")
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-03-01") from None


def run_check(chosen: argparse.Namespace) -> int:
    """Print the count of each kind of fault, then each fault."""
    from api.cli.law_check import show, show_mutants
    from rights.check import check
    from rights.law import LAW_FOLDER

    report = check(chosen.law or LAW_FOLDER, _on(chosen), chosen.texts)
    show(report, with_texts=chosen.texts is not None)
    if chosen.mutants:
        show_mutants(chosen.law or LAW_FOLDER)
    return 1 if report.faults else 0


def run_evaluate(chosen: argparse.Namespace) -> int:
    """Print findings for one citizen, or a line of findings for each line of a batch."""
    from api.cli import law_answers

    if (chosen.facts is None) == (chosen.batch is None):
        chosen.wrong_use("give FACTS.json, or --batch FILE")
    asking = law_answers.Asking.of(chosen, _on(chosen))
    if chosen.batch is not None:
        return law_answers.batch(asking, chosen.batch)
    return law_answers.one(asking, chosen.facts, as_json=chosen.json)


def run_compare(chosen: argparse.Namespace) -> int:
    """Print what changes."""
    from dataclasses import replace

    from api.cli import law_answers

    before = law_answers.Asking.of(chosen, _on(chosen))
    after = replace(before, on=chosen.other_date or before.on, track=chosen.other_track or before.track)
    return law_answers.compared(
        before, chosen.facts, after, chosen.other or chosen.facts, as_json=chosen.json
    )


def run_bulk(chosen: argparse.Namespace) -> int:
    """Write the findings of a population."""
    from api.errors import VejviserError
    from rights import LawError, read_law
    from rights.bulk import BulkError, run

    try:
        run(read_law().book(_on(chosen), chosen.track), chosen.source, chosen.target)
    except (BulkError, LawError, OSError) as error:
        raise VejviserError(str(error)) from error
    return 0


def run_review(chosen: argparse.Namespace) -> int:
    """Write the review sheet."""
    from api.errors import VejviserError
    from rights import LawError, read_law
    from rights.review import sheet

    try:
        chosen.target.write_text(sheet(read_law(), _on(chosen)), encoding="utf-8")
    except (LawError, OSError) as error:
        raise VejviserError(str(error)) from error
    return 0


def _on(chosen: argparse.Namespace) -> date:
    from api import clock

    on: date = chosen.on or clock.danish_day(clock.now())
    return on
