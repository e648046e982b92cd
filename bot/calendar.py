"""An interview for the phone's own calendar, as a file; the same entry is updated by a later one."""

from uuid import UUID

from aiogram.types import BufferedInputFile

from api import clock
from api.booking import service
from api.conversation.disclosure import refused, state_link
from api.errors import NotFoundError
from api.tenants.outbound import leaks
from bot.dialogue import converse, show
from bot.edge import Edge
from bot.person import Person

TOPIC = "meeting_show"


async def send_entry(edge: Edge, person: Person, argument: str, message_id: str) -> None:
    """Send the file; a button of an interview that is gone shows the present, a neutral chat gets the link."""
    link = state_link(edge.services.settings.public_url, TOPIC)
    if person.citizen is None or person.level != "personal":
        await show(edge, person, refused(person.words, link), topic=TOPIC)
        return
    try:
        async with edge.services.database.transaction() as tx:
            file = await service.ics(tx, person.citizen, UUID(argument), person.words, now=clock.now())
    except (NotFoundError, ValueError):
        await converse(edge, person, message_id, choice=f"topic:{TOPIC}")
        return
    if leaks(file.decode(), person.level):
        await show(edge, person, refused(person.words, link), topic=TOPIC)
        return
    await edge.bot.send_document(person.chat_id, BufferedInputFile(file, "samtale.ics"))
