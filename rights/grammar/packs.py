"""What stands around the rules: packs, sources, cases, settings and the facts' words."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, RootModel, model_validator

from rights.grammar.base import Name, Scalar, Sentence, Slug, Strict, Words
from rights.grammar.rules import NotModelled, Unit

Track = Literal["gaeldende", "kl-2010", "kl-2017"]
"""A line of law. Packs under `shared` (target groups) lie under every track."""


class Pack(Strict):
    """The rules of one regime and its days, first and last included."""

    track: Track | Literal["shared"]
    title: Sentence
    source: Sentence
    valid_from: date
    valid_to: date | None = None
    follows: Slug | None = None
    """The pack this one takes over from: it must end the day before."""
    repeals: tuple[Name, ...] = ()
    """Rules (area/id) of earlier packs that end here without a successor."""
    not_modelled: tuple[NotModelled, ...] = ()

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self


class Source(Strict):
    """One version of an act or order, or one document."""

    act: Sentence
    """The short name shown to people: LAB, BEK om en aktiv beskæftigelsesindsats."""
    title: Sentence
    url: Sentence | None = None
    file: Sentence | None = None
    """Stem of the text as data (2024_280), or the file name of a seed."""
    issued: date
    in_force: date | None = None
    read_through: date
    """The day up to which we know that this version still stood as we read it."""
    unread_amendments: tuple[Sentence, ...] = ()


class SourceFile(Strict):
    """rights/law/sources.yaml."""

    sources: dict[Sentence, Source]


class ExpectedDate(Strict):
    """One date in a case."""

    what: Slug
    due: date | None = None
    from_: date | None = Field(default=None, alias="from")


class ExpectedLimit(Strict):
    """One limit in a case."""

    kind: Literal["max", "min", "exactly", "more_than"]
    value: float
    unit: Unit


Applies = Literal["yes", "no", "unknown", "absent"]
"""`absent`: the rule is not in force on the day."""


class Expected(Strict):
    """What a rule must answer. What is not written is not compared; `due: none` means no such date."""

    applies: Applies
    due: date | Literal["none"] | None = None
    from_: date | Literal["none"] | None = Field(default=None, alias="from")
    dates: tuple[ExpectedDate, ...] | None = None
    limits: tuple[ExpectedLimit, ...] | None = None
    missing: tuple[Sentence, ...] | None = None
    stale: bool | None = None
    target_group: dict[Slug, Scalar] | None = None


class Swept(Strict):
    """Which groups a rule answers how, in a case that asks one of each."""

    yes: tuple[int, ...] = ()
    no: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()


class Sweep(Strict):
    """Asks the typical citizens of every group of a system (typical.yaml), each with these facts too."""

    says: Sentence
    on: date
    sweep: Slug
    facts: dict[str, object] = Field(default_factory=dict)
    settings: dict[Slug, Scalar] = Field(default_factory=dict)
    expect: Annotated[dict[Name, Swept], Field(min_length=1)]
    from_paragraph: Sentence | None = None


class Typical(RootModel[dict[Slug, dict[int, tuple[dict[str, object], ...]]]]):
    """typical.yaml: by system and group, citizens who are surely in it."""


class Case(Strict):
    """A sentence, a day (or several), a citizen, and what each rule (area/id) must answer."""

    says: Sentence
    on: date | Annotated[tuple[date, ...], Field(min_length=1)]
    facts: dict[str, object]
    settings: dict[Slug, Scalar] = Field(default_factory=dict)
    expect: Annotated[dict[Name, Expected | Applies], Field(min_length=1)]
    from_paragraph: Sentence | None = None


class CaseFile(Strict):
    """A file in cases/."""

    cases: tuple[Case, ...] = ()
    sweeps: tuple[Sweep, ...] = ()


class Setting(Strict):
    """Something a municipality chooses that changes the answer. Unset without default: unknown."""

    type: Literal["bool", "number", "text"]
    values: tuple[Slug, ...] | None = None
    default: bool | int | str | None = None
    says: Words
    """The choice in words; {value} is what was chosen."""
    source: Sentence


class SettingFile(Strict):
    """rights/law/settings.yaml."""

    settings: dict[Slug, Setting]


class FactWords(Strict):
    """One fact: what an absent key means, who decides it, how we ask for it and how we say it."""

    missing: Literal["none", "unknown"] = "unknown"
    decided_by: Literal["kommunen", "akassen", "citizen", "register"]
    ask: Words
    says: Words
    """For a value, with {value}: "du får {value}". For true, when the fact is true or false."""
    says_not: Words
    values: dict[str, Words] = Field(default_factory=dict)


class FactFile(Strict):
    """rights/law/facts.yaml."""

    facts: dict[Slug, FactWords]
