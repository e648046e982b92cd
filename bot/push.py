"""Sends what citizens are to be told unasked: claimed, said from the state now, paced, noted."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from api import clock
from api.identity import links
from api.logs import get_logger
from api.notices import deliveries, sending
from api.notices.channels.port import NobodyThereError, NotNowError, Recipient
from api.notices.content import Said
from api.notices.model import Delivery
from bot import news
from bot.client import AT_MOST_ONCE, may_have_arrived
from bot.edge import Edge
from bot.middlewares.failures import AWAY
from bot.person import Person, meet_again
from bot.render import Message

BATCH = 25
IDLE_SECONDS = 0.5
AFTER_A_FAULT = 2.0
TRY_AGAIN = 30.0
OF_A_HOLD = frozenset({"hold_granted", "hold_lost"})


class TelegramChannel:
    """Telegram as a channel of notices."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    async def send(self, delivery: Delivery, to: Recipient, said: Sequence[Said], *, now: datetime) -> None:
        """Send one message; raises NotNowError or NobodyThereError."""
        try:
            person = await meet_again(self._edge.services, delivery.address or "")
            # The chat may have come to belong to somebody else since the message was queued for it.
            if person is None or person.citizen != delivery.citizen_id:
                raise NobodyThereError("unlinked or blocked")
            messages = await news.tell(self._edge, person, said, now=now)
            if messages:
                await self._put(person, messages, _held(said))
        except AWAY as error:  # met before anything is sent: the screen keeps what comes after to itself
            raise NotNowError(TRY_AGAIN, type(error).__name__) from error

    async def _put(self, person: Person, messages: list[Message], held: str | None) -> None:
        screen = self._edge.screen(person)
        AT_MOST_ONCE.set(True)
        try:
            await screen.announce(messages, about=held)
        except TelegramRetryAfter as error:
            raise NotNowError(error.retry_after, "429", perhaps_sent=screen.has_shown) from error
        except (TelegramServerError, TelegramNetworkError) as error:
            perhaps = screen.has_shown or may_have_arrived(error)
            raise NotNowError(TRY_AGAIN, type(error).__name__, perhaps_sent=perhaps) from error
        except TelegramForbiddenError as error:
            await self._note_blocked(person)
            raise NobodyThereError("blocked") from error
        except TelegramBadRequest as error:
            if "chat not found" not in error.message:
                raise
            raise NobodyThereError("chat not found") from error

    async def _note_blocked(self, person: Person) -> None:
        async with self._edge.services.database.transaction() as tx:
            await links.set_blocked(tx, person.chat, blocked=True)


def _held(said: Sequence[Said]) -> str | None:
    """Return the held time that the message is about, when it is about nothing else."""
    first = said[0].notice
    return first.subject if len(said) == 1 and first.kind in OF_A_HOLD else None


async def push(edge: Edge) -> int:
    """Send one batch side by side; returns how many were claimed."""
    channel, database = TelegramChannel(edge), edge.services.database
    async with database.transaction() as tx:
        claimed = await deliveries.claim(tx, "telegram", most=BATCH, lease=sending.LEASE, now=clock.now())
    await asyncio.gather(*(sending.send_one(database, one, channel, clock=clock.now) for one in claimed))
    return len(claimed)


async def push_forever(edge: Edge) -> None:
    """Send until cancelled; a fault of the record is waited out."""
    while True:
        try:
            wait = 0.0 if await push(edge) == BATCH else IDLE_SECONDS
        except Exception as error:
            get_logger("bot").error("push_failed", error=type(error).__name__)
            wait = AFTER_A_FAULT
        await asyncio.sleep(wait)
