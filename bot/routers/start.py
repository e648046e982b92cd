"""/start, alone or with a token from our own page or the code of a municipality."""

import re

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message, Update

from api.conversation.model import Reply
from api.i18n import _
from api.identity import link_tokens
from bot import person as people
from bot.dialogue import converse, show
from bot.edge import Edge
from bot.linking import offer_link
from bot.person import Person

MUNICIPALITY = re.compile(r"k(\d{4})")
"""`t.me/<bot>?start=k0326`: the link on a municipality's page."""


def start_router() -> Router:
    """Return the router for /start."""
    router = Router(name="start")
    router.message.register(on_start, CommandStart())
    return router


async def on_start(
    message: Message, command: CommandObject, edge: Edge, person: Person, event_update: Update
) -> None:
    """Greet; a token links the chat, a code chooses the municipality."""
    payload = command.args or ""
    if chosen := MUNICIPALITY.fullmatch(payload):
        if person.link is None and edge.services.tenants.get(chosen[1]):
            await people.keep(edge.services, person.chat, tenant=chosen[1])
            person = await people.meet(edge.services, person.chat_id, message.from_user)
    elif payload:
        await _link(edge, person, payload)
        return
    await converse(edge, person, str(event_update.update_id), choice="topic:greeting")


async def _link(edge: Edge, person: Person, token: str) -> None:
    citizen = await link_tokens.take_invite(edge.services.redis, token)
    if citizen:
        await offer_link(edge, person, only=citizen)
        return
    text = person.words(_("Linket er brugt eller for gammelt. Hent et nyt, der hvor du fik det."))
    await show(edge, person, Reply(text=text))
