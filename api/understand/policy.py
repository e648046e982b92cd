"""Whether to answer, to ask back or to say kindly that this is not ours."""

from api.understand.calibration import Calibration
from api.understand.model import Probabilities
from api.understand.phrases import Topics
from api.understand.understood import Decision, Ranked

CHOICES = 3


def ranking(found: Probabilities) -> tuple[Ranked, ...]:
    """Topics, likeliest first; a topic's confidence is lowered by the chance of being out of scope."""
    kept = 1.0 - found.p_oos
    order = sorted(found.topics.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Ranked(topic, share * kept) for topic, share in order)


def sureness(ranked: tuple[Ranked, ...], topics: Topics) -> float:
    """How likely the answer to the first topic serves: its twins stand in the same answer."""
    first = ranked[0].topic
    return sum(entry.confidence for entry in ranked if topics.are_twins(first, entry.topic))


def decide(found: Probabilities, topics: Topics, limits: Calibration, *, alone: bool) -> Decision:
    """`answer` above the threshold training chose, `ask_back` while a choice may hold it."""
    ranked = ranking(found)
    if sureness(ranked, topics) >= (limits.answer_alone_at if alone else limits.answer_at):
        return "crisis" if ranked[0].topic == "crisis" else "answer"
    hopeful = sum(entry.confidence for entry in ranked[:CHOICES])
    return "ask_back" if hopeful >= (limits.ask_alone_at if alone else limits.ask_at) else "out_of_scope"
