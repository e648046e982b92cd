"""One turn of dialogue: the function this product is about."""

from datetime import datetime

from api.conversation import disclosure, quiet
from api.conversation.choices import choice_id, menu_choice, person_choice, topic_choice
from api.conversation.intent import Intent, read_intent
from api.conversation.model import Choice, Incoming, Reply, Turn
from api.conversation.registry import handler_for
from api.conversation.rule_instead import at_least_the_rule
from api.conversation.session import Session
from api.conversation.talk import Talk, open_talk
from api.conversation.topics import receipt, twins
from api.conversation.topics.small_talk import LANGUAGE_NAMES
from api.conversation.topics.titles import has_an_answer, title
from api.db.engine import Transaction
from api.i18n import SHIPPED, _
from api.privacy import mask_cpr
from api.wiring import Services

MOST_CHOICES = 8
MOST_HEARD = 4


async def take_turn(
    incoming: Incoming, session: Session, *, tx: Transaction | None, services: Services, now: datetime
) -> Turn:
    """Answer one message.

    Reads what it asks for, lets the topic answer within the transaction, and gives every answer a way on:
    the topic's own buttons, the other wish of the message, and a person.
    """
    incoming = await quiet.settle(session, incoming, tx, now)
    intent = read_intent(incoming, session, services.understanding, now)
    if quiet.keeps_quiet(intent, session, incoming):
        intent = Intent("human_handover", deed=quiet.WORDS_GO_TO, text=mask_cpr(incoming.text or ""))
    talk = await open_talk(incoming, session, intent, tx=tx, services=services, now=now)
    session.awaiting = None
    reply = twins.beside(talk, await handler_for(intent)(talk))
    reply = await at_least_the_rule(talk, reply)
    return await receipt.when_warned(talk, finish(talk, reply))


def finish(talk: Talk, reply: Reply) -> Turn:
    """Give the answer its ways on, remember it, and let out what may leave through the channel."""
    intent = talk.intent
    # What may not leave is not remembered either: "ja" must not press a button nobody saw.
    reply = disclosure.within(talk, with_way_on(talk, reply))
    remember(talk.session, intent, reply)
    return Turn(
        topic=intent.topic,
        confidence=round(intent.confidence, 4),
        lang=talk.words.lang,
        dir=talk.words.dir,
        understood=intent.understood,
        alternatives=intent.alternatives,
        slots={"when": intent.window} if intent.window else {},
        reply=reply,
    )


def with_way_on(talk: Talk, reply: Reply) -> Reply:
    """Add what every answer has: the rest of the answer, the second wish, and a person; never in a crisis."""
    if talk.intent.topic == "crisis" and talk.intent.understood:
        return reply
    added: list[Choice] = []
    if reply.more:
        added.append(Choice(id="more", label=talk.words(_("Læs mere"))))
    explained = talk.intent.deed is not None and talk.intent.deed.name in {"why", "source", "what_if"}
    if reply.rules and not explained:
        added.append(Choice(id="why", label=talk.words(_("Hvorfor?"))))
    if talk.intent.second_topic:
        added.append(topic_choice(talk.intent.second_topic, title(talk.intent.second_topic, talk.words)))
    lang = next((lang for lang in SHIPPED if lang == talk.intent.lang_suggestion), None)
    if lang is not None:
        added.append(Choice(id=choice_id("lang", lang), label=LANGUAGE_NAMES[lang]))
    present = {choice.id for choice in reply.choices}
    added = [choice for choice in added if choice.id not in present]
    # What the answer still owes is never what is left out.
    own = [*reply.choices[: MOST_CHOICES - len(added)], *added]
    ends = [menu_choice(talk.words), person_choice(talk.words)]
    choices = [*own, *(choice for choice in ends if choice.id not in present)]
    return reply.model_copy(update={"text": reply.text + also_asked(talk), "choices": tuple(choices)})


def also_asked(talk: Talk) -> str:
    """Say that the second wish was heard: its button alone could be missed."""
    second = talk.intent.second_topic
    if second is None:
        return ""
    return "\n\n" + talk.words(
        _("Du spurgte også om noget andet. Tryk på »{topic}«."), topic=title(second, talk.words)
    )


def remember(session: Session, intent: Intent, reply: Reply) -> None:
    """Keep what the next message may lean on."""
    session.topic = intent.topic
    if intent.understood and intent.deed is None and has_an_answer(intent.topic):
        session.heard = tuple(dict.fromkeys((*session.heard, intent.topic)))[-MOST_HEARD:]
    session.choices = reply.choices
    session.more = reply.more
    if reply.rules:
        session.rules = reply.rules
    if intent.topic not in {"meeting_rebook", "meeting_book"} and intent.deed is None:
        session.moving = None
