"""`vejviser understand`: for those who write the phrases."""

import argparse
import sys
from collections import Counter
from typing import Any

SHOWN = 25


def add_parsers(subparsers: Any) -> None:
    """Add the commands."""
    understand = subparsers.add_parser("understand", help="what people mean: train, check, look up")
    deeds = understand.add_subparsers(dest="deed", metavar="DEED", required=True)
    train = deeds.add_parser("train", help="learn the phrase files and write the model (a few minutes)")
    train.add_argument("--check", action="store_true", help="only say whether the model fits the phrases")
    train.set_defaults(run=_train)
    check = deeds.add_parser("check", help="say in plain words what looks wrong in the phrase files")
    check.add_argument("--all", action="store_true", help=f"every remark, not the first {SHOWN} of a kind")
    check.set_defaults(run=_check)
    similar = deeds.add_parser(
        "similar", help="show how a sentence is understood and the phrases nearest to it"
    )
    similar.add_argument("text", metavar="TEXT", help="what a citizen might write")
    similar.set_defaults(run=_similar)


def _train(chosen: argparse.Namespace) -> int:
    from api.understand.train import is_current, train

    if chosen.check:
        current = is_current()
        print(
            "The model fits the phrases."
            if current
            else "The phrases have changed: run vejviser understand train"
        )
        return 0 if current else 1
    meta = train()
    limits = meta.calibration
    print(f"Learnt {meta.phrases} phrases of {len(meta.classes)} topics.")
    print(
        f"Answers from {limits.answer_at:.2f}, asks back from {limits.ask_at:.2f}, else says it is not ours."
    )
    return 0


def _check(chosen: argparse.Namespace) -> int:
    from api.understand.check import check_files

    count: Counter[str] = Counter()
    for remark in check_files():
        count[remark.kind] += 1
        if chosen.all or count[remark.kind] <= SHOWN:
            print(remark.words)
    print(
        f"{count['few']} topics with too few phrases, {count['twice']} phrases said twice, "
        f"{count['alike']} in two topics, {count['stray']} perhaps in the wrong file."
    )
    return 0


def _similar(chosen: argparse.Namespace) -> int:
    from api import clock
    from api.understand import open_understanding

    understanding = open_understanding()
    heard = understanding.understand(chosen.text, None, clock.now())
    print(f"{heard.decision}: " + ", ".join(f"{topic} {p:.2f}" for topic, p in heard.ranked[:3]))
    for near in understanding.similar(chosen.text):
        print(f"  {near.likeness:.3f}  {near.topic}: {near.phrase}")
    if not heard.ranked and not heard.crisis:
        print("nothing to read in that", file=sys.stderr)
    return 0
