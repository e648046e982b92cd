"""The bot's connection to the Bot API server: paced, patient with 429 and 5xx, and quiet about previews."""

import asyncio
import math
from contextvars import ContextVar
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    GetUpdates,
    SendChatAction,
    SendDocument,
    SendMessage,
    TelegramMethod,
)
from aiogram.methods.base import Response, TelegramType
from aiohttp import ClientConnectorError

from api.errors import ConfigurationError
from api.logs import get_logger
from api.settings import Settings
from bot.limits import Pace

TRIES = 4
LONGEST_WAIT = 30
"""Seconds a call waits for Telegram's permission; longer waits are handed on to whoever has a queue."""
AT_MOST_ONCE: ContextVar[bool] = ContextVar("at_most_once", default=False)
"""Whether a call that may have arrived is left to its caller, who keeps a list, instead of sent again at once."""
METHODS: tuple[type[TelegramMethod[Any]], ...] = (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    GetUpdates,
    SendChatAction,
    SendDocument,
    SendMessage,
)
# aiogram makes a model class for each kind of answer and lets it be collected: up to 70 ms to make it again.
ANSWERS = [Response.__class_getitem__(method.__returning__) for method in METHODS]


class Patience(BaseRequestMiddleware):
    """Paces what goes into a chat, and tries again what Telegram could not take just now."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Send the call; raises what Telegram says in the end."""
        chat_id: int | str | None = getattr(method, "chat_id", None)
        paced = None if isinstance(method, SendChatAction) else chat_id
        for attempt in range(1, TRIES + 1):
            if paced is not None and (held := await self._pace.wait(paced, longest=LONGEST_WAIT)):
                raise TelegramRetryAfter(method, "still held back", math.ceil(held))
            try:
                return await make_request(bot, method)
            except (TelegramRetryAfter, TelegramServerError, TelegramNetworkError) as error:
                await self._wait_or_give_up(error, attempt, method, chat_id)
        raise AssertionError("the last try raises")

    async def _wait_or_give_up(
        self, error: Exception, attempt: int, method: TelegramMethod[Any], chat_id: int | str | None
    ) -> None:
        wait = 0.2 * 2**attempt
        if isinstance(error, TelegramRetryAfter):
            wait = error.retry_after
            if chat_id is not None:
                await self._pace.pause(chat_id, wait)
        given_up = attempt == TRIES or wait > LONGEST_WAIT or (AT_MOST_ONCE.get() and may_have_arrived(error))
        if given_up or isinstance(method, GetUpdates | SendChatAction):
            raise error
        get_logger("bot").info("telegram_waits", method=method.__api_method__, seconds=wait, attempt=attempt)
        await asyncio.sleep(wait)


def may_have_arrived(error: Exception) -> bool:
    """Whether the deed may be done and only its answer lost; without a connection nothing can have arrived."""
    if isinstance(error, TelegramNetworkError):
        return not isinstance(error.__cause__, ClientConnectorError)
    return isinstance(error, TelegramServerError)


def open_bot(settings: Settings, pace: Pace) -> Bot:
    """Return the bot; raises ConfigurationError when no token is set."""
    if settings.telegram_token is None:
        raise ConfigurationError(
            "VEJVISER_TELEGRAM_TOKEN: missing; the token that @BotFather gives. "
            "Example: VEJVISER_TELEGRAM_TOKEN=123456:AbCdEf..."
        )
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram_api))
    session.middleware(Patience(pace))
    default = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    return Bot(settings.telegram_token.get_secret_value(), session=session, default=default)
