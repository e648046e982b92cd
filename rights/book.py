"""The law of one track on one day: compiled once, asked for any number of citizens."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rights import plan
from rights.answer import Answering, find
from rights.compile.rules import Compiler
from rights.definition import Definition
from rights.entry import Entry, make_entry
from rights.facts import Facts
from rights.faults import LawError
from rights.finding import Finding
from rights.folder import About
from rights.grammar.base import Scalar
from rights.grammar.rules import Rule
from rights.grammar.tables import Table
from rights.plan import UNKNOWN
from rights.values import Citizen, value_of
from rights.verdict import Verdict, decide
from rights.words.facts import FactWriter
from rights.words.sentences import Translate

Settings = Mapping[str, Scalar]


@dataclass(frozen=True, eq=False)
class Book:
    """Every rule in force for a track on a day. Made by `Law.book`."""

    on: date
    track: str
    about: About
    entries: Mapping[str, Entry]
    """Every rule by its full id."""
    tables: Mapping[str, plan.TablePlan]
    groups: Mapping[str, plan.Lookup]
    """The tables of target groups that findings of this day show, by system."""
    table_packs: Mapping[str, str]
    """The pack that each table came from."""
    presumed: dict[str, str | None]
    """The facts that an absent key settles."""

    def explain(self, facts: Facts, settings: Settings | None = None) -> list[Verdict]:
        """Return every rule's answer with all its reasons, not yet in words."""
        return self.decide(self.citizen(facts, settings))

    def citizen(self, facts: Facts, settings: Settings | None = None) -> Citizen:
        """Return somebody who can be asked: the facts told, those that an absent key settles, the settings."""
        return Citizen(facts.known(), settings or {}, self.presumed)

    def decide(self, citizen: Citizen) -> list[Verdict]:
        """Return every rule's answer for the citizen, in the order of the book."""
        return [decide(entry, citizen) for entry in self.entries.values()]

    def evaluate(
        self,
        facts: Facts,
        *,
        topic: str | None = None,
        rules: Collection[str] | None = None,
        include_no: bool = False,
        lang: str = "da",
        authority: str = "kommunen",
        settings: Settings | None = None,
        translate: Translate | None = None,
    ) -> list[Finding]:
        """Return what the law says to this citizen: yes, then unknown (then no); what is due first, first.

        `rules` are the full ids of those that are asked, when not all are. `authority` is the tenant's word,
        kommunen or jobcentret; `settings` what the municipality chose; `translate` the catalogue, for
        languages that are not in the law files.
        """
        citizen = self.citizen(facts, settings)
        writer = FactWriter(self.about, self.on, lang, translate)
        asked = Answering(citizen, writer, authority, self.target_group(citizen))
        verdicts = (decide(entry, citizen) for entry in self._asked(topic, rules))
        findings = [find(one, asked) for one in verdicts if include_no or one.reason.holds is not False]
        return sorted(findings, key=_urgency)

    def _asked(self, topic: str | None, rules: Collection[str] | None) -> Iterator[Entry]:
        for id_, entry in self.entries.items():
            if topic in (None, entry.rule.topic) and (rules is None or id_ in rules):
                yield entry

    def target_group(self, citizen: Citizen) -> dict[str, int | str]:
        """Return the citizen's group in each system of this day in which it is known."""
        found = {system: value_of(table, citizen) for system, table in self.groups.items()}
        return {system: group for system, group in found.items() if group not in (None, UNKNOWN)}


def _urgency(finding: Finding) -> tuple[int, date, str]:
    rank = ("yes", "unknown", "no").index(finding.applies)
    return rank, finding.due or date.max, finding.rule


def make_book(on: date, track: str, definitions: Iterable[Definition], about: About) -> Book:
    """Compile the definitions in force into a book. Raises LawError with every fault."""
    definitions = list(definitions)
    compiler = Compiler(on, definitions, about)
    plans, tables = compiler.rules(), compiler.tables()
    if compiler.faults:
        raise LawError(compiler.faults)
    entries = [
        make_entry(track, on, one, plans[one.id], about, plans)
        for one in definitions
        if isinstance(one.what, Rule)
    ]
    groups = {
        one.what.system: compiler.scope.make(plan.Lookup, tables[one.id], next(iter(tables[one.id].rows[0])))
        for one in definitions
        if isinstance(one.what, Table) and one.what.system is not None and _shown(one.what, on)
    }
    packs = {one.id: one.pack.name for one in definitions if one.is_table}
    by_id = {entry.id: entry for entry in entries}
    return Book(on, track, about, by_id, tables, groups, packs, about.presumed)


def _shown(table: Table, on: date) -> bool:
    return (table.system_from or date.min) <= on <= (table.system_to or date.max)
