"""Finds out who writes, once an update, and whether their municipality has opened the chat."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.edge import Edge
from bot.person import meet

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Meeting(BaseMiddleware):
    """Gives handlers the `person` of a private chat; in groups nobody is looked up."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Look the person up and go on."""
        edge: Edge = data["edge"]
        chat = data.get("event_chat")
        if chat is not None and chat.type == "private":
            data["person"] = await meet(edge.services, chat.id, data.get("event_from_user"))
        return await handler(event, data)
