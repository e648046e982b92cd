"""Min Plan leads on: to what is not yet on the screen, and only to what there is."""

import pytest

from tests.support.dialogue import Stage


async def choices_after(stage: Stage, persona: str, topic: str) -> list[str]:
    """Log in, ask, and return the labels of the buttons."""
    await stage.client.post("/v1/sessions", json={"persona": persona})
    message = {"conversation": f"plan-{persona}", "id": f"plan-{topic}", "choice": f"topic:{topic}"}
    answer = await stage.client.post("/v1/chat/messages", json=message)
    return [choice["label"] for choice in answer.json()["reply"]["choices"]]


async def test_the_whole_plan_is_offered_under_its_next_step_and_not_under_itself(stage: Stage) -> None:
    assert "Vis hele planen" in await choices_after(stage, "kontanthjaelp-jobready", "plan_next_step")
    whole = await choices_after(stage, "kontanthjaelp-jobready", "plan_show")
    assert "Vis hele planen" not in whole
    assert "Udskriv planen" in whole


@pytest.mark.parametrize("topic", ["plan_show", "plan_next_step"])
async def test_a_plan_there_is_not_is_neither_shown_nor_printed(stage: Stage, topic: str) -> None:
    offered = await choices_after(stage, "kontanthjaelp-new", topic)
    assert not {"Vis hele planen", "Udskriv planen", "Jeg vil have planen ændret"} & set(offered)
    assert {"Åbn Min Plan på Jobnet", "Tal med et menneske"} <= set(offered)
