"""What a chat app may not carry of a person's own answer, it carries as the general rule, with the way to the rest."""

from dataclasses import replace

from api.citizens import service as citizens
from api.conversation import disclosure
from api.conversation.model import Reply
from api.conversation.registry import handler_for
from api.conversation.talk import Talk
from api.i18n import _

OWN = _(
    "Det er reglen for alle. Hvad der gælder for dig, må ikke stå i en chat-app. Log ind, så kan du se det."
)


async def at_least_the_rule(talk: Talk, reply: Reply) -> Reply:
    """Return the answer, or what somebody unknown would be told where nothing of an answer by rules may leave."""
    if talk.citizen is None or talk.intent.deed or not (reply.personal and reply.rules):
        return reply
    if disclosure.within(talk, reply).text != talk.words(disclosure.READY):
        return reply
    session = talk.session.model_copy(update={"told": {}}, deep=True)
    stranger = replace(talk, citizen=None, facts=citizens.as_facts([], {}), session=session)
    rule = await handler_for(talk.intent)(stranger)
    if rule.personal or not rule.rules:
        return reply
    link = disclosure.state_link(talk.services.settings.public_url, talk.intent.topic)
    login = disclosure.refused(talk.words, link).choices
    text = f"{rule.text}\n\n{talk.words(OWN)}"
    return rule.model_copy(update={"text": text, "choices": login, "more": None})
