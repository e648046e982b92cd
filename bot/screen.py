"""Puts messages on the phone: the newest takes the old one's place, so a flow is one message, not a pile."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from pydantic import BaseModel, ConfigDict
from redis.asyncio import Redis
from redis.exceptions import RedisError

from api.logs import get_logger
from bot.render import Message, without_links

KEPT_SECONDS = 90 * 24 * 3600
UNCHANGED = "message is not modified"


class Living(BaseModel):
    """The message whose buttons live, and the held time it is about."""

    model_config = ConfigDict(frozen=True)
    message_id: int
    about: str | None = None


class Screen:
    """One chat's screen. Remembers which message carries the living buttons."""

    def __init__(self, bot: Bot, redis: Redis, *, chat_id: int, chat: str) -> None:
        self._bot, self._redis, self._chat_id, self._key = bot, redis, chat_id, f"bot:flow:{chat}"
        self.has_shown = False
        """Whether something is on the phone already: what fails after that has been said in part."""

    async def show(
        self, messages: list[Message], *, instead_of: int | None = None, about: str | None = None
    ) -> None:
        """Show a reply. A pressed message (`instead_of`) becomes its first part; buttons elsewhere go.

        `about` is the held time the reply is about, so that news of it can take its place.
        """
        first, *rest = messages
        living = await self._living()
        shown = await self._replace(first, instead_of) if instead_of else None
        if shown is None:
            shown = await self._send(first)
        for message in rest:
            shown = await self._send(message)
        if living and living.message_id != shown:
            await self._still(living.message_id)
        if messages[-1].keyboard:
            await self._remember(Living(message_id=shown, about=about))

    async def _remember(self, living: Living) -> None:
        """Keep which message lives. It is on the phone already: without Redis its buttons work all the same."""
        try:
            await self._redis.set(self._key, living.model_dump_json(), ex=KEPT_SECONDS)
        except RedisError as error:
            get_logger("bot").warning("screen_not_kept", error=type(error).__name__)

    async def _living(self) -> Living | None:
        stored = await self._redis.get(self._key)
        return Living.model_validate_json(stored) if stored else None

    async def announce(self, messages: list[Message], *, about: str | None = None) -> None:
        """Send what nobody asked for, beside the flow the person is in, or in its place when it is about it."""
        living = await self._living()
        if about and living and living.about == about:
            await self.show(messages, instead_of=living.message_id, about=about)
            return
        for message in messages:
            await self._send(message)

    async def _send(self, message: Message) -> int:
        try:
            sent = await self._bot.send_message(self._chat_id, message.html, reply_markup=message.keyboard)
        except TelegramBadRequest as error:
            if "url" not in error.message.lower():
                raise
            # Telegram makes no button of an address on one's own machine, as in a demo: it is written out.
            plain = without_links(message)
            sent = await self._bot.send_message(self._chat_id, plain.html, reply_markup=plain.keyboard)
        self.has_shown = True
        return sent.message_id

    async def _replace(self, message: Message, message_id: int) -> int | None:
        """Edit in place; None when Telegram will not, as with messages that are gone or too old."""
        try:
            await self._bot.edit_message_text(
                message.html, chat_id=self._chat_id, message_id=message_id, reply_markup=message.keyboard
            )
        except TelegramBadRequest as error:
            if UNCHANGED in error.message:
                return message_id
            if "can't parse" in error.message or "too long" in error.message:
                raise
            return None
        return message_id

    async def _still(self, message_id: int) -> None:
        """Take the buttons off an older message; the answer is there, so nothing is said where that fails."""
        with suppress(TelegramAPIError):
            await self._bot.edit_message_reply_markup(chat_id=self._chat_id, message_id=message_id)
