"""Telegram's limits, kept by all replicas together: about one message a second to a chat, 25 over all."""

import asyncio
import math

from redis.asyncio import Redis
from redis.exceptions import RedisError

from api.logs import get_logger

# A token bucket as one number (GCRA): the time at which the bucket would be full again. Redis' own clock is
# used, so replicas need not agree on theirs. Answers how long to wait, in milliseconds.
_TAKE = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local wait = 0
for i, key in ipairs(KEYS) do
  local gap, burst = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local full = math.max(tonumber(redis.call('GET', key) or '0'), now)
  wait = math.max(wait, full + gap - burst * gap - now)
end
if wait > 0 then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  local gap = tonumber(ARGV[2 * i - 1])
  local full = math.max(tonumber(redis.call('GET', key) or '0'), now) + gap
  redis.call('SET', key, full, 'PX', math.ceil(full - now) + 1000)
end
return 0
"""
KEY = "bot:pace"
CHAT_BURST = 4
GLOBAL_PER_SECOND = 25


class Pace:
    """Waits until a message may be sent. Without Redis it does not wait: Telegram then says 429 itself."""

    def __init__(self, redis: Redis, *, per_second: int = GLOBAL_PER_SECOND, per_chat: int = 1) -> None:
        self._take = redis.register_script(_TAKE)
        self._redis = redis
        # Gap and burst of a chat, then of the whole bot: each may have a full second's worth at once.
        self._limits = [1000 / per_chat, CHAT_BURST * per_chat, 1000 / per_second, per_second]

    async def wait(self, chat_id: int | str, *, longest: float = math.inf) -> float:
        """Return 0 when both the chat and the whole bot have room; seconds if that takes longer than `longest`."""
        while wait := await self._room_in(chat_id):
            if wait > longest * 1000:
                return wait / 1000
            get_logger("bot").debug("pace", milliseconds=wait)
            await asyncio.sleep(wait / 1000)
        return 0

    async def _room_in(self, chat_id: int | str) -> int:
        keys = [f"{KEY}:{chat_id}", f"{KEY}:all"]
        try:
            return int(await self._take(keys=keys, args=self._limits))
        except RedisError as error:
            get_logger("bot").warning("pace_unknown", error=type(error).__name__)
            return 0

    async def pause(self, chat_id: int | str, seconds: float) -> None:
        """Hold back a chat in every replica for as long as Telegram has asked.

        A 429 does not say whether it is about the chat or the whole bot: asked for two chats, it is the bot.
        """
        try:
            before = await self._redis.set(f"{KEY}:asked", str(chat_id), px=int(seconds * 1000) + 1, get=True)
            await self._hold(str(chat_id), seconds, *self._limits[:2])
            if before not in (None, str(chat_id)):
                await self._hold("all", seconds, *self._limits[2:])
        except RedisError as error:
            get_logger("bot").warning("pause_unknown", error=type(error).__name__)

    async def _hold(self, whom: str, seconds: float, gap: float, burst: float) -> None:
        seconds_now, micros = await self._redis.time()
        held = int(seconds * 1000 + (burst - 1) * gap)
        await self._redis.set(f"{KEY}:{whom}", seconds_now * 1000 + micros // 1000 + held, px=held + 1000)
