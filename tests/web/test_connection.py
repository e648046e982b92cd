"""Slow, lost and broken connections: it is said, the text is kept, and it is sent once."""

import json

import pytest
from playwright.async_api import Page, Request, Route, expect

from tests.web.conftest import OpenWidget
from tests.web.widget import ANSWER_WITHIN, Widget

pytestmark = pytest.mark.browser
MESSAGES = "**/v1/chat/messages"


def sent(page: Page) -> list[dict[str, str]]:
    """Collect what the page sends from now on."""
    bodies: list[dict[str, str]] = []

    def note(request: Request) -> None:
        if request.url.endswith("/v1/chat/messages") and request.post_data:
            bodies.append(json.loads(request.post_data))

    page.on("request", note)
    return bodies


async def test_offline_keeps_the_text_and_sends_it_once(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.page.context.set_offline(True)
    await expect(widget.status).to_contain_text("Ingen forbindelse")
    bodies = sent(widget.page)
    await widget.field.fill("Hvad skal jeg?")
    await widget.field.press("Enter")
    await expect(widget.element.locator(".me .pending")).to_be_visible()
    before = await widget.answers.count()
    await widget.page.context.set_offline(False)
    await widget.answer_after(before)
    await expect(widget.element.locator(".me .pending")).to_be_hidden()
    await expect(widget.status).to_be_empty()
    assert await widget.element.locator(".me").count() == 1
    assert len({body["id"] for body in bodies}) == 1, "the same message, however often it was tried"


async def test_an_answer_that_got_lost_is_fetched_and_nothing_done_twice(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    bodies = sent(widget.page)
    lost: list[int] = []

    async def lose_the_first(route: Route) -> None:
        if lost:
            await route.continue_()
            return
        lost.append((await route.fetch()).status)
        await route.abort("connectionreset")

    await widget.page.route(MESSAGES, lose_the_first)
    await widget.say("Hvad skal jeg?")
    assert lost == [200], "the server had answered"
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]
    assert await widget.answers.count() == 2


async def test_offline_through_a_new_page(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.page.route(MESSAGES, lambda route: route.abort())
    await widget.field.fill("Hvad skal jeg?")
    await widget.field.press("Enter")
    await expect(widget.element.locator(".me .pending")).to_be_visible()
    await widget.page.unroute(MESSAGES)
    await widget.page.reload()
    again = Widget(widget.page)
    await again.open()
    await expect(again.answers).to_have_count(2, timeout=ANSWER_WITHIN)
    assert await again.element.locator(".me").count() == 1


async def test_a_slow_answer_shows_progress_and_a_quick_one_does_not(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    gate: list[Route] = []

    def hold_back(route: Route) -> None:
        gate.append(route)

    await widget.page.route(MESSAGES, hold_back)
    await widget.field.fill("Hvad skal jeg?")
    await widget.field.press("Enter")
    await expect(widget.status).to_have_text("Finder svar …")
    await expect(widget.status).to_contain_text("Det tager længere tid", timeout=12_000)
    before = await widget.answers.count()
    await gate[0].continue_()
    await widget.answer_after(before)
    await expect(widget.status).to_be_empty()


@pytest.mark.parametrize(("status", "header"), [(429, {"Retry-After": "1"}), (503, {"Retry-After": "1"})])
async def test_a_busy_server_is_waited_for(
    status: int, header: dict[str, str], open_widget: OpenWidget
) -> None:
    widget = await open_widget()
    times: list[int] = []

    async def busy_once(route: Route) -> None:
        times.append(1)
        if len(times) > 1:
            await route.continue_()
            return
        body = {"title": "Travlt", "detail": "Vent lidt.", "status": status}
        await route.fulfill(status=status, headers=header, json=body, content_type="application/problem+json")

    await widget.page.route(MESSAGES, busy_once)
    await widget.field.fill("Hvad skal jeg?")
    before = await widget.answers.count()
    await widget.field.press("Enter")
    await expect(widget.status).to_have_text("Vent lidt.")
    await widget.answer_after(before)
    assert len(times) == 2


async def test_a_page_that_says_200_is_no_answer(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    seen: list[int] = []

    async def hotel_network(route: Route) -> None:
        seen.append(1)
        if len(seen) > 1:
            await route.continue_()
            return
        await route.fulfill(status=200, body="<html>Log on to the network</html>", content_type="text/html")

    await widget.page.route(MESSAGES, hotel_network)
    await widget.say("Hvad skal jeg?")
    assert len(seen) == 2


async def test_a_refusal_is_told_in_words_and_can_be_tried_again(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    before = await widget.answers.count()
    await widget.field.evaluate("field => { field.removeAttribute('maxlength'); }")
    await widget.field.fill("a" * 4001)
    await widget.field.press("Enter")
    await expect(widget.problem).to_contain_text("for lang", timeout=ANSWER_WITHIN)
    assert await widget.problem.get_attribute("role") == "alert"
    await expect(widget.last.get_by_role("button").first).to_be_visible()
    await expect(widget.problem.get_by_role("button", name="Prøv igen")).to_be_visible()
    assert await widget.answers.count() == before


async def test_ten_messages_at_once_are_answered_in_order(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    for number in range(10):
        await widget.field.fill(f"Hvad skal jeg? {number}")
        await widget.field.press("Enter")
    await expect(widget.answers).to_have_count(11, timeout=30_000)
    said = await widget.element.locator(".me > p:not(.pending)").all_inner_texts()
    assert said == [f"Hvad skal jeg? {number}" for number in range(10)]
