"""A what-if scenario: somebody told of, asked under the law of that day, under the draft of 2017, and today."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from rights.grammar.base import Name, Slug, Strict, Words
from rights.grammar.packs import Applies, Expected
from rights.grammar.rules import Also

Expects = dict[Name, Expected | Applies]


class Scene(Strict):
    """The person at one moment: what is different from the start, and what each law must answer."""

    says: Words
    facts: dict[Slug, object] = Field(default_factory=dict)
    without: tuple[Slug, ...] = ()
    """Facts of the start that nobody has told here."""
    then: Expects = Field(default_factory=dict)
    """Rules (area/id) of the law in force on the scenario's day."""
    draft: Expects = Field(default_factory=dict)
    """Rules of kl-2017 on the same day."""
    now: Expects = Field(default_factory=dict)
    """Rules of the law in force on `now_on`."""

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if not (self.then or self.draft or self.now):
            raise ValueError("a scene asks at least one law: then, draft or now")
        return self


class Scenario(Strict):
    """One story of the source, told in our words, with what had to be invented marked as such."""

    id: Slug
    title: Words
    source: Also
    story: Words
    invented: tuple[Words, ...] = ()
    """What the source leaves open and we made up."""
    on: date
    now_on: date
    facts: dict[Slug, object]
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]
    changes: Words
    """What the draft would change, in one or two sentences."""
