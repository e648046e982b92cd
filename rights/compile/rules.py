"""One book: every rule, term and table of a day, each compiled once, circles refused."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from rights.compile import values
from rights.compile.conditions import condition
from rights.compile.scope import Scope
from rights.compile.tables import plan_table
from rights.compile.texts import check_texts
from rights.definition import Definition
from rights.faults import Fault, Wrong
from rights.folder import About
from rights.grammar.rules import Rule, TermDef
from rights.grammar.tables import Table
from rights.plan import All, Fixed, Judged, Named, Node, TablePlan
from rights.reading import did_you_mean
from rights.rule_plan import DatePlan, LimitPlan, RulePlan


class _AlreadyToldError(Exception):
    """A definition this one leans on has a fault, which is told where it stands."""


class Compiler:
    """Compiles the definitions in force on a day. Faults are gathered, one for each definition."""

    def __init__(self, on: date, definitions: Iterable[Definition], about: About) -> None:
        self.faults: list[Fault] = []
        self._named: dict[str, Definition] = {}
        self._tables: dict[str, Definition] = {}
        for definition in definitions:
            (self._tables if definition.is_table else self._named)[definition.id] = definition
        self._nodes: dict[str, Named] = {}
        self._plans: dict[tuple[str, frozenset[tuple[str, object]]], TablePlan] = {}
        self._open: list[str] = []
        self.scope = Scope(on, about, self.named, self.table)

    def rules(self) -> dict[str, RulePlan]:
        """Return every rule's plan by id (without the track)."""
        found: dict[str, RulePlan] = {}
        for id_, definition in self._named.items():
            with self._blame(definition):
                if isinstance(definition.what, Rule):
                    found[id_] = self._rule(id_, definition.what)
                else:
                    self.named(id_)
        return found

    def tables(self) -> dict[str, TablePlan]:
        """Return every table that needs nothing handed over, by id."""
        for id_, definition in self._tables.items():
            with self._blame(definition):
                if not _asks_for_given(definition.what):
                    self.table(id_, {})
        return {id_: plan for (id_, given), plan in self._plans.items() if not given}

    @contextmanager
    def _blame(self, definition: Definition) -> Iterator[None]:
        """Turn what is wrong inside a definition into a fault at its place, told once."""
        try:
            yield
        except _AlreadyToldError:
            pass
        except Wrong as wrong:
            self.faults.append(definition.place.fault(wrong))

    @contextmanager
    def _entering(self, name: str, definition: Definition) -> Iterator[None]:
        """Compile one definition on the way through another: its faults are its own, a circle is refused."""
        if name in self._open:
            circle = " -> ".join([*self._open[self._open.index(name) :], name])
            raise Wrong("reference", f"this leads in a circle: {circle}")
        self._open.append(name)
        try:
            yield
        except Wrong as wrong:
            self.faults.append(definition.place.fault(wrong))
            raise _AlreadyToldError from None
        finally:
            self._open.pop()

    def named(self, id_: str) -> Node:
        """Return the condition of a term or rule. Raises Wrong when there is none, or it leads to itself."""
        definition = self._named.get(id_)
        if definition is None:
            near = did_you_mean(id_, list(self._named))
            raise Wrong("reference", f"there is no term or rule {id_!r}{near}", "term")
        if id_ not in self._nodes:
            with self._entering(f"term {id_}", definition):
                self._nodes[id_] = self._applies(id_, definition)
        return self._nodes[id_]

    def table(self, id_: str, given: Mapping[str, object]) -> TablePlan:
        """Return a table, with what it is handed. Raises Wrong when there is none, or it leads to itself."""
        definition = self._tables.get(id_)
        if definition is None or not isinstance(definition.what, Table):
            near = did_you_mean(id_, list(self._tables))
            raise Wrong("reference", f"there is no table {id_!r}{near}", "table")
        key = (id_, frozenset(given.items()))
        if key not in self._plans:
            with self._entering(f"table {id_}", definition):
                self._plans[key] = plan_table(self.scope, definition.what, id_, given)
        return self._plans[key]

    def _applies(self, id_: str, definition: Definition) -> Named:
        what = definition.what
        node: Node = self.scope.make(Fixed, True)
        label = what.label if isinstance(what, TermDef) else None
        if isinstance(what, Rule | TermDef) and what.when is not None:
            try:
                node = condition(self.scope, what.when)
            except Wrong as wrong:
                raise wrong.within("when") from None
        if isinstance(what, Rule) and what.unread_from is not None and self.scope.on >= what.unread_from.on:
            unread = self.scope.make(Judged, "law_changed", None, what.unread_from.because)
            node = self.scope.make(All, (node, unread))
        return self.scope.make(Named, id_, label, node)

    def _rule(self, id_: str, rule: Rule) -> RulePlan:
        scope = self.scope
        applies = self.named(id_)
        if rule.topic not in scope.about.topics:
            near = did_you_mean(rule.topic, list(scope.about.topics))
            raise Wrong("reference", f"there is no topic {rule.topic!r}{near}", "topic")
        self._known_sources(rule)
        check_texts(rule, set(scope.about.settings))
        if rule.unread_from is not None and scope.on >= rule.unread_from.on:
            return RulePlan(id_, applies, (), ())
        dates = tuple(self._dates(rule))
        limits = tuple(self._limits(rule))
        return RulePlan(id_, applies, dates, limits)

    def _known_sources(self, rule: Rule) -> None:
        known = self.scope.about.sources
        for index, cited in enumerate(rule.citations):
            for source in (cited.source, *(also.source for also in cited.also)):
                if source not in known:
                    near = did_you_mean(source, list(known))
                    raise Wrong(
                        "reference", f"there is no source {source!r}{near}", "citations", index, "source"
                    )

    def _dates(self, rule: Rule) -> Iterator[DatePlan]:
        for index, one in enumerate(rule.dates):
            try:
                yield DatePlan(one.what, one.as_, values.date_of(self.scope, one))
            except Wrong as wrong:
                raise wrong.within("dates", index) from None

    def _limits(self, rule: Rule) -> Iterator[LimitPlan]:
        for index, one in enumerate(rule.limits):
            try:
                value = values.number(self.scope, one.value)
            except Wrong as wrong:
                raise wrong.within("limits", index, "value") from None
            yield LimitPlan(one.what or one.kind, one.kind, value, one.unit)


def _asks_for_given(what: object) -> bool:
    return isinstance(what, Table) and any(getattr(one, "given", None) is not None for one in what.inputs)
