"""One rule: who it is for, what it says, by when, where it stands, and how sure we are."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rights.grammar.base import Name, Sentence, Slug, Strict, Words
from rights.grammar.conditions import Condition
from rights.grammar.time import DateRule, Number

Kind = Literal["duty", "right", "offer", "deadline", "consequence", "exemption", "process"]
Evidence = Literal["A", "B", "C", "D"]
"""A: read in the text itself. B: an official page or good secondary source. C: history, or check.
D: not verified; never shown as law."""
Unit = Literal[
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "dkk_per_hour",
    "dkk_per_day",
    "percent",
    "times",
    "hours_per_week",
]


class Also(Strict):
    """A second place that says the same: `{source: seed-003, section: bilag 5.3}`."""

    source: Sentence
    section: Sentence


class Citation(Strict):
    """Where it stands. `source` is a key of sources.yaml; `paragraph` for acts, `section` for documents."""

    source: Sentence
    paragraph: Sentence | None = None
    section: Sentence | None = None
    evidence: Evidence
    valid_from: date | None = None
    valid_to: date | None = None
    also: tuple[Also, ...] = ()

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.paragraph is None) == (self.section is None):
            raise ValueError("a citation has a paragraph (acts) or a section (documents), one of the two")
        return self


class Limit(Strict):
    """A number that bounds: `{kind: max, value: 6, unit: months}`. `what` names it in the text."""

    kind: Literal["max", "min", "exactly", "more_than"]
    value: Number
    unit: Unit
    what: Slug | None = None


class Decides(Strict):
    """The rule applies by its facts, but its outcome is somebody's judgement."""

    by: Literal["kommunen", "akassen", "ankestyrelsen", "arbejdsgiveren", "laegen", "borgeren"]
    what: Words


class Unread(Strict):
    """The law is known to have changed on this day and the new text was not read: unknown from then on."""

    on: date
    because: Words


class Rule(Strict):
    """A rule of one track. Its full id is <track>/<area of its file>/<id>."""

    id: Name
    kind: Kind
    topic: Slug
    title: Words | None = None
    when: Condition | None = None
    dates: tuple[DateRule, ...] = ()
    limits: tuple[Limit, ...] = ()
    requires_first: tuple[Words, ...] = ()
    """What the authority must have done before."""
    if_not: tuple[Name, ...] = ()
    """The rules (area/id) that say what may follow."""
    decides: Decides | None = None
    text: Words
    more: Words | None = None
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
    verified_on: date
    review_by: date
    verified_through: date | None = None
    """Only where it differs from the `read_through` of the cited sources."""
    valid_from: date | None = None
    valid_to: date | None = None
    unread_from: Unread | None = None
    assumes: tuple[Sentence, ...] = ()
    note: Sentence | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self


class TermDef(Strict):
    """A condition with a name, so that nothing is written twice. `label` is shown in a because."""

    id: Name
    label: Words
    when: Condition
    citations: tuple[Citation, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    note: Sentence | None = None


class NotModelled(Strict):
    """Something the source says that these files do not carry, and why. Shown in the product."""

    what: Sentence
    why: Sentence
    citation: Sentence


class RuleFile(Strict):
    """A topical file beside pack.yaml. `repeals` ends rules or terms of earlier packs without a successor."""

    area: Name
    repeals: tuple[Name, ...] = ()
    not_modelled: tuple[NotModelled, ...] = ()
    terms: tuple[TermDef, ...] = ()
    rules: tuple[Rule, ...] = ()
