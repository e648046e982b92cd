"""Municipalities that have not opened chat apps: the bot says where the help is instead."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from api.conversation.model import Choice, Reply
from api.i18n import _
from bot.dialogue import show
from bot.edge import Edge
from bot.person import Person


def closed_router() -> Router:
    """Return the router that answers for municipalities without an impact assessment."""
    router = Router(name="closed")
    router.message.register(on_message, _is_closed)
    router.callback_query.register(on_press, _is_closed)
    return router


def _is_closed(_event: Message | CallbackQuery, person: Person | None = None) -> bool:
    return person is not None and not person.is_open


async def on_message(_message: Message, edge: Edge, person: Person) -> None:
    """Say where to go."""
    await _send_away(edge, person)


async def on_press(query: CallbackQuery, edge: Edge, person: Person) -> None:
    """Say where to go, and let the button rest."""
    await edge.bot.answer_callback_query(query.id)
    await _send_away(edge, person)


async def _send_away(edge: Edge, person: Person) -> None:
    w = person.words
    text = w(
        _(
            "{municipality} bruger ikke Telegram. Du kan bruge hjælpen på vores egen side eller ringe på {phone}."
        ),
        municipality=person.tenant.name,
        phone=person.tenant.contact.phone,
    )
    page = Choice(id="page", label=w(_("Åbn siden")), url=edge.services.settings.public_url)
    await show(edge, person, Reply(text=text, choices=(page,)))
