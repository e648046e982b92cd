"""A crisis is answered with the right lines and nothing else. Numbers: shared crisis list and the tenant's own."""

from api.conversation.model import Reply
from api.conversation.talk import Talk
from api.i18n import _

EMERGENCY = "112"
LIVSLINIEN = "70 20 12 01"


async def help_now(talk: Talk) -> Reply:
    """Give the lines that fit: danger to life, violence, or no food or roof. Each shows its hours."""
    w, contact = talk.words, talk.tenant.contact
    deed = talk.intent.deed
    kind = deed.arguments[0] if deed and deed.arguments else "life"
    emergency = w(_("Er der fare for liv, så ring {number} nu. Der er altid åbent."), number=EMERGENCY)
    doctor = w(_("Lægevagt: {number}. Åbningstiden afhænger af din region."), number=contact.emergency_doctor)
    if kind == "needs":
        social = w(
            _("Har du ikke mad eller et sted at sove, så ring til kommunens akutte hjælp: {number}. {hours}"),
            number=contact.social_acute,
            hours=contact.social_acute_hours,
        )
        return Reply(text="\n\n".join([social, emergency]))
    lifeline = w(
        _(
            "Livslinien: {number}. Her kan du tale med nogen, hvis du har tanker om at dø. "
            "Se åbningstiderne på livslinien.dk. Der kan være kø. Prøv lægevagten, hvis du ikke kommer igennem."
        ),
        number=LIVSLINIEN,
    )
    start = w(_("Det lyder, som om du har det meget svært. Du skal ikke være alene med det."))
    lines = [start, emergency, lifeline, doctor] if kind == "life" else [start, emergency, doctor]
    return Reply(text="\n\n".join(lines))
