"""What the person wants to be told unasked, and where: a button each, switched where it stands."""

from uuid import UUID

from api.conversation.model import Choice, Reply
from api.db.engine import Transaction
from api.i18n import _
from api.notices import preferences
from api.notices.model import CHANNEL_NAMES, GROUP_NAMES, GROUPS, Preferences
from api.tenants.model import Channel
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
        wanted = await _switched(tx, person, person.citizen, argument)
    await show(edge, person, _page(person, wanted), instead_of=instead_of)


async def _switched(tx: Transaction, person: Person, citizen: UUID, argument: str) -> Preferences:
    """Switch the kind or the channel of that name; what is neither switches nothing."""
    for group in GROUPS:
        if group == argument:
            return await preferences.switch(tx, citizen, group)
    for way in _ways(person):
        if way == argument:
            return await preferences.switch_channel(tx, citizen, way, person.tenant.notice_channels)
    return await preferences.read(tx, citizen)


def _page(person: Person, wanted: Preferences) -> Reply:
    w = person.words
    off = {*wanted.off, *person.tenant.notices_off}
    open_groups = [group for group in GROUPS if group not in person.tenant.notices_off]
    state = {True: w(_("slået fra")), False: w(_("slået til"))}
    lines = [f"- {w(GROUP_NAMES[group])}: {state[group in off]}" for group in open_groups]
    head = w(_("Det her får du besked om. Tryk for at slå til eller fra."))
    choices = [Choice(id=f"{NAME}:{group}", label=w(GROUP_NAMES[group])) for group in open_groups]
    if ways := _ways(person):
        lines.append("")
        lines += [f"- {CHANNEL_NAMES[way]}: {state[not wanted.uses(way)]}" for way in ways]
        choices += [Choice(id=f"{NAME}:{way}", label=CHANNEL_NAMES[way]) for way in ways]
    if wanted.quiet_from != wanted.quiet_to:
        quiet = w(
            _("Mellem kl. {start} og {end} er her stille, medmindre det haster."),
            start=f"{wanted.quiet_from:%H.%M}",
            end=f"{wanted.quiet_to:%H.%M}",
        )
        lines += ["", quiet]
    return Reply(text="\n".join([head, *lines]), choices=tuple(choices))


def _ways(person: Person) -> list[Channel]:
    """Return the channels to choose among: what the page shows there disturbs nobody, and one is no choice."""
    offered: list[Channel] = [way for way in person.tenant.notice_channels if way != "web"]
    return offered if len(offered) > 1 else []
