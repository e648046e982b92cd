"""Puts the bot together: what surrounds an update, and who answers it, in order."""

from aiogram import Dispatcher

from bot.edge import Edge
from bot.middlewares.duplicates import Duplicates
from bot.middlewares.failures import Failures
from bot.middlewares.meeting import Meeting
from bot.middlewares.order import InOrder
from bot.routers.chat import chat_router
from bot.routers.choices import choices_router
from bot.routers.closed import closed_router
from bot.routers.commands import commands_router
from bot.routers.groups import groups_router
from bot.routers.other import other_router
from bot.routers.start import start_router

UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
"""What Telegram is asked to send."""


def build_dispatcher(edge: Edge) -> Dispatcher:
    """Return the dispatcher of one replica."""
    dispatcher = Dispatcher(disable_fsm=True, edge=edge)
    for middleware in (Failures(), InOrder(), Duplicates(), Meeting()):
        dispatcher.update.outer_middleware(middleware)
    dispatcher.include_routers(
        groups_router(),
        closed_router(),
        start_router(),
        commands_router(),
        choices_router(),
        chat_router(),
        other_router(),
    )
    return dispatcher
