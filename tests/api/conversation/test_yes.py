"""A yes means what was asked for, and a question comes with its answers."""

from typing import Any

from tests.support.dialogue import Stage


async def say(stage: Stage, number: int, **message: str) -> dict[str, Any]:
    """Send one message of a conversation; return the reply."""
    body = {"conversation": "says-yes", "id": f"message-{number}", **message}
    answer = await stage.client.post("/v1/chat/messages", json=body)
    reply: dict[str, Any] = answer.json()["reply"]
    return reply


async def test_yes_to_a_cancellation_cancels_and_does_not_move(stage: Stage) -> None:
    await stage.client.post("/v1/sessions", json={"persona": "dagpenge-month-4"})
    shown = await say(stage, 1, text="aflys min samtale")
    assert "Flyt den i stedet" in [choice["label"] for choice in shown["choices"]]
    assert "Jeg har sendt din aflysning" in (await say(stage, 2, text="ja"))["text"]


async def test_a_question_before_login_has_its_answers_as_buttons(stage: Stage) -> None:
    await say(stage, 1, choice="topic:duties_overview")
    await say(stage, 2, choice="fact:benefit:kontanthjaelp")
    asked = await say(stage, 3, choice="topic:meeting_book")
    assert "Hvad har kommunen vurderet dig som?" in asked["text"]
    assert {"Log ind", "jobparat"} <= {choice["label"] for choice in asked["choices"]}
