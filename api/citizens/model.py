"""A citizen as the dialogue needs one; the CPR number stays sealed in the store."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Citizen(BaseModel):
    """One citizen of one jobcentre."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    tenant: str
    jobcentre: str
    name: str
    lang: str
    persona: str | None = None
    refreshed_at: datetime | None = None


class KnownFact(BaseModel):
    """A fact with its origin, in the keys of the law's facts; an absent key is unknown."""

    model_config = ConfigDict(frozen=True)
    key: str
    value: Any
    source: str
    dated: date | None = None


class Persona(BaseModel):
    """A fictional citizen of the demo."""

    model_config = ConfigDict(frozen=True)
    id: str
    name: str
    summary: Mapping[str, str]
    cpr: str
    jobcentre: str
    as_of: date
    facts: dict[str, Any]
