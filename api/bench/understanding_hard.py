"""The hard parts of understanding, each on a set of its own: crises and what only sounds like one, messy wordings."""

from collections.abc import Sequence
from datetime import UTC, datetime

from api.bench.understanding_figures import share
from api.i18n import as_lang
from api.understand import Understanding, Understood

_NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
_CALM = "none"
_DIRECT = ("answer", "command")
Row = dict[str, str]


def crises(understanding: Understanding, rows: Sequence[Row]) -> dict[str, object]:
    """How many crises of each kind are seen, and how many near ones are taken for one."""
    heard = [(row["kind"], _hear(understanding, row)) for row in rows]
    figures: dict[str, object] = {"crises": sum(kind != _CALM for kind, _ in heard)}
    figures["crises seen"] = share(bool(said.crisis) for kind, said in heard if kind != _CALM)
    for kind in ("life", "violence", "needs"):
        figures[f"crises seen, {kind}"] = share(bool(said.crisis) for k, said in heard if k == kind)
    figures["near a crisis"] = sum(kind == _CALM for kind, _ in heard)
    figures["near a crisis, taken for one"] = share(
        bool(said.crisis) for kind, said in heard if kind == _CALM
    )
    return figures


def messy(understanding: Understanding, rows: Sequence[Row]) -> dict[str, object]:
    """One line a tag: typos, text messages, dialect, compounds written apart, mixed language."""
    figures: dict[str, object] = {}
    for tag in dict.fromkeys(row["tag"] for row in rows):
        heard = [(row["topic"], _hear(understanding, row)) for row in rows if row["tag"] == tag]
        ranked = [(topic, [entry.topic for entry in said.ranked[:3]]) for topic, said in heard]
        direct = [(topic, said.topic) for topic, said in heard if said.decision in _DIRECT]
        figures[f"messy, {tag}"] = (
            f"{len(heard)} sentences, top-1 {share(topic in first[:1] for topic, first in ranked):.2f},"
            f" top-3 {share(topic in first for topic, first in ranked):.2f},"
            f" answered {len(direct) / len(heard):.2f}, of these wrong {sum(a != b for a, b in direct)}"
        )
    return figures


def _hear(understanding: Understanding, row: Row) -> Understood:
    return understanding.understand(row["text"], as_lang(row["lang"]), _NOW)
