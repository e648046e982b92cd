"""What differs between two demo jobcentres."""

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api.jobcentre.wire import Jobcentercode


class Subscriber(BaseModel):
    """Where events are sent, and the secrets that sign them (two while one is rotated)."""

    model_config = ConfigDict(frozen=True)

    name: str = "vejviser"
    url: str = Field(pattern=r"^https?://")
    secrets: tuple[SecretStr, ...] = Field(min_length=1, max_length=2)


class Config(BaseModel):
    """The settings of one demo jobcentre. Durations are in the unit their name says."""

    model_config = ConfigDict(frozen=True)

    data: Path
    host: str = "127.0.0.1"
    port: int = 0
    code: Jobcentercode = "32601"
    subscribers: tuple[Subscriber, ...] = ()
    citizens: Path | None = None
    extra_citizens: int = 0
    extra_advisers: int = 0
    weeks: int = 8
    hold_minutes: int = 10
    move_cutoff_hours: int = 24
    cancel_cutoff_hours: int = 24
    jobnet_per_minute: float = 0
    joint_selfbooking: bool = False
    max_retry_seconds: int = 10_800
    at: datetime | None = None
    seed: int = 1
    # Only for the negative control of the race test: without it two can get the same time.
    exclusion: bool = True
