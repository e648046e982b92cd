"""A rule of a book with what every answer of it needs: its plan, its citations, how far it was read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from rights.definition import Definition
from rights.finding import Also, Citation
from rights.folder import About
from rights.grammar.rules import Citation as Cited
from rights.grammar.rules import Rule
from rights.rule_plan import RulePlan


@dataclass(frozen=True, eq=False)
class Entry:
    """One rule as it stands in a book. `id` is the full id, track and all."""

    id: str
    rule: Rule
    plan: RulePlan
    definition: Definition
    citations: tuple[Citation, ...]
    verified_through: date
    stale: bool
    unread: bool
    """The text that holds now was not read."""
    if_not: tuple[str, ...]


def make_entry(
    track: str, on: date, definition: Definition, plan: RulePlan, about: About, in_force: Collection[str]
) -> Entry:
    """Return the entry of a rule with the citations of that day. A proposal never goes stale: it stays as it was."""
    rule = definition.what
    assert isinstance(rule, Rule)
    cited = [one for one in rule.citations if _holds(one, on)] or rule.citations
    read = [about.sources[one.source].read_through for one in cited]
    through = rule.verified_through or min(read)
    return Entry(
        id=f"{track}/{definition.id}",
        rule=rule,
        plan=plan,
        definition=definition,
        citations=tuple(_shown(one, definition, about) for one in cited),
        verified_through=through,
        stale=track == "gaeldende" and on > through,
        unread=rule.unread_from is not None and on >= rule.unread_from.on,
        if_not=tuple(f"{track}/{id_}" for id_ in rule.if_not if id_ in in_force),
    )


def _holds(cited: Cited, on: date) -> bool:
    return (cited.valid_from or date.min) <= on <= (cited.valid_to or date.max)


def _shown(cited: Cited, definition: Definition, about: About) -> Citation:
    source = about.sources[cited.source]
    also = tuple(
        Also(source=about.sources[one.source].file or one.source, section=one.section) for one in cited.also
    )
    return Citation(
        act=source.act,
        paragraph=cited.paragraph or cited.section or "",
        version=cited.source,
        valid_from=cited.valid_from or definition.begins,
        valid_to=cited.valid_to or definition.ends,
        evidence=cited.evidence,
        url=source.url,
        also=also,
    )
