"""What a conversation remembers between turns: in Redis for a day, never the record."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field
from redis.asyncio import Redis

from api.conversation.model import Choice, Turn
from api.i18n import Lang

LIVES = timedelta(hours=24)
REMEMBERED_TURNS = 20


class Draft(BaseModel):
    """A message being written to the caseworker, before the citizen has sent it."""

    kind: str
    body: str = ""
    closing: str = ""
    # The interview an excuse is about.
    interview: UUID | None = None
    # The next free text takes the place of `body` instead of following it.
    rewriting: bool = False


class Proof(BaseModel):
    """The last guidance receipt that was given by itself, and what it proves."""

    id: UUID
    number: int
    rules: tuple[str, ...]
    lang: Lang


class Session(BaseModel):
    """One conversation. Texts in it are masked before they get here."""

    conversation: str
    citizen: UUID | None = None
    tenant: str = "0326"
    lang: Lang = "da"
    # The topic and rules of the last answer, which "hvorfor?" and "hvor står det?" lean on.
    topic: str | None = None
    rules: tuple[str, ...] = ()
    more: str | None = None
    # The buttons of the last answer: "ja", "2" and a button's own words choose among them.
    choices: tuple[Choice, ...] = ()
    # What the next free text answers: "fact:<key>", "draft", or nothing.
    awaiting: str | None = None
    draft: Draft | None = None
    # Facts the citizen told in this conversation, and those already asked for: each is asked once.
    told: dict[str, Any] = Field(default_factory=dict)
    asked: tuple[str, ...] = ()
    # A comparison that waits for the fact just asked for.
    comparing: dict[str, str | int | bool] = Field(default_factory=dict)
    # A wish of the same message that is still to be offered.
    second_topic: str | None = None
    # The interview a booking or a move is about, and the window the citizen named.
    moving: UUID | None = None
    proof: Proof | None = None
    # The topics talked about, which a message to a person sums up.
    heard: tuple[str, ...] = ()
    # The message to a member of staff that waits for an answer: until then the assistant keeps quiet.
    with_person: UUID | None = None
    # Answers by message id, so that a message sent twice is answered once.
    answered: dict[str, Turn] = Field(default_factory=dict)

    def remember(self, message_id: str, turn: Turn) -> None:
        """Keep the answer for a message sent again, the latest ones only."""
        self.answered[message_id] = turn
        for old in list(self.answered)[:-REMEMBERED_TURNS]:
            del self.answered[old]


def _key(conversation: str) -> str:
    return f"conversation:{conversation}"


async def load(redis: Redis, conversation: str) -> Session | None:
    """Return the conversation, or None when it is new or a day old."""
    stored = await redis.get(_key(conversation))
    return Session.model_validate_json(stored) if stored else None


async def save(redis: Redis, session: Session) -> None:
    """Keep the conversation for a day from now."""
    await redis.set(_key(session.conversation), session.model_dump_json(), ex=LIVES)


async def forget(redis: Redis, conversation: str) -> None:
    """Erase the conversation."""
    await redis.delete(_key(conversation))
