"""What a message asks for: a topic, a button that was pressed, or words for a draft."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from api.clock import COPENHAGEN
from api.conversation.choices import Pressed, read_choice
from api.conversation.model import Alternative, Incoming, Window
from api.conversation.session import Session
from api.privacy import mask_cpr
from api.understand import FollowUp, Understanding, Understood
from api.understand.phrases import read_topics
from api.understand.wishes import wishes

WINDOW_TOPICS = frozenset({"meeting_book", "meeting_rebook", "no_slots", "meeting_show", "meeting_format"})
COMMANDS = {
    "menu": "help_menu",
    "human": "human_handover",
    "delete": "delete_data",
    "language": "language_switch",
}
LONGEST_DRAFT = 4000
# What the product itself calls everything that is due; one word of it is too short for the model.
OVERVIEW = frozenset(
    {"oversigt", "min oversigt", "vis oversigt", "vis min oversigt",
     "overview", "my overview", "show overview", "show my overview"}
)  # fmt: skip
MOST_ALTERNATIVES = 4
MOST_ASKED = 3
# Beyond the first, what is less likely than this is no choice worth reading.
LEAST_LIKELY = 0.08
LITTLE, RATHER_LITTLE = 12, 28
_NOT = re.compile(r"\b(?:ikke|ik|aldrig|kan slet|not|cannot|can't|cant|never)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Intent:
    """One message, read. `deed` is a button's or follow-up's name; without one the topic is answered."""

    topic: str
    confidence: float = 1.0
    understood: bool = True
    deed: Pressed | None = None
    text: str = ""
    alternatives: tuple[Alternative, ...] = ()
    window: Window | None = None
    second_topic: str | None = None
    lang_suggestion: str | None = None
    what_if: dict[str, str | int | bool] = field(default_factory=dict)

    def about(self, topic: str) -> "Intent":
        """Return the same about another topic."""
        return replace(self, topic=topic)


def read_intent(incoming: Incoming, session: Session, understanding: Understanding, now: datetime) -> Intent:
    """Read a message: the button, else the words, a crisis before everything else."""
    if incoming.choice is not None:
        return _from_choice(incoming.choice, session)
    text = mask_cpr(incoming.text or "").strip()
    heard = understanding.understand(text, session.lang, now)
    if heard.crisis:
        return Intent("crisis", deed=Pressed("crisis", (heard.crisis,)))
    if not heard.text.strip():
        return Intent("help_menu", understood=False, deed=Pressed("nothing_read", ()))
    intent = _from_dialogue(text, heard, session) or _from_understanding(heard, session)
    return _first_wish_first(intent, heard, understanding, now) if intent.second_topic else intent


def _from_choice(value: str, session: Session) -> Intent:
    pressed = read_choice(value)
    if pressed is None:
        return Intent(session.topic or "help_menu")
    if pressed.name == "topic":
        known = pressed.arguments and pressed.arguments[0] in read_topics().topics
        return Intent(pressed.arguments[0] if known else "help_menu")
    return Intent(session.topic or "help_menu", deed=pressed)


def _from_dialogue(text: str, heard: Understood, session: Session) -> Intent | None:
    """What was said before decides first: a button's own words, its number, yes and no, an open question."""
    chosen = _among_choices(text, heard.command, session)
    if chosen:
        return _from_choice(chosen, session)
    if session.awaiting == "draft" and heard.command in {"yes", "no"}:
        return Intent("human_handover", deed=Pressed("draft", ()))
    if session.awaiting == "draft" and heard.command is None:
        return Intent("human_handover", deed=Pressed("draft_text", ()), text=text[:LONGEST_DRAFT])
    if session.awaiting and session.awaiting.startswith("word:") and heard.command is None:
        about = tuple(session.awaiting.removeprefix("word:").split(":"))
        return Intent("meeting_rate", deed=Pressed("word_text", about), text=text)
    if session.awaiting and session.awaiting.startswith("fact:") and heard.decision != "answer":
        key = session.awaiting.removeprefix("fact:")
        return Intent(session.topic or "help_menu", deed=Pressed("fact_text", (key,)), text=text)
    return None


def _among_choices(text: str, command: str | None, session: Session) -> str | None:
    choices = [choice for choice in session.choices if choice.url is None]
    said = text.strip().casefold().rstrip(".!")
    if session.awaiting == "draft":
        # Words go into the draft, also "ja" and "2": only a button, or its own words, sends it.
        return next((choice.id for choice in choices if choice.label.casefold() == said), None)
    if said.isdigit() and 1 <= int(said) <= len(choices):
        return choices[int(said) - 1].id
    if command == "yes":
        # The button that says yes to what was asked for comes before one that is only put forward.
        yes = [choice.id for choice in choices if choice.id.split(":")[0].endswith("_yes")]
        forward = [choice.id for choice in choices if choice.style in {"primary", "danger"}]
        return next(iter(yes + forward), None)
    if command in {"no", "stop", "back"}:
        return next(
            (choice.id for choice in choices if choice.id.startswith(("keep", "drop", "release"))), None
        )
    return next((choice.id for choice in choices if choice.label.casefold() == said), None)


def _from_understanding(heard: Understood, session: Session) -> Intent:
    if heard.text.casefold().strip(" .!?") in OVERVIEW:
        return Intent("duties_overview", text=heard.text)
    if heard.command in COMMANDS:
        return Intent(COMMANDS[heard.command])
    if heard.command and not heard.ranked:
        # The talk is still about what it was about: "nej", and then "hvorfor?".
        return Intent(session.topic or "help_menu", understood=False, deed=Pressed("noted", ()))
    if heard.window and session.topic in WINDOW_TOPICS and _only_another_time(heard):
        topic = "meeting_rebook" if session.moving else "meeting_book"
        return Intent(topic, window=_window(heard), text=heard.text)
    if heard.follow_up and _leans(heard, session):
        deed, topic = Pressed(heard.follow_up.kind, ()), session.topic or heard.topic
        return Intent(topic, deed=deed, what_if=_what_if(heard.follow_up), window=_window(heard))
    return _topic(heard)


def _topic(heard: Understood) -> Intent:
    """The topic that is surely meant, else the likeliest ones to choose from."""
    if heard.decision == "out_of_scope":
        return Intent("out_of_scope", heard.p_oos, understood=True, alternatives=_ranked(heard))
    sure = heard.decision == "answer" or bool(heard.command and heard.ranked)
    return Intent(
        heard.topic,
        heard.confidence,
        understood=sure,
        deed=None if sure else Pressed("ask_back", ()),
        alternatives=_ranked(heard)[1:] if sure else _likely(heard),
        window=_window(heard),
        text=heard.text,
        second_topic=heard.second_topic if sure else None,
        lang_suggestion=heard.lang_suggestion,
    )


def _first_wish_first(
    intent: Intent, heard: Understood, understanding: Understanding, now: datetime
) -> Intent:
    """Answer what was asked first, and offer the other, also where the message as a whole sounds like the other."""
    parts = wishes(heard.text)
    first = understanding.understand(parts[0], heard.lang, now) if parts else None
    if first is None or first.decision != "answer" or first.topic != intent.second_topic:
        return intent
    return replace(intent, topic=first.topic, confidence=first.confidence, second_topic=intent.topic)


def _ranked(heard: Understood) -> tuple[Alternative, ...]:
    return tuple(
        Alternative(topic=topic, confidence=confidence)
        for topic, confidence in heard.ranked[:MOST_ALTERNATIVES]
    )


def _likely(heard: Understood) -> tuple[Alternative, ...]:
    """Return what is worth asking back about: the two likeliest, and a third that is not far off."""
    first, second, *others = (*_ranked(heard)[:MOST_ASKED], *[None] * MOST_ASKED)[:MOST_ASKED]
    kept = [first, second, *(one for one in others if one and one.confidence >= LEAST_LIKELY)]
    return tuple(one for one in kept if one is not None)


def _window(heard: Understood) -> Window | None:
    if heard.window is None:
        return None
    start, end = heard.window.from_.astimezone(COPENHAGEN), heard.window.to.astimezone(COPENHAGEN)
    return Window.model_validate({"from": start, "to": end})


def _only_another_time(heard: Understood) -> bool:
    """Whether it names a day among free times and little else: "og på fredag?", "nej, jeg mente torsdag".

    Who cannot come on a day asks for no time on it.
    """
    if heard.follow_up is not None:
        return set(heard.follow_up.what_if) == {"on"}
    if _NOT.search(heard.text):
        return heard.correction
    rest = len(heard.text) - (len(heard.window.matched) if heard.window else 0)
    return heard.correction or rest < (LITTLE if heard.decision == "answer" else RATHER_LITTLE)


def _leans(heard: Understood, session: Session) -> bool:
    """Whether it needs the last answer, or says itself what should change.

    "Hvad sker der, hvis jeg ikke kommer?" is a whole question, which the model knows better.
    """
    follow_up = heard.follow_up
    if follow_up is None or follow_up.kind != "what_if":
        return session.topic is not None
    return bool(follow_up.what_if) or heard.decision not in {"answer", "ask_back"}


def _what_if(follow_up: FollowUp) -> dict[str, str | int | bool]:
    return dict(follow_up.what_if)
