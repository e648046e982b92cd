"""Single-use tokens that carry a chat to the login page and back: 256 bits, hashed, ten minutes (R11).

A token names the chat that asked, never a person. It is read any number of times, so that the page can
show what would be linked, and taken once, by the press that confirms. The other direction (from our page
to the chat) has a token of its own with the same rules; it names the citizen who must confirm.
"""

from datetime import timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from redis.asyncio import Redis

from api.errors import ConflictError
from api.ids import new_token, token_hash

LIVES = timedelta(minutes=10)
MOST_IN_THAT_TIME = 5


class LinkAsk(BaseModel):
    """A chat that asks to be linked. `only` is the citizen whose page began it, if one did."""

    model_config = ConfigDict(frozen=True)
    chat: str
    chat_sealed: str
    channel: str
    # What the app calls the person, for the page to show: the citizen must know it again.
    shown_as: str
    lang: str = "da"
    only: UUID | None = None


def _key(token: str) -> str:
    return f"link:ask:{token_hash(token)}"


async def ask(redis: Redis, asked: LinkAsk) -> str:
    """Return a token for the chat; an earlier one of the same chat is dead from now on.

    Raises ConflictError("too_many_links") after five within ten minutes.
    """
    await _count(redis, asked.chat)
    token = new_token()
    newest = f"link:newest:{asked.chat}"
    if earlier := await redis.getset(newest, _key(token)):
        await redis.delete(earlier)
    await redis.expire(newest, LIVES)
    await redis.set(_key(token), asked.model_dump_json(), ex=LIVES)
    return token


async def _count(redis: Redis, who: str) -> None:
    counter = f"link:count:{who}"
    async with redis.pipeline() as both:
        both.incr(counter)
        both.expire(counter, LIVES, nx=True)
        count, _ = await both.execute()
    if count > MOST_IN_THAT_TIME:
        raise ConflictError("too_many_links")


async def read(redis: Redis, token: str) -> LinkAsk | None:
    """Return who asks without using the token up; None when unknown, used or older than ten minutes."""
    stored = await redis.get(_key(token))
    return LinkAsk.model_validate_json(stored) if stored else None


async def take(redis: Redis, token: str) -> LinkAsk | None:
    """Return who asks and use the token up: of two presses one gets it."""
    stored = await redis.getdel(_key(token))
    return LinkAsk.model_validate_json(stored) if stored else None


async def invite(redis: Redis, citizen_id: UUID) -> str:
    """Return a token for a start link (`t.me/<bot>?start=<token>`) from the citizen's own page.

    Raises ConflictError("too_many_links") after five within ten minutes.
    """
    await _count(redis, str(citizen_id))
    token = new_token()
    await redis.set(f"link:invite:{token_hash(token)}", str(citizen_id), ex=LIVES)
    return token


async def take_invite(redis: Redis, token: str) -> UUID | None:
    """Return who invited the chat and use the token up."""
    stored = await redis.getdel(f"link:invite:{token_hash(token)}")
    return UUID(stored) if stored else None
