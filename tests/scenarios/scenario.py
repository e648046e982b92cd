"""The form of a scenario file."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator
from ruamel.yaml import YAML

FOLDER = Path(__file__).parent


class Step(BaseModel):
    """The citizen says something or presses a button (by its words); what they must hear and be offered."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    says: str | None = None
    presses: str | None = None
    topic: str | None = None
    # None where it does not matter, such as for odd input.
    understood: bool | None = True
    hears: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    # The worker carries what waits to the jobcentre and back before the next step.
    then: Literal["the jobcentre answers"] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Step":
        if (self.says is None) == (self.presses is None):
            raise ValueError("a step says something or presses a button")
        return self


class Scenario(BaseModel):
    """One dialogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str
    persona: str | None = None
    lang: Literal["da", "en"] = "da"
    talk: tuple[Step, ...]
    # A crisis ends with the right lines and nothing else; every other dialogue leads to a person.
    ends_at_a_person: bool = True


def scenarios() -> list[tuple[str, Scenario]]:
    """Every scenario with its file's name."""
    reader = YAML(typ="safe")
    return [(file.stem, Scenario.model_validate(reader.load(file))) for file in sorted(FOLDER.glob("*.yaml"))]
