"""The fictional citizens: read from citizens.json, their days counted from a day one chooses."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.jobcentre.wire import IkkeSelvbook

FILE = Path(__file__).with_name("citizens.json")
_RELATIVE = re.compile(r"^@([+-]\d+)$")


class PersonaDeadline(BaseModel):
    """A self-booking deadline; days relative, as `@+9`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: int
    due: str
    guided: str


class PersonaInterview(BaseModel):
    """An interview the citizen has or had. A booked one takes the first free time from `day` on."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: int
    day: str
    state: str
    form: int = 1
    convened: bool = False
    selvbooket: bool = True


class PersonaStep(BaseModel):
    """A step of Min Plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    start: str
    end: str | None = None
    kind: str
    text: str
    place: str | None = None
    hours: int | None = None
    minutes: int | None = None
    done: bool = False


class PersonaPlan(BaseModel):
    """Min Plan: goal, agreements, steps."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    updated: str
    goal: str
    goal_kind: str = "job"
    agreements: list[str] = Field(default_factory=list)
    steps: list[PersonaStep]
    acknowledged: bool = True


class Persona(BaseModel):
    """One fictional citizen. `invented` names the facts that no source tells."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    name: str
    cpr: str = Field(pattern=r"^[0-9]{10}$")
    about: str
    about_en: str
    as_of: date
    contact_group: int
    team: str
    facts: dict[str, JsonValue]
    invented: list[str]
    source: str | None = None
    no_selfbooking: IkkeSelvbook | None = None
    book_at_once: bool = False
    deadlines: list[PersonaDeadline] = Field(default_factory=list)
    interviews: list[PersonaInterview] = Field(default_factory=list)
    plan: PersonaPlan | None = None


# What the jobcentre keeps as resources of their own; in the file they are facts too, for use without it.
_RESOURCES = frozenset({"interviews", "booking_deadline", "guided_on"})


def kept_facts(persona: Persona, base: date) -> dict[str, Any]:
    """Return the facts the jobcentre keeps as facts, days counted from `base`."""
    return {key: dated(value, base) for key, value in persona.facts.items() if key not in _RESOURCES}


def dated(value: Any, base: date) -> Any:
    """Return the value with every `@+9` in it replaced by the ISO day nine days after `base`."""
    if isinstance(value, str) and (match := _RELATIVE.match(value)):
        return (base + timedelta(days=int(match[1]))).isoformat()
    if isinstance(value, list):
        return [dated(item, base) for item in value]
    if isinstance(value, dict):
        return {key: dated(item, base) for key, item in value.items()}
    return value


def personas(file: Path = FILE) -> list[Persona]:
    """Return the fictional citizens in the order of the file.

    Raises ValueError naming file and fault when it is malformed.
    """
    listed = json.loads(file.read_text(encoding="utf-8"))["citizens"]
    return [Persona.model_validate(item) for item in listed]
