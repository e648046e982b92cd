"""What a message asks for: a topic, a button that was pressed, or words for a draft."""

from dataclasses import dataclass, field
from datetime import datetime

from api.clock import COPENHAGEN
from api.conversation.choices import Pressed, read_choice
from api.conversation.model import Alternative, Incoming, Window
from api.conversation.session import Session
from api.privacy import mask_cpr
from api.understand import FollowUp, Understanding, Understood

WINDOW_TOPICS = frozenset({"meeting_book", "meeting_rebook", "no_slots", "meeting_show", "meeting_format"})
COMMANDS = {
    "menu": "help_menu",
    "human": "human_handover",
    "delete": "delete_data",
    "language": "language_switch",
}
LONGEST_DRAFT = 4000


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
    return _from_dialogue(text, heard, session) or _from_understanding(heard, session)


def _from_choice(value: str, session: Session) -> Intent:
    pressed = read_choice(value)
    if pressed is None or (pressed.name == "topic" and len(pressed.arguments) != 1):
        return Intent(session.topic or "help_menu")
    if pressed.name == "topic":
        return Intent(pressed.arguments[0])
    return Intent(session.topic or "help_menu", deed=pressed)


def _from_dialogue(text: str, heard: Understood, session: Session) -> Intent | None:
    """What was said before decides first: a button's own words, its number, yes and no, an open question."""
    chosen = _among_choices(text, heard.command, session)
    if chosen:
        return _from_choice(chosen, session)
    if session.awaiting == "draft" and heard.command is None:
        return Intent("human_handover", deed=Pressed("draft_text", ()), text=text[:LONGEST_DRAFT])
    if session.awaiting and session.awaiting.startswith("fact:") and heard.decision != "answer":
        key = session.awaiting.removeprefix("fact:")
        return Intent(session.topic or "help_menu", deed=Pressed("fact_text", (key,)), text=text)
    return None


def _among_choices(text: str, command: str | None, session: Session) -> str | None:
    choices = [choice for choice in session.choices if choice.url is None]
    said = text.strip().casefold().rstrip(".!")
    if said.isdigit() and 1 <= int(said) <= len(choices):
        return choices[int(said) - 1].id
    if command == "yes":
        return next((choice.id for choice in choices if choice.style in {"primary", "danger"}), None)
    if command in {"no", "stop", "back"}:
        return next(
            (choice.id for choice in choices if choice.id.startswith(("keep", "drop", "release"))), None
        )
    return next((choice.id for choice in choices if choice.label.casefold() == said), None)


def _from_understanding(heard: Understood, session: Session) -> Intent:
    window = _window(heard)
    if heard.command in COMMANDS:
        return Intent(COMMANDS[heard.command])
    if heard.follow_up and session.topic:
        deed = Pressed(heard.follow_up.kind, ())
        return Intent(session.topic, deed=deed, what_if=_what_if(heard.follow_up), window=window)
    if window and session.topic in WINDOW_TOPICS and _says_little_else(heard):
        return Intent("meeting_rebook" if session.moving else "meeting_book", window=window, text=heard.text)
    alternatives = tuple(Alternative(topic=topic, confidence=p) for topic, p in heard.ranked[1:4])
    if heard.decision == "out_of_scope":
        return Intent("out_of_scope", heard.p_oos, understood=True, alternatives=_ranked(heard))
    if heard.decision == "answer" or (heard.command and heard.ranked):
        return Intent(
            heard.topic,
            heard.confidence,
            alternatives=alternatives,
            window=window,
            text=heard.text,
            second_topic=heard.second_topic,
            lang_suggestion=heard.lang_suggestion,
        )
    deed = Pressed("ask_back", ())
    return Intent(
        heard.topic, heard.confidence, understood=False, deed=deed, alternatives=_ranked(heard), window=window,
        text=heard.text, lang_suggestion=heard.lang_suggestion,
    )  # fmt: skip


def _ranked(heard: Understood) -> tuple[Alternative, ...]:
    return tuple(Alternative(topic=topic, confidence=confidence) for topic, confidence in heard.ranked[:3])


def _window(heard: Understood) -> Window | None:
    if heard.window is None:
        return None
    start, end = heard.window.from_.astimezone(COPENHAGEN), heard.window.to.astimezone(COPENHAGEN)
    return Window.model_validate({"from": start, "to": end})


def _says_little_else(heard: Understood) -> bool:
    matched = len(heard.window.matched) if heard.window else 0
    return heard.correction or heard.decision != "answer" or len(heard.text) - matched < 12


def _what_if(follow_up: FollowUp) -> dict[str, str | int | bool]:
    return dict(follow_up.what_if)
