"""The commands of the menu: each one is a choice of the dialogue, but for linking and unlinking."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, Update

from bot.commands import CHOICE_OF
from bot.edge import Edge
from bot.person import Person
from bot.routers.choices import act


def commands_router() -> Router:
    """Return the router for our commands; unknown ones are texts like any other."""
    router = Router(name="commands")
    router.message.register(on_command, Command(*CHOICE_OF))
    return router


async def on_command(
    _message: Message, command: CommandObject, edge: Edge, person: Person, event_update: Update
) -> None:
    """Do what the command stands for."""
    await act(edge, person, str(event_update.update_id), CHOICE_OF[command.command.lower()])
