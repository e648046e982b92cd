"""What a definition may refer to while it is compiled, and the sharing of equal nodes."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from rights.faults import Wrong
from rights.folder import About
from rights.plan import Constant, Node, TablePlan, Told, Value
from rights.reading import did_you_mean
from rights.vocabulary import FACTS, FactKind, FactType

T = TypeVar("T")


class Scope:
    """One book in the making: its day, its words, and the terms, rules and tables by id."""

    def __init__(
        self,
        on: date,
        about: About,
        named: Callable[[str], Node],
        table: Callable[[str, Mapping[str, object]], TablePlan],
    ) -> None:
        self.on = on
        self.about = about
        self.named = named
        self.table = table
        self._made: dict[tuple[object, ...], object] = {}

    def make(self, kind: Callable[..., T], *parts: object) -> T:
        """Return the node of this kind with these parts; the same node for the same parts."""
        key = (kind, *parts)
        if key not in self._made:
            self._made[key] = kind(*parts)
        return self._made[key]  # type: ignore[return-value]

    def constant(self, value: float | date) -> Value:
        """Return a number or day that stands in the law itself."""
        return self.make(Constant, value)

    def fact(self, name: str, *types: FactType) -> Told:
        """Return the fact; raises Wrong when there is none of the name, or it is not of one of the types."""
        kind = self.kind_of(name)
        if types and kind.type not in types:
            raise Wrong("grammar", f"{name} is a {kind.type}, and a {' or '.join(types)} is asked for here")
        return self.make(Told, name)

    def kind_of(self, name: str) -> FactKind:
        """Return what the fact is; raises Wrong when there is none of the name."""
        if name not in FACTS:
            raise Wrong("reference", f"there is no fact {name!r}{did_you_mean(name, tuple(FACTS))}")
        return FACTS[name]
