"""What the assistant took a message to mean: the seam between understanding and conversation."""

from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from api.i18n import Lang

Decision = Literal["answer", "ask_back", "out_of_scope", "crisis", "command"]
CrisisKind = Literal["life", "violence", "needs"]
FollowUpKind = Literal["why", "source", "more", "what_if"]


class Ranked(NamedTuple):
    """One topic of `phrases/topics.yaml` with the calibrated probability that it is meant."""

    topic: str
    confidence: float


class Window(BaseModel):
    """A stretch of wall time read from a message: half-open, aware, Europe/Copenhagen.

    `matched` is the part of the message it was read from. `precise` says that a clock time was
    named, so that the window is an hour or less wide; it is always read back before a change.
    """

    model_config = ConfigDict(frozen=True)

    from_: datetime
    to: datetime
    matched: str
    precise: bool


class FollowUp(BaseModel):
    """A message that leans on the last answer ("hvorfor?", "og hvad hvis jeg er syg?").

    `what_if` holds facts (contracts, section 2) and `"on"`/`"track"` that the question changes.
    """

    model_config = ConfigDict(frozen=True)

    kind: FollowUpKind
    what_if: dict[str, str | int | bool] = Field(default_factory=dict)


class Understood(BaseModel):
    """One message, understood. `text` is cleaned, `lang` is the language it was read in.

    `lang_suggestion` is another language the message seems to be written in, to be offered with a
    button, never switched to silently. `crisis` says which lines come first: danger to life, violence
    or threats, or no food or roof. `ranked` holds topics, likeliest first, without
    `out_of_scope`, whose probability is `p_oos`. `second_topic` is another wish of the same message.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    lang: Lang
    lang_suggestion: str | None = None
    crisis: CrisisKind | None = None
    command: str | None = None
    ranked: tuple[Ranked, ...] = ()
    p_oos: float = 0.0
    decision: Decision
    window: Window | None = None
    second_topic: str | None = None
    correction: bool = False
    follow_up: FollowUp | None = None

    @property
    def topic(self) -> str:
        """The topic to act on: the likeliest, or `out_of_scope`, `crisis`."""
        if self.decision in ("out_of_scope", "crisis"):
            return self.decision
        return self.ranked[0].topic if self.ranked else "out_of_scope"

    @property
    def confidence(self) -> float:
        """The calibrated probability of `topic`, 0 to 1; exact matches have 1."""
        if self.decision == "out_of_scope":
            return self.p_oos
        return 1.0 if self.decision == "crisis" or not self.ranked else self.ranked[0].confidence


class Near(NamedTuple):
    """A phrase of the phrase files that resembles a message, for editors."""

    phrase: str
    topic: str
    likeness: float
