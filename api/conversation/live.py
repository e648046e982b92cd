"""What happens while the citizen is looking: events from the worker, told as turns of the dialogue."""

import asyncio
import json
from collections.abc import AsyncIterator
from uuid import UUID

from api import clock
from api.conversation import session as sessions
from api.conversation.intent import Intent
from api.conversation.model import Incoming, Turn
from api.conversation.session import Session
from api.conversation.talk import open_talk
from api.conversation.topics.news import NEWS
from api.conversation.turn import finish
from api.ids import new_uuid
from api.wiring import Services

QUIET_SECONDS = 15.0


def channel_of(citizen: UUID) -> str:
    """Return the name of the channel on which the worker tells of a citizen's news."""
    return f"citizen:{citizen}"


async def listen(services: Services, conversation: str, citizen: UUID | None) -> AsyncIterator[Turn | None]:
    """Yield a turn for each piece of news of the citizen, and None every 15 seconds of quiet."""
    if citizen is None:
        while True:
            await asyncio.sleep(QUIET_SECONDS)
            yield None
    async with services.redis.pubsub() as channel:
        await channel.subscribe(channel_of(citizen))
        while True:
            message = await channel.get_message(ignore_subscribe_messages=True, timeout=QUIET_SECONDS)
            yield (
                await news_turn(services, conversation, citizen, json.loads(message["data"]))
                if message
                else None
            )


async def news_turn(
    services: Services, conversation: str, citizen: UUID, news: dict[str, str]
) -> Turn | None:
    """Say the news from the state as it is now; None when it no longer holds or concerns nobody here."""
    tell = NEWS.get(news.get("kind", ""))
    if tell is None:
        return None
    session = await sessions.load(services.redis, conversation) or Session(conversation=conversation)
    incoming = Incoming(conversation=conversation, id=str(new_uuid()), citizen=citizen, tenant=session.tenant)
    intent = Intent("meeting_show")
    async with services.database.transaction() as tx:
        talk = await open_talk(incoming, session, intent, tx=tx, services=services, now=clock.now())
        reply = await tell(talk, news)
        return finish(talk, reply) if reply else None
