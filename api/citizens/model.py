"""A citizen as the dialogue needs one; the CPR number stays sealed in the store."""

from datetime import date, datetime, timedelta
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
    """A fictional citizen of the demo. `@+9` in a fact is nine days after the day one counts from."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    id: str
    name: str
    about: str
    about_en: str = ""
    cpr: str
    as_of: date
    facts: dict[str, Any]
    invented: tuple[str, ...] = ()

    def facts_on(self, day: date) -> dict[str, Any]:
        """Return the facts with their days counted from `day`."""
        resolved: dict[str, Any] = _counted_from(day, self.facts)
        return resolved


def _counted_from(day: date, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _counted_from(day, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_counted_from(day, item) for item in value]
    if isinstance(value, str) and value.startswith("@"):
        return (day + timedelta(days=int(value[1:]))).isoformat()
    return value
