"""Every topic a citizen can ask is answered: by a rule today, or by the dialogue itself."""

from datetime import date

from rights import Law

TODAY = date(2026, 11, 25)
OF_THE_DIALOGUE = {"talk", "privacy"}
"""Areas that no law answers: greetings, help, what is stored."""
LISTS = {"duties_overview", "law_source"}
"""Topics that the dialogue answers out of every rule at once."""


def test_a_rule_answers_every_topic_that_the_dialogue_does_not(law: Law) -> None:
    answered = {entry.rule.topic for entry in law.book(TODAY).entries.values()}
    lacking = {
        topic
        for topic, area in law.about.topics.items()
        if area not in OF_THE_DIALOGUE and topic not in answered
    }
    assert lacking == LISTS
