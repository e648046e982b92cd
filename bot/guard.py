"""The last look at what leaves: refuses what the chat's level forbids, alarms, and says it neutrally."""

from api import metrics
from api.conversation import disclosure
from api.conversation.model import Reply
from api.logs import get_logger
from bot.person import Person


def guarded(reply: Reply, person: Person, link: str) -> Reply:
    """Return the reply, or its neutral form when something in it may not leave through this chat."""
    found = disclosure.leaks_in(reply, person.level)
    if not found:
        return reply
    metrics.REFUSED_OUTBOUND.labels(person.level).inc(len(found))
    kinds = sorted({leak.kind for leak in found})
    get_logger("bot").error("outbound_refused", level=person.level, kinds=kinds)
    return disclosure.refused(person.words, link)
