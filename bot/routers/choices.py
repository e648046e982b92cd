"""Pressed buttons: ours, old ones, foreign ones. None of them ends in an error."""

from contextlib import suppress

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Update

from bot import calendar, reminders
from bot import person as people
from bot.commands import LINK, UNLINK
from bot.dialogue import converse
from bot.edge import Edge
from bot.linking import cut_link, offer_link
from bot.person import Person
from bot.render import CALENDAR

ERASE = "delete_yes"


def choices_router() -> Router:
    """Return the router for buttons."""
    router = Router(name="choices")
    router.callback_query.register(on_press)
    return router


async def on_press(query: CallbackQuery, edge: Edge, person: Person, event_update: Update) -> None:
    """Stop the button's spinner, then do what it says, in the place of the pressed message."""
    with suppress(TelegramBadRequest):  # a press older than Telegram's patience is answered all the same
        await edge.bot.answer_callback_query(query.id)
    choice = await edge.buttons.unpack(person.chat, query.data)
    pressed = query.message.message_id if query.message else None
    await act(edge, person, str(event_update.update_id), choice, instead_of=pressed)


async def act(
    edge: Edge, person: Person, message_id: str, choice: str, *, instead_of: int | None = None
) -> None:
    """Do what a choice says: linking and files here, everything else in the dialogue."""
    name, _, argument = choice.partition(":")
    if choice == LINK:
        await offer_link(edge, person, instead_of=instead_of)
    elif choice == UNLINK:
        await cut_link(edge, person, instead_of=instead_of)
    elif name == CALENDAR:
        await calendar.send_entry(edge, person, argument, message_id)
    elif name == reminders.NAME:
        await reminders.choose(edge, person, argument, instead_of=instead_of)
    else:
        await converse(edge, person, message_id, choice=choice, instead_of=instead_of)
        if choice == ERASE:
            await people.forget(edge.services, person.chat)
