"""Long polling that loses nothing: an update is confirmed only after it has been handled.

One that takes long holds up nobody: polling goes on from it, and what comes again meanwhile is passed over.
"""

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
PATIENCE = 1.0
"""Seconds a batch may take before the next one is asked for."""


class Poller:
    """Polls while it holds the lease; of several replicas one polls and the others wait."""

    def __init__(
        self, bot: Bot, dispatcher: Dispatcher, redis: Redis, *, poll_seconds: int = POLL_SECONDS
    ) -> None:
        self._bot, self._dispatcher, self._poll_seconds = bot, dispatcher, poll_seconds
        self._lease: Lock = redis.lock("bot:poller", timeout=LEASE_SECONDS, sleep=0.5)
        self._offset: int | None = None
        # Update ids from the first that is not handled yet: those under way, and those that are done since.
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled; what was not confirmed comes again at the next start."""
        try:
            while True:
                await self._once()
        finally:
            for task in self._under_way.values():
                task.cancel()
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)
            await self._give_up_lease()

    async def _once(self) -> None:
        await self._hold_lease()
        wait = 0 if self._under_way else self._poll_seconds
        try:
            updates = await self._bot.get_updates(
                self._offset, timeout=wait, allowed_updates=UPDATES, request_timeout=wait + 10
            )
        except TelegramAPIError as error:
            await self._pause(error)
            return
        self._failures = 0
        for update in updates:
            if update.update_id not in self._under_way:
                self._under_way[update.update_id] = asyncio.create_task(self._handle(update))
        if self._under_way:
            await self._confirm(updates)

    async def _handle(self, update: Update) -> None:
        """Handle one beside the others; the dispatcher keeps the order within a chat and never raises."""
        await self._dispatcher.feed_update(self._bot, update)

    async def _confirm(self, updates: Sequence[Update]) -> None:
        """Wait a little, then ask from the first update that is not handled yet."""
        open_tasks = [task for task in self._under_way.values() if not task.done()]
        if open_tasks:
            await asyncio.wait(open_tasks, timeout=PATIENCE)
        unfinished = [number for number, task in self._under_way.items() if not task.done()]
        last = max((update.update_id for update in updates), default=max(self._under_way))
        self._offset = min(unfinished, default=last + 1)
        self._under_way = {number: task for number, task in self._under_way.items() if number >= self._offset}

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
