"""Long polling that loses nothing: an update is confirmed only after it has been handled."""

import asyncio
from collections.abc import Sequence

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

from api.errors import ConfigurationError
from api.logs import get_logger
from bot.dispatcher import UPDATES

POLL_SECONDS = 25
LEASE_SECONDS = 60
LONGEST_PAUSE = 30.0


class Poller:
    """Polls while it holds the lease; of several replicas one polls and the others wait."""

    def __init__(
        self, bot: Bot, dispatcher: Dispatcher, redis: Redis, *, poll_seconds: int = POLL_SECONDS
    ) -> None:
        self._bot, self._dispatcher, self._poll_seconds = bot, dispatcher, poll_seconds
        self._lease: Lock = redis.lock("bot:poller", timeout=LEASE_SECONDS, sleep=0.5)
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled; what was not confirmed comes again at the next start."""
        try:
            while True:
                await self._once()
        finally:
            await self._give_up_lease()

    async def _once(self) -> None:
        await self._hold_lease()
        try:
            updates = await self._bot.get_updates(
                self._offset,
                timeout=self._poll_seconds,
                allowed_updates=UPDATES,
                request_timeout=self._poll_seconds + 10,
            )
        except TelegramAPIError as error:
            await self._pause(error)
            return
        self._failures = 0
        if updates:
            await self._handle(updates)
            self._offset = updates[-1].update_id + 1

    async def _handle(self, updates: Sequence[Update]) -> None:
        """Handle a batch side by side; the dispatcher keeps the order within a chat and never raises."""
        await asyncio.gather(*(self._dispatcher.feed_update(self._bot, update) for update in updates))

    async def _hold_lease(self) -> None:
        """Own the lease, or wait for it; without Redis somebody must still say that things are down."""
        try:
            if await self._lease.owned():
                await self._lease.extend(LEASE_SECONDS, replace_ttl=True)
            else:
                await self._lease.acquire()
        except (LockError, RedisError) as error:
            get_logger("bot").warning("lease_unknown", error=type(error).__name__)

    async def _give_up_lease(self) -> None:
        try:
            await self._lease.release()
        except (LockError, RedisError):
            return

    async def _pause(self, error: TelegramAPIError) -> None:
        if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
            raise ConfigurationError(
                "VEJVISER_TELEGRAM_TOKEN: the Bot API server does not know it. "
                "Example: VEJVISER_TELEGRAM_TOKEN=123456:AbCdEf..."
            ) from error
        if isinstance(error, TelegramConflictError):
            await self._bot.delete_webhook()
        self._failures += 1
        wait = min(LONGEST_PAUSE, 0.2 * 2**self._failures)
        if isinstance(error, TelegramRetryAfter):
            wait = float(error.retry_after)
        get_logger("bot").warning("poll_failed", error=type(error).__name__, pause=wait)
        await asyncio.sleep(wait)
