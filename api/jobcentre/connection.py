"""How to reach one jobcentre."""

from datetime import time
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from api.jobcentre.wire import Adresse, Jobcentercode, Samtaleform, Samtaletype


class OfficeHours(BaseModel):
    """When times lie on one weekday (0 = Monday), Danish wall time."""

    model_config = ConfigDict(frozen=True)

    weekday: int = Field(ge=0, le=6)
    opens: time
    closes: time


class Calendars(BaseModel):
    """A jobcentre that has only calendars: one collection an adviser, and what is held in them.

    `advisers` maps the collection's name below `base_url` to the adviser's name.
    """

    model_config = ConfigDict(frozen=True)

    advisers: dict[str, str]
    hours: tuple[OfficeHours, ...]
    samtaletype: int = Samtaletype.JOBSAMTALE
    title: str = "Jobsamtale"
    minutes: int = Field(default=30, ge=5, le=240)
    forms: tuple[int, ...] = (Samtaleform.TELEFON,)
    hold_minutes: int = 10
    move_cutoff_hours: int = 24
    days_ahead: int = 56
    address: Adresse | None = None


class Connection(BaseModel):
    """Settings of one connector. `secrets` sign events: the present one first, then the old one."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["http", "caldav"] = "http"
    base_url: str = Field(pattern=r"^https?://")
    organisation_code: Jobcentercode
    secrets: tuple[SecretStr, ...] = Field(default=(), max_length=2)
    user: str | None = None
    password: SecretStr | None = None
    certificate: str | None = None
    key_file: str | None = None
    ca_file: str | None = None
    timeout_seconds: float = Field(default=10.0, gt=0)
    subscription: str = "vejviser"
    calendars: Calendars | None = None

    @field_validator("base_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        return url.rstrip("/")

    @model_validator(mode="after")
    def _calendar_is_whole(self) -> Self:
        if self.kind == "caldav" and not (self.calendars and self.user and self.password):
            raise ValueError("a caldav connection needs calendars, user and password")
        return self
