"""The order in which a message is read: safety first, then commands, then what it is about."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from api.i18n import Lang
from api.understand import safety
from api.understand.clean import clean, cut
from api.understand.commands import TOPICS, read_command
from api.understand.corrections import strip_correction
from api.understand.dates import read_window
from api.understand.encoder import Encoder, Vectors, open_encoder
from api.understand.followups import read_follow_up
from api.understand.language import suggest
from api.understand.model import Model, Probabilities, load_model
from api.understand.phrases import Phrase, Topics, read_phrases, read_topics
from api.understand.policy import CHOICES, decide, ranking
from api.understand.respelling import speller
from api.understand.understood import Near, Ranked, Understood, Window
from api.understand.verbatim import topic_of
from api.understand.wishes import wishes

_ANY_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


class Understanding:
    """Reads messages; holds the model and the encoder. Thread-safe, without memory of talks."""

    def __init__(self, model: Model, topics: Topics, encoder: Encoder | None) -> None:
        self._model = model
        self._topics = topics
        self._encoder = encoder

    def understand(self, text: str, lang: Lang | None, now: datetime) -> Understood:
        """What `text` asks for, written at `now` (aware) in a session held in `lang`.

        Never raises on any text. Without `lang` the message's own language is used, Danish if unsure.
        """
        scanned = clean(text)
        read = cut(scanned)
        suggestion = suggest(read, lang or "da")
        session: Lang = lang or ("en" if suggestion == "en" else "da")
        base = Understood(
            text=read,
            lang=session,
            lang_suggestion=suggestion if suggestion != session else None,
            decision="out_of_scope",
        )
        if kind := safety.crisis_kind(scanned) or safety.crisis_kind(speller().respell(read)):
            return base.model_copy(update={"crisis": kind, "decision": "crisis"})
        if command := read_command(read):
            ranked = tuple(Ranked(topic, 1.0) for topic in (TOPICS.get(command),) if topic)
            return base.model_copy(update={"command": command, "decision": "command", "ranked": ranked})
        written: Lang = "en" if suggestion == "en" or (session == "en" and suggestion is None) else "da"
        return base.model_copy(update=self._meant(read, written, now))

    def _meant(self, read: str, written: Lang, now: datetime) -> dict[str, object]:
        wish, correction = strip_correction(read)
        probabilities = self.probabilities(wish)
        decision = decide(
            probabilities, self._topics, self._model.meta.calibration, alone=self._encoder is None
        )
        ranked = ranking(probabilities)
        if filed := topic_of(wish):
            ranked = (Ranked(filed, 1.0), *(one for one in ranked if one.topic != filed))
            decision = "crisis" if filed == "crisis" else "answer"
        return {
            "ranked": ranked,
            "p_oos": probabilities.p_oos,
            "decision": decision,
            "crisis": safety.likely_kind(wish) if decision == "crisis" else None,
            "window": read_any_window(wish, written, now),
            "second_topic": self._second(wish, ranked[0].topic),
            "correction": correction,
            "follow_up": read_follow_up(wish, written, now),
        }

    def probabilities(self, text: str) -> Probabilities:
        """What the model makes of a text, spelt as its phrases are, before any policy."""
        text = speller().respell(text)
        vector = self._encoder.encode([text])[0] if self._encoder and text else None
        return self._model.predict(text, vector)

    def _second(self, text: str, first: str) -> str | None:
        """Another wish in the same message, when each part by itself is sure enough to be offered."""
        sure: list[str] = []
        for part in wishes(text):
            if not self._model.hopeful(part):
                continue
            found = self.probabilities(part)
            decided = decide(found, self._topics, self._model.meta.calibration, alone=self._encoder is None)
            if decided == "answer":
                sure.append(ranking(found)[0].topic)
        return next((topic for topic in sure if not self._topics.are_twins(topic, first)), None)

    def similar(self, text: str, count: int = 3, among: int = CHOICES) -> tuple[Near, ...]:
        """The phrases of the `among` likeliest topics that resemble a text most: why it was read as it was."""
        cleaned = cut(clean(text))
        likeliest = {entry.topic for entry in ranking(self.probabilities(cleaned))[:among]}
        phrases = [phrase for phrase in read_phrases() if phrase.topic in likeliest]
        return nearest(cleaned, phrases, self._encoder, count)


def read_any_window(text: str, written: Lang, now: datetime) -> Window | None:
    """Read a time in the message's language, else in the other: people mix."""
    other: Lang = "da" if written == "en" else "en"
    return read_window(text, written, now) or read_window(text, other, now)


def nearest(text: str, phrases: Sequence[Phrase], encoder: Encoder | None, count: int) -> tuple[Near, ...]:
    """By cosine of the sentence vectors; none without an encoder."""
    if encoder is None:
        return ()
    vectors: Vectors = encoder.encode([phrase.text for phrase in phrases])
    likeness = vectors @ encoder.encode([text])[0]
    best = np.argsort(-likeness, kind="stable")[:count]
    return tuple(Near(phrases[i].text, phrases[i].topic, float(likeness[i])) for i in best)


def open_understanding() -> Understanding:
    """Load all that reading needs. Raises ConfigurationError when there is no model."""
    understanding = Understanding(load_model(), read_topics(), open_encoder())
    understanding.understand(
        "hvad kan jeg spørge om i dag", "da", _ANY_MOMENT
    )  # the first message is not slower
    understanding.understand("what can I ask about today", "en", _ANY_MOMENT)
    return understanding
