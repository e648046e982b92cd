"""A group is no place for this: says so once and leaves."""

from contextlib import suppress

from aiogram import F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import JOIN_TRANSITION, ChatMemberUpdatedFilter
from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message, User

from api.i18n import _, as_lang, words_for
from bot.edge import Edge


def groups_router() -> Router:
    """Return the router for everything that is not a private chat; it comes first."""
    router = Router(name="groups")
    not_private = F.chat.type != "private"
    router.message.register(on_message, not_private)
    router.edited_message.register(nothing, not_private)
    router.callback_query.register(nothing, F.message.chat.type != "private")
    router.my_chat_member.register(on_added, not_private, ChatMemberUpdatedFilter(JOIN_TRANSITION))
    router.my_chat_member.register(nothing, not_private)
    return router


async def on_message(message: Message, edge: Edge) -> None:
    """Answer in the group, name the private chat, and leave."""
    await _refuse(edge, message.chat, message.from_user)


async def on_added(event: ChatMemberUpdated, edge: Edge) -> None:
    """Somebody added the bot to a group."""
    await _refuse(edge, event.chat, event.from_user)


async def nothing(_event: Message | CallbackQuery | ChatMemberUpdated) -> None:
    """Edits, old buttons and farewells in groups need no answer."""


async def _refuse(edge: Edge, chat: Chat, user: User | None) -> None:
    words = words_for(as_lang(user.language_code if user else None))
    me = await edge.bot.me()
    text = words(
        _("Jeg taler kun med én person ad gangen, så andre ikke kan læse med. Skriv til mig her: {link}"),
        link=f"https://t.me/{me.username}",
    )
    with suppress(TelegramAPIError):
        await edge.bot.send_message(chat.id, text, parse_mode=None)
        await edge.bot.leave_chat(chat.id)
