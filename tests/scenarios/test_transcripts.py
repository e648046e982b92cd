"""Five people's whole talks, played for real and written down; `docs/transcripts.md` is one such run."""

from pathlib import Path

from ruamel.yaml import YAML

from tests.scenarios.scenario import FOLDER, Scenario
from tests.scenarios.stage import Channel, Telegram, Web, fits, offers
from tests.support.bot import Linker
from tests.support.dialogue import Stage
from tests.support.telegram import BotApi, Phone

HEAD = """# Five talks

Played through the application, its record, the worker and the demo jobcentre (a process of its own) by
`pytest tests/scenarios/test_transcripts.py`, and written down as they were shown. The people are fictional.
What the citizen writes or presses stands after `>`; buttons stand in brackets. Sources are left out here.
"""


def written_down() -> list[tuple[str, Scenario]]:
    """Return the five dialogues; the file's name says on which channel."""
    reader = YAML(typ="safe")
    files = sorted((FOLDER / "transcripts").glob("*.yaml"))
    return [(file.stem, Scenario.model_validate(reader.load(file))) for file in files]


async def test_five_talks_of_different_people(
    stage: Stage, telegram: BotApi, bot: object, link: Linker, artefacts: Path
) -> None:
    pages = [HEAD]
    for number, (name, scenario) in enumerate(written_down(), start=500):
        channel: Channel = Web(stage.client, scenario.lang)
        if "telegram" in name:
            await link(scenario.persona or "", number)
            channel = Telegram(Phone(telegram, number))
        elif scenario.persona:
            await stage.client.post("/v1/sessions", json={"persona": scenario.persona})
        else:
            await stage.client.delete("/v1/sessions")
        pages.append(await _played(scenario, channel, stage))
    assert len(pages) == 6
    (artefacts / "transcripts.md").write_text("\n".join(pages), encoding="utf-8")


async def _played(scenario: Scenario, channel: Channel, stage: Stage) -> str:
    lines = [f"## {scenario.title}", ""]
    for step in scenario.talk:
        if step.says is not None:
            await channel.say(step.says)
            lines.append(f"> {step.says}")
        else:
            pressed = next(words for words in channel.offered() if fits(step.presses or "", words))
            await channel.press(pressed)
            lines.append(f"> [{pressed}]")
        lines += ["", _shown(channel), "", " ".join(f"[{words}]" for words in channel.offered()), ""]
        if step.then:
            await stage.exchange.settle()
        if isinstance(channel, Web) and step.topic:
            assert channel.turn["topic"] == step.topic
    if scenario.ends_at_a_person:
        assert any(offers(channel, words) for words in ("Tal med et menneske", "Talk to a person"))
    return "\n".join(lines)


def _shown(channel: Channel) -> str:
    """Return the answer as the citizen reads it before anything is unfolded."""
    if isinstance(channel, Telegram):
        return channel.phone.texts[-1].partition("\nKilder\n")[0].partition("\nSources\n")[0]
    assert isinstance(channel, Web)
    reply = channel.turn["reply"]
    return "\n\n".join(part for part in (reply["text"], reply["notice"]) if part)
