"""What changes for a citizen: other facts, another day, another track. Always seen from both sides."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from rights.finding import Finding

_COMPARED = ("applies", "due", "from_", "dates", "limits", "says")


class Change(BaseModel):
    """One rule that answers differently. `before` or `after` is None where it does not concern the citizen."""

    model_config = ConfigDict(frozen=True)
    rule: str
    topic: str
    change: Literal["begins", "ends", "changes"]
    differs: tuple[str, ...]
    before: Finding | None
    after: Finding | None


def compare(before: Iterable[Finding], after: Iterable[Finding]) -> list[Change]:
    """Return what differs between two evaluations, in the order of rules.

    The same rule in two tracks has the same id but for the track, and is laid side by side.
    """
    old = {_without_track(one.rule): one for one in before}
    new = {_without_track(one.rule): one for one in after}
    changes = (_change(old.get(id_), new.get(id_)) for id_ in sorted(old.keys() | new.keys()))
    return [change for change in changes if change is not None]


def _change(before: Finding | None, after: Finding | None) -> Change | None:
    one = after or before
    if one is None:
        return None
    if before is None or after is None:
        kind: Literal["begins", "ends"] = "begins" if before is None else "ends"
        return Change(rule=one.rule, topic=one.topic, change=kind, differs=(), before=before, after=after)
    differs = tuple(name.rstrip("_") for name in _COMPARED if getattr(before, name) != getattr(after, name))
    if not differs:
        return None
    return Change(
        rule=one.rule, topic=one.topic, change="changes", differs=differs, before=before, after=after
    )


def _without_track(rule: str) -> str:
    return rule.split("/", 1)[1]
