"""How well messages are understood, on an evaluation set nothing was tuned on, and how fast.

The sentences themselves are never shown: figures, and pairs of topics with counts. `dev` may be looked
at for counts; each opening of `held` is written into the evaluation set's README.
"""

import csv
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from api.bench.understanding_figures import area_under_curve, at_coverage, share
from api.bench.understanding_hard import crises, messy
from api.errors import NotFoundError
from api.i18n import Lang, as_lang
from api.understand import Understanding, Understood, open_understanding
from api.understand.dates import read_window
from api.understand.encoder import open_encoder
from api.understand.phrases import OUT_OF_SCOPE, Topics, read_phrases, read_topics

EVALUATION = Path(__file__).resolve().parents[2] / "tests" / "understanding" / "evaluation"
REMINDER = "held was opened: write it into tests/understanding/evaluation/README.md"
_NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
_DIRECT = ("answer", "command", "crisis")
_WORST = 15


class Case(NamedTuple):
    """A labelled sentence and what was understood."""

    topic: str
    near: bool
    heard: Understood
    known: bool

    @property
    def ranked(self) -> list[str]:
        """The topics that would be shown, likeliest first."""
        first = ["crisis"] if self.heard.crisis else []
        return first + [entry.topic for entry in self.heard.ranked if entry.topic not in first]

    @property
    def direct(self) -> bool:
        """Whether the message is answered straight away."""
        return self.heard.decision in _DIRECT

    @property
    def sure(self) -> float:
        """How sure the assistant is of its first topic."""
        return 1.0 if self.heard.crisis or not self.heard.ranked else self.heard.ranked[0].confidence

    @property
    def outside(self) -> bool:
        """Whether it was taken for out of scope (its `confidence` is then that of being so)."""
        return self.heard.decision == OUT_OF_SCOPE

    @property
    def right(self) -> bool:
        """Whether the first topic is the labelled one."""
        return bool(self.ranked) and self.ranked[0] == self.topic


def run(split: str = "dev") -> dict[str, object]:
    """Measure one split, and the speed. Raises NotFoundError where a clone's tests are absent."""
    return quality(split) | _speed(split)


def quality(split: str, *, every: int = 1) -> dict[str, object]:
    """How well one split of the evaluation set is understood; of one sentence in `every` of those we serve."""
    understanding, topics = open_understanding(), read_topics()
    figures: dict[str, object] = {"split": split}
    if split == "held":
        figures["reminder"] = REMINDER
    strange = _read("oos.tsv", split)
    for lang in ("da", "en"):
        outside = [_case(understanding, row, lang) for row in strange if row["lang"] == lang]
        inside = [_case(understanding, row, lang) for row in _bar(_read(f"{lang}.tsv", split)[::every], lang)]
        figures |= {f"{lang} {name}": value for name, value in _quality(inside, outside, topics).items()}
    figures |= crises(understanding, _read("crisis.tsv", split)[::every])
    if split == "dev":  # these were looked at, so they tell of a change, not of the unknown
        figures |= messy(understanding, _read("robust.tsv")[::every])
        figures |= {f"{name}, blind set": value for name, value in _dates(_read("dates_blind.tsv")).items()}
    return figures | _dates(_read("dates.tsv", split))


def _quality(inside: Sequence[Case], outside: Sequence[Case], topics: Topics) -> dict[str, object]:
    direct = [case for case in inside if case.direct]
    wrong = [case for case in direct if not case.right]
    unserved = [case for case in wrong if not topics.are_twins(case.ranked[0], case.topic)]
    answered = [case for case in outside if case.direct]
    return {
        "sentences": len(inside),
        "top-1": share(case.right for case in inside),
        "top-1 or twin": share(
            topics.are_twins(case.ranked[0], case.topic) for case in inside if case.ranked
        ),
        "top-3": share(case.topic in case.ranked[:3] for case in inside),
        "also among the phrases": sum(case.known for case in inside),
        **{f"{name}, without those": value for name, value in _unseen(inside).items()},
        "accuracy at 80 % coverage": at_coverage([(case.sure, case.right) for case in inside], 0.8),
        "answered directly": len(direct) / len(inside),
        "precision of direct answers": share(case.right for case in direct),
        "precision, twins count": 1 - len(unserved) / max(len(direct), 1),
        "wrong direct answers": len(wrong) / len(inside),
        "wrong direct answers, twins count": len(unserved) / len(inside),
        "asked back": share(case.heard.decision == "ask_back" for case in inside),
        "asked back with the right choice": share(
            case.topic in case.ranked[:3] for case in inside if case.heard.decision == "ask_back"
        ),
        "taken for out of scope": share(case.outside for case in inside),
        "crises found": share(bool(case.heard.crisis) for case in inside if case.topic == "crisis"),
        "false crises": sum(bool(case.heard.crisis) for case in inside if case.topic != "crisis"),
        "out of scope sentences": len(outside),
        "out of scope answered": len(answered) / max(len(outside), 1),
        "out of scope answered, near": share(case.direct for case in outside if case.near),
        "out of scope, AUROC": area_under_curve(
            [1 - case.heard.p_oos for case in inside], [1 - case.heard.p_oos for case in outside]
        ),
        "worst confusions": _confusions(inside),
    }


def _unseen(inside: Sequence[Case]) -> dict[str, object]:
    """The same figures on sentences that no phrase is word for word (bare ones, of a word or two, may be)."""
    unseen = [case for case in inside if not case.known]
    return {
        "top-1": share(case.right for case in unseen),
        "top-3": share(case.topic in case.ranked[:3] for case in unseen),
        "accuracy at 80 % coverage": at_coverage([(case.sure, case.right) for case in unseen], 0.8),
        "wrong direct answers": share(case.direct and not case.right for case in unseen),
    }


def _confusions(cases: Sequence[Case]) -> str:
    pairs = Counter((case.topic, case.ranked[0]) for case in cases if case.ranked and not case.right)
    return "; ".join(f"{said} taken for {heard}: {n}" for (said, heard), n in pairs.most_common(_WORST))


def _dates(rows: list[dict[str, str]]) -> dict[str, object]:
    figures: dict[str, object] = {}
    for lang in ("da", "en"):
        of_lang = [row for row in rows if row["lang"] == lang]
        exact = share(_window_is(row, lang) for row in of_lang)
        figures |= {f"{lang} dates": len(of_lang), f"{lang} dates exact": exact}
    return figures


def _window_is(row: dict[str, str], lang: Lang) -> bool:
    window = read_window(row["text"], lang, datetime.fromisoformat(row["now"]))
    expected = datetime.fromisoformat(row["from"]), datetime.fromisoformat(row["to"])
    return window is not None and (window.from_, window.to) == expected


def _speed(split: str) -> dict[str, object]:
    """Milliseconds of this thread a message, beside the encoder alone on the same, never repeated, sentences.

    The thread's own time bears a busy machine better than the clock on the wall.
    """
    texts = [row["text"] for row in _read("da.tsv", split)][:200]
    understanding, encoder = open_understanding(), open_encoder()
    cpu, wall = _milliseconds(lambda text: understanding.understand(text, "da", _NOW), texts)
    figures: dict[str, object] = {"ms a message, median (aim 20)": wall, "ms of CPU a message, median": cpu}
    if encoder is not None:
        theirs, _ = _milliseconds(lambda text: encoder.encode([text]), texts)
        figures |= {"ms of CPU for the encoder alone, median": theirs, "ratio": cpu / theirs}
    return figures


def _milliseconds(call: Callable[[str], object], texts: Sequence[str]) -> tuple[float, float]:
    """The medians of this thread's own time and of the time on the wall."""
    cpu: list[float] = []
    wall: list[float] = []
    for text in texts:
        began, start = time.thread_time(), time.perf_counter()
        call(text)
        cpu.append((time.thread_time() - began) * 1000)
        wall.append((time.perf_counter() - start) * 1000)
    return statistics.median(cpu), statistics.median(wall)


def _case(understanding: Understanding, row: dict[str, str], lang: str) -> Case:
    heard = understanding.understand(row["text"], as_lang(lang), _NOW)
    known = row["text"].casefold().strip(" ?!.,") in _phrases()
    return Case(row.get("topic", OUT_OF_SCOPE), row.get("near") == "yes", heard, known)


@cache
def _phrases() -> frozenset[str]:
    return frozenset(phrase.text.casefold().strip(" ?!.,") for phrase in read_phrases())


def _bar(rows: list[dict[str, str]], lang: str) -> list[dict[str, str]]:
    return list(tqdm(rows, desc=f"Understanding {lang}", disable=None))


def _read(name: str, split: str | None = None) -> list[dict[str, str]]:
    file = EVALUATION / name
    if not file.exists():
        raise NotFoundError(
            f"{file.name} is not here: the evaluation set is in a clone's tests, not in the wheel"
        )
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if split is None or row["split"] == split]
