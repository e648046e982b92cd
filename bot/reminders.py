"""What the person wants to be told unasked: one button a kind, switched where it stands."""

from typing import get_args

from api.conversation.model import Choice, Reply
from api.i18n import _
from api.notices import preferences
from api.notices.model import GROUP_NAMES, GROUPS, Group, Preferences
from bot.commands import LINK
from bot.dialogue import show
from bot.edge import Edge
from bot.person import Person

NAME = "notices"


async def choose(edge: Edge, person: Person, argument: str, *, instead_of: int | None = None) -> None:
    """Show the kinds; with a kind in `argument` switch it first. Without a link nothing is sent anyway."""
    w = person.words
    if person.citizen is None:
        login = Choice(id=LINK, label=w(_("Log ind")), style="primary")
        text = w(_("Du får ingen beskeder her, før chatten er koblet til dig."))
        await show(edge, person, Reply(text=text, choices=(login,)), instead_of=instead_of)
        return
    async with edge.services.database.transaction() as tx:
        group = next((known for known in get_args(Group) if known == argument), None)
        wanted = (
            await preferences.switch(tx, person.citizen, group)
            if group
            else await preferences.read(tx, person.citizen)
        )
    await show(edge, person, _page(person, wanted), instead_of=instead_of)


def _page(person: Person, wanted: Preferences) -> Reply:
    w = person.words
    off = {*wanted.off, *person.tenant.notices_off}
    open_groups = [group for group in GROUPS if group not in person.tenant.notices_off]
    state = {True: w(_("slået fra")), False: w(_("slået til"))}
    lines = [f"- {w(GROUP_NAMES[group])}: {state[group in off]}" for group in open_groups]
    head = w(_("Det her får du besked om. Tryk for at slå til eller fra."))
    quiet = w(
        _("Mellem kl. {start} og {end} er her stille, medmindre det haster."),
        start=f"{wanted.quiet_from:%H.%M}",
        end=f"{wanted.quiet_to:%H.%M}",
    )
    choices = tuple(Choice(id=f"{NAME}:{group}", label=w(GROUP_NAMES[group])) for group in open_groups)
    return Reply(text="\n".join([head, *lines, "", quiet]), choices=choices)
