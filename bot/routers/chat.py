"""Free text: the person's own words."""

from aiogram import F, Router
from aiogram.types import Message, Update

from bot.dialogue import converse
from bot.edge import Edge
from bot.person import Person


def chat_router() -> Router:
    """Return the router for texts."""
    router = Router(name="chat")
    router.message.register(on_text, F.text)
    return router


async def on_text(message: Message, edge: Edge, person: Person, event_update: Update) -> None:
    """Answer what was written."""
    await converse(edge, person, str(event_update.update_id), text=message.text)
