"""Links a chat to a citizen: the login happens in the phone's own browser, never in here."""

from uuid import UUID

from api.conversation import session as sessions
from api.conversation.model import Choice, Reply
from api.errors import ConflictError
from api.i18n import _
from api.identity import link_tokens, links
from api.identity.link_tokens import LinkAsk
from bot import person as people
from bot.commands import LINK
from bot.dialogue import show
from bot.edge import Edge
from bot.person import CHANNEL, Person


async def offer_link(
    edge: Edge, person: Person, *, only: UUID | None = None, instead_of: int | None = None
) -> None:
    """Send a link that works once, for ten minutes, for this chat."""
    w = person.words
    asked = LinkAsk(
        chat=person.chat,
        chat_sealed=edge.services.seal.seal(str(person.chat_id)),
        channel=CHANNEL,
        shown_as=person.name,
        lang=person.lang,
        only=only,
    )
    try:
        token = await link_tokens.ask(edge.services.redis, asked)
    except ConflictError:
        text = w(_("Du har bedt om mange links. Vent ti minutter, og prøv igen."))
        await show(edge, person, Reply(text=text), instead_of=instead_of)
        return
    text = w(
        _(
            "Log ind i telefonens egen browser. Så kan jeg svare på det, der gælder for dig. "
            "Linket virker én gang og i ti minutter. Send det ikke til andre."
        )
    )
    address = f"{edge.services.settings.public_url}/link?t={token}&lang={person.lang}"
    choices = (Choice(id="browser", label=w(_("Åbn i browseren")), url=address, style="primary"),)
    await show(edge, person, Reply(text=text, choices=choices), instead_of=instead_of)


async def cut_link(edge: Edge, person: Person, *, instead_of: int | None = None) -> None:
    """Cut the link from the chat's side and forget the conversation."""
    async with edge.services.database.transaction() as tx:
        was_linked = await links.unlink(tx, person.chat)
    await sessions.forget(edge.services.redis, person.conversation)
    w = person.words
    text = w(
        _("Chatten er ikke længere koblet til dig. Du får ikke flere beskeder her om din sag.")
        if was_linked
        else _("Chatten er ikke koblet til nogen.")
    )
    again = Choice(id=LINK, label=w(_("Log ind")))
    await people.keep(edge.services, person.chat, lang=person.lang, tenant=person.tenant.code)
    await show(edge, person, Reply(text=text, choices=(again,)), instead_of=instead_of)
