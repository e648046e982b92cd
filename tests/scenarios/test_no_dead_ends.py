"""No state of the dialogue, and no error in it, is without something to do and a way to a person who gets the message.

The states are not listed by hand: they are found by pressing every button from every topic, as several people
and as nobody, then by old buttons, by answers that do not fit, by every reason for a refusal, and by all news.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from api.booking.codes import Reason
from api.conversation.asking import can_ask
from api.conversation.model import Channel, Reply
from api.conversation.talk import Talk
from api.conversation.topics.news import NEWS
from api.conversation.topics.refusals import REASONS, refused
from api.errors import ConflictError
from tests.scenarios.graph import State, Walker, questions
from tests.support.dialogue import Stage

PERSON = "topic:human_handover"
SOME = ("kontanthjaelp-activity", "kontanthjaelp-jobready")
MANY = (
    *SOME,
    "dagpenge-new",
    "sick-booked",
    "no-times",
    "book-at-once",
    "young-education",
    "selfbooking-exempt",
)
# Messages that differ: to understand a sentence costs most the first time.
DIFFERENT = 40
SOME_STATES = 3
"""At home a message is sent to a person from one of so many states, with `--whole` from all."""
Telling = Callable[[Talk], Awaitable[Reply | None]]


async def find_all(walker: Walker, *, everything: bool) -> None:
    """Find a person's states; what does not depend on who it is only where `everything` is asked for."""
    await walker.explore()
    if everything:
        await walker.press_what_is_no_longer_there()
        facts = [key for key in walker.stage.services.law.facts if can_ask(walker.stage.services.law, key)]
        await walker.answer_oddly(questions(walker, facts))
        for reason in sorted({*Reason, *REASONS, "a_reason_nobody_knows"}):
            await walker.told(f"refused:{reason}", partial(_refusal, reason=reason))
    if walker.citizen:
        seen = await walker.stage.exchange.overview(walker.citizen)
        for interview in (*seen.interviews, *seen.recent)[:1]:
            for kind in NEWS:
                await walker.told(f"news:{kind}", partial(_news, kind=kind, about=str(interview.id)))


async def _refusal(talk: Talk, *, reason: str) -> Reply:
    return refused(talk, ConflictError(reason))


async def _news(talk: Talk, *, kind: str, about: str) -> Reply | None:
    return await NEWS[kind](talk, {"interview_id": about})


def dead_end(state: State) -> str | None:
    """Return what is missing: something to do, or the way to a person."""
    choices = state.turn.reply.choices
    if state.turn.topic == "crisis":
        return None if "112" in state.turn.reply.text else "a crisis without a number"
    if not state.turn.reply.text.strip():
        return "no words"
    if PERSON not in {choice.id for choice in choices}:
        return "no way to a person"
    return None if len(choices) > 1 else "nothing to do"


async def reach_a_person(walker: Walker, state: State, words: str) -> None:
    """Press the way to a person in the state; logged in, write and send."""
    asked = await walker.say(state.session, choice=PERSON)
    assert "70 00 00 00" in asked.turn.reply.text, state.key
    if walker.citizen is None:
        return
    begun = await walker.say(asked.session, choice="write:handover")
    written = await walker.say(begun.session, text=words)
    sent = await walker.say(written.session, choice="send")
    assert sent.session.draft is None, (state.key, written.turn.reply.text)


@pytest.mark.parametrize(
    ("channel", "people"),
    [
        ("web", SOME[:1]),
        pytest.param("web", SOME[1:], marks=pytest.mark.whole),
        pytest.param("telegram", SOME[:1], marks=pytest.mark.whole),
        pytest.param("web", MANY, marks=pytest.mark.proof),
        pytest.param("telegram", MANY, marks=pytest.mark.proof),
    ],
)
async def test_every_state_has_an_action_and_a_person_who_gets_the_message(
    stage: Stage, channel: Channel, people: tuple[str, ...], artefacts: Path, *, whole: bool
) -> None:
    walkers = [
        Walker(stage, None, channel),
        *(Walker(stage, stage.citizen(name), channel) for name in people),
    ]
    sent: Counter[str] = Counter()
    known: set[object] = set()
    for number, walker in enumerate(walkers):
        await find_all(walker, everything=channel == "web" and number < 2)
        ends = {state.key: fault for state in walker.states.values() if (fault := dead_end(state))}
        assert ends == {}
        for state in walker.states.values():
            place = (walker.citizen is None, *state.key)
            if place in known:
                continue
            known.add(place)
            if not whole and len(known) % SOME_STATES:
                continue
            words = f"Det her er besked-{len(known) % DIFFERENT:05d}."
            await reach_a_person(walker, state, words)
            sent[words] += walker.citizen is not None
    await stage.exchange.settle(rounds=10_000)
    there = stage.at_the_jobcentre()
    arrived = {words: sum(words in message for message in there) for words in sent}
    assert arrived == sent
    counts = f"{len(known)} states, {sum(walker.presses for walker in walkers)} presses"
    report = (
        f"{channel}, {len(people)} people and nobody: {counts}, {sent.total()} messages at the jobcentre\n"
    )
    name = f"dialogue-graph-{channel}-{len(people)}-{people[0]}.txt"
    (artefacts / name).write_text(report, encoding="utf-8")
    print(report)
