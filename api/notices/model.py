"""What may be said to a citizen unasked, grouped as they can switch it off, and through which channels."""

from datetime import datetime, time
from typing import Any, Literal, get_args
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from api.i18n import _
from api.tenants.model import Channel, Group

Step = Literal["week", "two_days", "day", "two_hours", "now"]

INTERVIEW_REMINDER = "interview_reminder"
DEADLINE_REMINDER = "deadline_reminder"
CHAT_LINKED = "chat_linked"
SILENT = "silent"
"""Why something waits: the jobcentre has not been read lately, so it may not be true any more."""
GROUPS: tuple[Group, ...] = get_args(Group)
GROUP_NAMES: dict[Group, str] = {
    "deadline": _("Frist for at booke"),
    "interview": _("Husk din samtale"),
    "changes": _("Ændringer og svar på dine bookinger"),
    "plan": _("Nyt i Min Plan"),
    "times": _("Ledige tider fra ventelisten"),
    "answers": _("Svar fra en medarbejder"),
}
CHANNEL_NAMES: dict[Channel, str] = {
    "telegram": "Telegram",
    "email": "E-mail",
    "sms": "SMS",
    "digital_post": "Digital Post",
}
"""Names of their own, the same in every language. The open page is left out: it disturbs nobody."""
_OTHER_GROUPS: dict[str, Group] = {
    INTERVIEW_REMINDER: "interview",
    DEADLINE_REMINDER: "deadline",
    "deadline_changed": "deadline",
    "plan_changed": "plan",
    "waiting_list_time": "times",
    "waiting_list_joined": "times",
    "waiting_list_refused": "times",
    "message_answered": "answers",
    "message_overdue": "answers",
    "message_refused": "answers",
}
# What happens while the citizen looks: said at once or not at all, whatever the hour and what is switched
# off. It is the answer to what they just pressed, and a new link is told for their safety.
OF_THE_MOMENT = frozenset({"hold_granted", "hold_lost", CHAT_LINKED})


def group_of(kind: str) -> Group:
    """Return the group under which a kind of notice can be switched off; the rest are changes."""
    return _OTHER_GROUPS.get(kind, "changes")


class Notice(BaseModel):
    """One thing to say. `subject` is the interview, deadline or message it is about."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    citizen_id: UUID
    kind: str
    step: Step
    subject: str
    basis: str
    body: dict[str, Any] = {}
    due_at: datetime
    expires_at: datetime
    created_at: datetime

    @property
    def is_reminder(self) -> bool:
        """Whether it was planned ahead, so that its subject may have changed since."""
        return self.kind in {INTERVIEW_REMINDER, DEADLINE_REMINDER}


class Delivery(BaseModel):
    """One message on one channel, claimed by its sender."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    citizen_id: UUID
    channel: Channel
    address: str | None
    notice_ids: tuple[UUID, ...]
    attempts: int
    expires_at: datetime


class Preferences(BaseModel):
    """What the citizen wants to hear, how, and when not."""

    model_config = ConfigDict(frozen=True)
    off: frozenset[Group] = frozenset()
    # None: every channel the municipality offers.
    channels: frozenset[Channel] | None = None
    quiet_from: time = time(21)
    quiet_to: time = time(8)

    def uses(self, channel: Channel) -> bool:
        """Whether the citizen wants to be told there, where the municipality offers it."""
        return self.channels is None or channel in self.channels
