"""A failure is said plainly, with a way to a person; it never ends in silence."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import Chat, TelegramObject, Update, User
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError

from api.i18n import _, as_lang, words_for
from api.identity import links
from api.logs import get_logger
from bot.edge import Edge
from bot.person import name_of

AWAY = (DBAPIError, RedisError, OSError, TimeoutError)
"""The database or Redis cannot be reached: it comes back by itself, and a traceback says no more."""
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Failures(BaseMiddleware):
    """Turns whatever is raised into words for the person and a line in the log."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Run the rest; remember a chat that has blocked the bot."""
        assert isinstance(event, Update)
        edge: Edge = data["edge"]
        chat, user = data.get("event_chat"), data.get("event_from_user")
        try:
            return await handler(event, data)
        except TelegramForbiddenError:
            await note_blocked(edge, chat, blocked=True)
        except AWAY as error:
            get_logger("bot").error("storage_away", update=event.update_id, error=type(error).__name__)
            await _say_sorry(edge, event, chat, user)
        except Exception as error:
            get_logger("bot").exception("update_failed", update=event.update_id, error=type(error).__name__)
            await _say_sorry(edge, event, chat, user)
        return None


async def note_blocked(edge: Edge, chat: Chat | None, *, blocked: bool) -> None:
    """Remember that nothing can be sent to the chat, or that it can again."""
    if chat is None or chat.type != "private":
        return
    async with edge.services.database.transaction() as tx:
        await links.set_blocked(tx, name_of(edge.services, chat.id), blocked=blocked)


async def _say_sorry(edge: Edge, event: Update, chat: Chat | None, user: User | None) -> None:
    if chat is None or chat.type != "private":
        return
    words = words_for(as_lang(user.language_code if user else None))
    text = words(
        _("Jeg kan ikke svare lige nu. Prøv igen om lidt. Haster det, så ring til kommunen på {phone}."),
        phone=edge.services.tenants.first().contact.phone,
    )
    try:
        # A message also after a press: its spinner was stopped before the work began, so no alert would show.
        await edge.bot.send_message(chat.id, text, parse_mode=None)
        if event.callback_query:
            await edge.bot.answer_callback_query(event.callback_query.id)
    except TelegramAPIError as error:
        get_logger("bot").warning("sorry_not_sent", error=type(error).__name__)
