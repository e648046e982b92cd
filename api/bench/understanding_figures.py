"""The figures that tell how good a classifier that may abstain is."""

from collections.abc import Iterable, Sequence


def share(facts: Iterable[bool]) -> float:
    """The share that holds; 0 for none."""
    held = [bool(fact) for fact in facts]
    return sum(held) / max(len(held), 1)


def at_coverage(judged: Sequence[tuple[float, bool]], coverage: float) -> float:
    """The share right among the surest part of (sureness, right) pairs."""
    surest = sorted(judged, key=lambda pair: -pair[0])[: round(coverage * len(judged))]
    return share(right for _, right in surest)


def area_under_curve(inside: Sequence[float], outside: Sequence[float]) -> float:
    """The probability that a message in scope scores higher than one out of scope; ties count half."""
    wins = sum((a > b) + 0.5 * (a == b) for a in inside for b in outside)
    return wins / max(len(inside) * len(outside), 1)
