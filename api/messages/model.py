"""A message to a person at the jobcentre, and when an answer is owed."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

MessageKind = Literal[
    "handover", "interpreter", "phone_interview", "akasse", "exemption", "absence", "no_times",
    "interview_request", "plan_change", "data_request", "hearing", "complaint",
]  # fmt: skip
MessageState = Literal["queued", "delivered", "refused", "overdue", "answered", "unread", "read"]
LONGEST = 4000


class Message(BaseModel):
    """One message, out to the jobcentre or in from it."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    direction: Literal["out", "in"]
    kind: str
    body: str
    state: MessageState
    receipt: str | None = None
    # What an answer answers, and what a reminder reminds of.
    answers: UUID | None = None
    promised_by: datetime | None = None
    created_at: datetime
