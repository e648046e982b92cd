"""From a citizen's words to a topic, a time and a decision to answer: offline and deterministic."""

from api.i18n import Lang
from api.understand.pipeline import Understanding, open_understanding
from api.understand.understood import Decision, FollowUp, Near, Ranked, Understood, Window

__all__ = [
    "Decision",
    "FollowUp",
    "Lang",
    "Near",
    "Ranked",
    "Understanding",
    "Understood",
    "Window",
    "open_understanding",
]
