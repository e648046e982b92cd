"""Topics that citizens do not tell apart: the answer to one carries the other, in short, with its button.

Understanding counts on it: it answers when a topic and its twins together are sure (api/understand/policy.py).
"""

from api.conversation.choices import topic_choice
from api.conversation.model import Reply
from api.conversation.talk import Talk
from api.conversation.topics import law, short
from api.conversation.topics.titles import has_an_answer, title
from api.i18n import _
from api.understand.phrases import read_topics

# Below this the words were plainly about the first, and the other is only a button.
PERHAPS_MEANT = 0.05


def beside(talk: Talk, reply: Reply) -> Reply:
    """Add the twins of the topic that was asked about: in short those the words may have meant, all as buttons."""
    intent = talk.intent
    if intent.deed is not None or not intent.understood or not has_an_answer(intent.topic):
        return reply
    meant = {one.topic for one in intent.alternatives if one.confidence >= PERHAPS_MEANT}
    for topic in read_topics().twins_of(intent.topic):
        if topic in meant:
            reply = _with_short(talk, reply, topic)
        button = topic_choice(topic, title(topic, talk.words))
        if button.id not in {choice.id for choice in reply.choices}:
            reply = reply.model_copy(update={"choices": (*reply.choices, button)})
    return reply


def _with_short(talk: Talk, reply: Reply, topic: str) -> Reply:
    """Add what the law says on the other topic, in two sentences; nothing where it is no matter of law."""
    found = [one for one in law.law_text(talk, topic) if one.applies == "yes"][:1]
    head = short.in_short(talk, found)[0]
    if not head or head in reply.text or found[0].rule in reply.rules:
        return reply
    lead = talk.words(_("Om {topic}:"), topic=f"»{title(topic, talk.words)}«")
    text = f"{reply.text}\n\n{lead}\n{head}"
    general = (*reply.general, *short.general_lines(head, found))
    return law.with_rules(reply.model_copy(update={"text": text, "general": general}), found)
