"""The same update again does nothing, in whichever replica; one that died half-way is done again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update
from redis.asyncio import Redis
from redis.exceptions import RedisError

from api.ids import new_token
from api.logs import get_logger
from bot.edge import Edge

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
BUSY_SECONDS, DONE_SECONDS = 40, 24 * 3600
LOOK_AGAIN = 0.1


class Duplicates(BaseMiddleware):
    """Claims an update before work and marks it done after, so a kill between the two loses nothing."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handle the update unless it was handled already; without Redis it is handled, at worst twice."""
        assert isinstance(event, Update)
        edge: Edge = data["edge"]
        redis, key = edge.services.redis, f"bot:update:{event.update_id}"
        try:
            if not await _claim(redis, key):
                return None
        except RedisError:
            return await handler(event, data)
        result = await handler(event, data)
        try:
            await redis.set(key, "done", ex=DONE_SECONDS)
        except RedisError as error:  # the person has their answer: nothing went wrong for them
            get_logger("bot").warning("update_not_noted", update=event.update_id, error=type(error).__name__)
        return result


async def _claim(redis: Redis, key: str) -> bool:
    """Return whether the update is ours; waits for a replica that has it in hand."""
    mine = f"busy:{new_token()}"
    while not await redis.set(key, mine, nx=True, ex=BUSY_SECONDS):
        holder = await redis.get(key)
        if holder == mine:  # our first try had arrived, and its answer was lost with the connection
            return True
        if holder == "done":
            return False
        await asyncio.sleep(LOOK_AGAIN)
    return True
