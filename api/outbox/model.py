"""A message on its way, and how long to wait before it is tried again."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

LONGEST_WAIT = timedelta(seconds=10_800)
# Where notices for the citizen go; the edges that send choose words and channel.
CITIZEN = "citizen"


class Message(BaseModel):
    """A claimed message. `attempts` counts this one too, so above 1 an earlier one may have succeeded."""

    model_config = ConfigDict(frozen=True)
    sequence: int
    id: UUID
    destination: str
    subject: str
    kind: str
    body: dict[str, Any]
    attempts: int
    trace: str | None = None
    expires_at: datetime | None = None
    created_at: datetime

    @property
    def citizen(self) -> UUID:
        """The citizen whose order is kept."""
        return UUID(self.subject)

    def has_passed(self, now: datetime) -> bool:
        """Whether the time for it has gone by: then it is dropped, and the citizen told so."""
        return self.expires_at is not None and self.expires_at <= now


class Arrival(BaseModel):
    """A claimed event from a jobcentre."""

    model_config = ConfigDict(frozen=True)
    sequence: int
    jobcentre: str
    kind: str
    body: dict[str, Any]
    attempts: int


class Counterpart(BaseModel):
    """Where we stand with one other system."""

    model_config = ConfigDict(frozen=True)
    source: str
    cursor: str | None = None
    read_from: datetime | None = None
    heard_at: datetime | None = None
    paused_until: datetime | None = None
    failures: int = 0

    def is_paused(self, now: datetime) -> bool:
        """Whether nothing is to be sent there yet."""
        return self.paused_until is not None and self.paused_until > now


def jobcentre_queue(code: str) -> str:
    """Return the destination of a jobcentre's commands."""
    return f"jobcentre:{code}"


def wait_after(failures: int) -> timedelta:
    """Return the wait after so many failures in a row: min(10800, 2^n - 1) s (jobcentre-api, Events)."""
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(failures, 20) - 1))
