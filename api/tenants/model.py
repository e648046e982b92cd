"""What a municipality decides for itself."""

from datetime import time
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api.i18n import Lang

Level = Literal["general", "neutral", "personal"]
Channel = Literal["web", "telegram", "email", "sms", "digital_post"]
# What may be said unasked, as a municipality or a citizen can switch it off.
Group = Literal["deadline", "interview", "changes", "plan", "times", "answers"]


class OpeningHours(BaseModel):
    """Opening hours of one weekday (0 = Monday), Danish wall time."""

    model_config = ConfigDict(frozen=True)
    weekday: int = Field(ge=0, le=6)
    opens: time
    closes: time


class Jobcentre(BaseModel):
    """One jobcentre and how to reach its system."""

    model_config = ConfigDict(frozen=True)
    code: str = Field(pattern=r"^\d{5}$")
    name: str
    connector: Literal["http", "caldav"] = "http"
    base_url: str
    webhook_secrets: tuple[SecretStr, ...] = ()
    # Minutes before the interview until which the citizen may move it (BEK 1216/2023 § 44, stk. 4).
    move_cutoff_minutes: int = 24 * 60
    joint_selfbooking: bool = False
    hold_minutes: int = 10


class Contact(BaseModel):
    """How a person reaches the municipality."""

    model_config = ConfigDict(frozen=True)
    phone: str
    email: str
    address: str
    opening_hours: tuple[OpeningHours, ...]
    emergency_doctor: str
    social_acute: str
    social_acute_hours: str


class Tenant(BaseModel):
    """A municipality."""

    model_config = ConfigDict(frozen=True)
    code: str = Field(pattern=r"^\d{4}$")
    name: str
    authority: Literal["kommunen", "jobcentret"] = "kommunen"
    contact: Contact
    jobcentres: tuple[Jobcentre, ...]
    languages: tuple[Lang, ...] = ("da", "en")
    colours: dict[str, str] = {}
    chat_level: Level = "neutral"
    chat_booking: bool = False
    # How citizens may be reminded, and what the national reminder service says already (groups of notices).
    notice_channels: tuple[Channel, ...] = ("web", "telegram")
    notices_off: tuple[Group, ...] = ()
    dpia_reference: str | None = None
    # Municipal variation that changes an answer of the law (seeds 000, question 2).
    law_settings: dict[str, str | int | bool] = {}

    def jobcentre(self, code: str) -> Jobcentre:
        """Return the jobcentre with the code; raises KeyError when the tenant has none such."""
        return next(jobcentre for jobcentre in self.jobcentres if jobcentre.code == code)
