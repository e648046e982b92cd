"""A missing fact that decides an answer: asked for once, with why, and taken for this conversation."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.conversation import asking
from api.conversation.choices import choice_id
from api.conversation.intent import Intent
from api.conversation.model import Choice, Reply
from api.conversation.talk import Handler, Talk
from api.i18n import _
from rights import Finding

MOST_VALUES = 7


def question(talk: Talk, findings: Sequence[Finding]) -> str | None:
    """Return the fact that would decide most of what is unknown and was not asked for yet."""
    if any(finding.applies == "yes" and finding.kind != "consequence" for finding in findings):
        return None
    wanted: dict[str, int] = {}
    for finding in findings:
        for key in finding.missing:
            wanted[key] = wanted.get(key, 0) + 1
    askable = [
        key for key in wanted if key not in talk.session.asked and asking.can_ask(talk.services.law, key)
    ]
    return max(askable, key=lambda key: wanted[key], default=None)


def with_question(talk: Talk, reply: Reply, key: str) -> Reply:
    """Add the question to what can be said already; it is never asked again in this conversation."""
    w = talk.words
    talk.session.asked = (*talk.session.asked, key)
    talk.session.awaiting = f"fact:{key}"
    ask = asking.ask(talk.services.law, key, w)
    why = w(_("Svaret afhænger af det. Du bestemmer selv, om du vil svare."))
    text = "\n\n".join(part for part in (reply.text, f"{ask} {why}") if part)
    skip = Choice(id=choice_id("fact", key), label=w(_("Det ved jeg ikke")))
    return reply.model_copy(update={"text": text, "choices": (*values(talk, key), skip, *reply.choices)})


def values(talk: Talk, key: str) -> tuple[Choice, ...]:
    """Return the buttons that state a fact."""
    law = talk.services.law
    return tuple(
        Choice(id=choice_id("fact", key, value), label=asking.value_name(law, key, value, talk.words))
        for value in asking.values(law, key)[:MOST_VALUES]
    )


def then_answer(topics: Mapping[str, Handler], otherwise: Handler) -> Handler:
    """Return what takes a fact, by button or in words, and answers the topic again with it."""

    async def take(talk: Talk) -> Reply:
        deed, topic = talk.intent.deed, talk.intent.topic
        key, *said = deed.arguments if deed and deed.arguments else ("",)
        taken = True
        if deed and deed.name == "fact_text":
            window = talk.intent.window
            taken = _tell(talk, key, window.from_.date().isoformat() if window else talk.intent.text)
        elif said:
            taken = _tell(talk, key, said[0])
        talk.session.asked = (*talk.session.asked, key)
        talk.intent = Intent(topic)
        reply = await topics.get(topic, otherwise)(talk)
        if taken:
            return reply
        sorry = talk.words(_("Det kunne jeg ikke læse som et svar. Her er det, jeg kan sige uden."))
        return reply.model_copy(update={"text": f"{sorry}\n\n{reply.text}"})

    return take


def _tell(talk: Talk, key: str, value: Any) -> bool:
    """Keep what the citizen told for this conversation; false when it is no possible value of the fact."""
    read = asking.read_value(key, value)
    if read is None:
        return False
    try:
        told = talk.facts.but(**{key: read})
    except ValueError:  # a number nobody can have, or a contradiction to what is known
        return False
    if key not in talk.facts.known():
        talk.session.told, talk.facts = {**talk.session.told, key: read}, told
    return True
