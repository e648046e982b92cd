"""What of an answer may leave through a chat app, by the level the municipality and the citizen allow.

One place on the way out (design, section 7): a general answer passes; a personal one passes at `personal`
without health, benefit names, sanctions and decisions, and below that level becomes a neutral text with
a link to the same state on our own page. What was withheld takes its risky buttons with it, so nobody
confirms what they could not read.
"""

from collections.abc import Callable

from api.conversation.model import (
    Card,
    Choice,
    Incoming,
    InterviewCard,
    Reply,
    TimesCard,
)
from api.conversation.talk import Talk
from api.i18n import Words, _
from api.tenants.model import Level
from api.tenants.outbound import Leak, leaks

NEUTRAL_CHOICES = frozenset({
    "topic:help_menu", "topic:human_handover", "topic:language_switch", "topic:contact_info",
})  # fmt: skip
MOST_TIMES = 8
WITHHELD = _("Noget af svaret må ikke stå i en chat-app. Log ind, så kan du se det hele.")
READY = _("Svaret er klar til dig. Det må ikke stå i en chat-app. Log ind for at se det.")


def state_link(public_url: str, topic: str) -> str:
    """Return the address of our own page at the same topic; nothing about the person is in it."""
    return f"{public_url}/?choice=topic:{topic}"


def within(talk: Talk, reply: Reply) -> Reply:
    """Return the part of the answer that may leave through the message's channel."""
    if talk.incoming.channel != "telegram":
        return reply
    link = state_link(talk.services.settings.public_url, talk.intent.topic)
    return for_chat(reply, level(talk.incoming), talk.words, link, booking=talk.tenant.chat_booking)


def level(incoming: Incoming) -> Level:
    """Return the level of a message: nothing personal without a linked citizen."""
    return incoming.level if incoming.citizen else "general"


def for_chat(reply: Reply, level: Level, words: Words, link: str, *, booking: bool) -> Reply:
    """Return what a chat app may show of the answer at the level; `link` leads to the whole of it."""
    if not reply.personal:
        return reply
    login = _login(words, link)
    if level == "personal":
        return _personal(reply, words, login)
    template = reply.neutral if level == "neutral" else None
    return _neutral(reply, words, login, template=template, booking=booking)


def leaks_in(reply: Reply, level: Level) -> tuple[Leak, ...]:
    """Return what the level forbids anywhere in a personal answer; a general one is read for CPR numbers."""
    parts = [reply.text, reply.more or "", reply.notice or ""]
    parts += [choice.label for choice in reply.choices]
    parts += [citation.act for citation in reply.citations]
    parts += [text for card in reply.cards for text in _texts(card)]
    if not reply.personal:
        return tuple(leak for part in parts for leak in leaks(part, "personal") if leak.kind == "cpr")
    return tuple(leak for part in parts for leak in leaks(part, level, general=reply.general))


def refused(words: Words, link: str) -> Reply:
    """Return the neutral words for an answer that may not leave, with the way to it."""
    return Reply(text=words(READY), choices=(_login(words, link),))


def _login(words: Words, link: str) -> Choice:
    return Choice(id="login", label=words(_("Se det hele her")), url=link, style="primary")


def _personal(reply: Reply, words: Words, login: Choice) -> Reply:
    general = tuple(line for part in reply.general for line in part.split("\n"))

    def passes(text: str | None) -> bool:
        return not text or not leaks(text, "personal", general=general)

    lines = reply.text.split("\n")
    kept = [line for line in lines if passes(line)]
    labelled = tuple(choice for choice in reply.choices if passes(choice.label))
    whole = len(kept) == len(lines) and len(labelled) == len(reply.choices)
    shown = {
        "more": reply.more if passes(reply.more) else None,
        "notice": reply.notice if passes(reply.notice) else None,
        "citations": tuple(citation for citation in reply.citations if passes(citation.act)),
        "cards": tuple(card for card in reply.cards if all(map(passes, _texts(card)))),
    }
    if whole:
        return reply.model_copy(update=shown)
    safe = tuple(choice for choice in labelled if choice.style in {"plain", "person"})
    rest = "\n".join(kept).strip()
    text = f"{rest}\n\n{words(WITHHELD)}" if rest else words(READY)
    return reply.model_copy(update={**shown, "text": text, "choices": (login, *safe)})


def _neutral(reply: Reply, words: Words, login: Choice, *, template: str | None, booking: bool) -> Reply:
    say = TEMPLATES.get(template or "")
    text = say(reply, words) if say else None
    times = _time_buttons(reply, words) if booking and template == "times" else []
    kept = tuple(choice for choice in reply.choices if choice.id in NEUTRAL_CHOICES)
    return Reply(text=text or words(READY), choices=(*times, login, *kept), personal=True)


def _appointment(reply: Reply, words: Words) -> str | None:
    booked = [card for card in reply.cards if isinstance(card, InterviewCard) and card.state == "booked"]
    return words(_("Du har en aftale {moment}."), moment=words.moment(booked[0].start)) if booked else None


def _times(reply: Reply, words: Words) -> str | None:
    return words(_("Der er ledige tider. Vælg en, eller log ind for at se mere."))


def _news(_reply: Reply, words: Words) -> str | None:
    return words(_("Der er nyt til dig. Log ind for at se det."))


def _time_buttons(reply: Reply, words: Words) -> list[Choice]:
    times = [option for card in reply.cards if isinstance(card, TimesCard) for option in card.times]
    return [Choice(id=option.choice, label=words.moment(option.start)) for option in times[:MOST_TIMES]]


Template = Callable[[Reply, Words], str | None]
TEMPLATES: dict[str, Template] = {
    "appointment": _appointment,
    "interview": _appointment,
    "booking": _appointment,
    "times": _times,
    "news": _news,
}
"""The neutral texts a topic may name in `Reply.neutral`; their only variables are day and time."""


def _texts(card: Card) -> list[str]:
    return _strings(card.model_dump(exclude={"type", "ics_url", "state", "form", "interview"}))


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [
            text for key, item in value.items() if key not in {"choice", "time_id"} for text in _strings(item)
        ]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _strings(item)]
    return [value] if isinstance(value, str) else []
