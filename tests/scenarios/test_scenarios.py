"""Every scenario runs on both channels with the same outcome, and every one of them leads to a person."""

import pytest
from sqlalchemy import text

from api.booking import service
from api.citizens import service as citizens
from api.citizens.personas import personas
from tests.scenarios.scenario import Scenario, Step, scenarios
from tests.scenarios.stage import PERSON, WITHHELD, Channel, Telegram, Web, offers
from tests.support.bot import Linker
from tests.support.dialogue import Stage
from tests.support.exchange import Exchange
from tests.support.telegram import BotApi, Phone

ALL = scenarios()
WRITE = {"da": "Skriv til en medarbejder", "en": "Write to a member of staff"}
SEND = {"da": "Send", "en": "Send"}


def test_there_are_enough_scenarios_in_both_languages() -> None:
    assert len(ALL) >= 80
    assert sum(scenario.lang == "en" for _, scenario in ALL) >= 20


async def test_every_scenario_on_the_web(stage: Stage) -> None:
    failed: list[str] = []
    for name, scenario in ALL:
        if scenario.persona:
            await stage.client.post("/v1/sessions", json={"persona": scenario.persona})
        else:
            await stage.client.delete("/v1/sessions")
        web = Web(stage.client, scenario.lang)
        failed += [f"{name}: {fault}" for fault in await play(scenario, web, stage.exchange)]
        if scenario.persona:
            await undo(stage, scenario.persona)
    assert failed == [], "\n".join(failed)
    assert await unanswered_handovers(stage) == 0


@pytest.mark.whole
async def test_every_scenario_in_telegram(stage: Stage, telegram: BotApi, bot: object, link: Linker) -> None:
    failed: list[str] = []
    # The language belongs to the person, and the demo's citizens speak Danish until they say otherwise.
    fitting = [(name, one) for name, one in ALL if one.lang == "da" or one.persona is None]
    for number, (name, scenario) in enumerate(fitting, start=1000):
        if scenario.persona:
            await link(scenario.persona, number)
        channel = Telegram(Phone(telegram, number, lang=scenario.lang))
        failed += [f"{name}: {fault}" for fault in await play(scenario, channel, stage.exchange)]
        if scenario.persona:
            await undo(stage, scenario.persona)
    assert failed == [], "\n".join(failed)


async def play(scenario: Scenario, channel: Channel, exchange: Exchange) -> list[str]:
    """Have the dialogue; return what was not as it should be."""
    faults: list[str] = []
    for step in scenario.talk:
        try:
            heard = await (
                channel.say(step.says) if step.says is not None else channel.press(step.presses or "")
            )
        except ValueError:
            return [*faults, f"no button {step.presses!r} among {channel.offered()}"]
        faults += judge(step, heard, channel)
        if step.then:
            await exchange.settle()
    if scenario.ends_at_a_person:
        faults += await reach_a_person(scenario, channel)
    return faults


def judge(step: Step, heard: str, channel: Channel) -> list[str]:
    """Return how the answer differs from what the step demands."""
    what = step.says or step.presses
    # A chat app may withhold what the disclosure level forbids: it then leads to the same state on our page.
    withheld = isinstance(channel, Telegram) and any(words in heard for words in WITHHELD)
    faults: list[str] = []
    if not withheld:
        faults += [f"{what!r}: {wanted!r} not in {heard!r}" for wanted in step.hears if wanted not in heard]
        faults += [f"{what!r}: {wanted!r} not offered: {channel.offered()}" for wanted in step.offers
                   if not offers(channel, wanted)]  # fmt: skip
    faults += [f"{what!r}: {bad!r} in {heard!r}" for bad in step.never if bad in heard]
    if isinstance(channel, Web) and step.topic and channel.turn["topic"] != step.topic:
        faults.append(f"{what!r}: taken for {channel.turn['topic']}, not {step.topic}")
    if isinstance(channel, Web) and step.understood not in {None, channel.turn["understood"]}:
        faults.append(f"{what!r}: understood is {channel.turn['understood']}")
    return faults


async def reach_a_person(scenario: Scenario, channel: Channel) -> list[str]:
    """Press the way to a person; logged in, send the message."""
    if not offers(channel, PERSON[scenario.lang]):
        return [f"no way to a person among {channel.offered()}"]
    heard = await channel.press(PERSON[scenario.lang])
    if "70 00 00 00" not in heard:
        return [f"the way to a person gives no number: {heard!r}"]
    if scenario.persona is None or not offers(channel, WRITE[scenario.lang]):
        return []
    await channel.press(WRITE[scenario.lang])
    await channel.press(SEND[scenario.lang])
    return []


async def unanswered_handovers(stage: Stage) -> int:
    """Deliver what waits, and count the messages the jobcentre has not taken in."""
    await stage.exchange.settle()
    async with stage.services.database.transaction() as tx:
        query = text("SELECT count(*) FROM messages WHERE direction = 'out' AND state <> 'delivered'")
        return int((await tx.execute(query)).scalar_one())


async def undo(stage: Stage, persona: str) -> None:
    """Let go what a scenario booked, so that the next one finds the citizen as before."""
    await stage.exchange.settle()
    citizen = next(
        citizens.demo_citizen(one, stage.services.tenants) for one in personas() if one.id == persona
    )
    overview = await stage.exchange.overview(citizen.id)
    async with stage.services.database.transaction() as tx:
        for held in overview.holds:
            await service.release_hold(tx, citizen.id, held.id, now=stage.exchange.now())
    await stage.exchange.settle()
