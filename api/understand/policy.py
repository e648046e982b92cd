"""Whether to answer, to ask back or to say kindly that this is not ours."""

from api.understand.calibration import Calibration
from api.understand.model import Probabilities
from api.understand.phrases import CRISIS, Topics
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
    """`crisis` where it may well be one, `answer` above the threshold, `ask_back` while a choice may hold it.

    A crisis needs far less to be believed than any other topic, but it must be the likeliest: else urgent help
    stands among the choices, and the other topic is not walled off by its lines.
    """
    ranked = ranking(found)
    first = ranked[0]
    if first.topic == CRISIS and first.confidence >= (limits.crisis_alone_at if alone else limits.crisis_at):
        return "crisis"
    if sureness(ranked, topics) >= (limits.answer_alone_at if alone else limits.answer_at):
        return "answer"
    hopeful = sum(entry.confidence for entry in ranked[:CHOICES])
    return "ask_back" if hopeful >= (limits.ask_alone_at if alone else limits.ask_at) else "out_of_scope"
