"""What leads an answer from the law: the rule that was asked about, not what is known beside it."""

import pytest

from tests.support.dialogue import Stage

CHANGED = (
    "Reglerne om antal og tid for samtaler blev ændret 1. juli 2026, og den nye tekst er ikke læst. "
    "Spørg kommunen på 70 00 00 00, hvad der gælder nu."
)


@pytest.mark.parametrize("persona", ["kontanthjaelp-jobready", "young-education", "dagpenge-month-4"])
async def test_a_number_that_changed_leads_and_is_said_once(stage: Stage, persona: str) -> None:
    await stage.client.post("/v1/sessions", json={"persona": persona})
    message = {"conversation": f"often-{persona}", "id": "how-often", "choice": "topic:meeting_frequency"}
    reply = (await stage.client.post("/v1/chat/messages", json=message)).json()["reply"]
    assert CHANGED in reply["text"]
    assert CHANGED not in (reply["more"] or "")
