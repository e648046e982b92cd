"""Which group of the law the citizen is in, as far as is known; the municipality decides it."""

from api.conversation.model import Reply
from api.conversation.talk import Talk
from api.conversation.topics import law
from api.i18n import _

# The 13 groups of the act in force (LAB 2024 § 6) go by this name in findings.
OF_TODAY = "lab-2020"


async def mine(talk: Talk) -> Reply:
    """Say the group first, then what groups are for."""
    reply = await law.answer(talk)
    group = talk.book.target_group(talk.book.citizen(talk.facts, talk.tenant.law_settings)).get(OF_TODAY)
    if group is None:
        return reply
    own = talk.words(_("Efter det, jeg ved om dig, er du i gruppe {number} af 13."), number=group)
    return reply.model_copy(update={"text": f"{own}\n\n{reply.text}", "personal": True, "neutral": "group"})
