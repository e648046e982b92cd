"""A booking in the widget: what the page around it hears, what waits unread, what is left when it is over."""

import pytest
from playwright.async_api import expect

from tests.web.conftest import OpenWidget
from tests.web.widget import ANSWER_WITHIN

pytestmark = pytest.mark.browser
HEAR = (
    """window.heard = []; document.addEventListener('vejviser:booked', event => heard.push(event.detail));"""
)


async def test_a_confirmation_that_comes_while_closed_waits_unread(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="book-at-once")
    await widget.page.evaluate(HEAR)
    await widget.say("book en samtale")
    await widget.last.locator(".time").nth(3).click()
    await expect(widget.element.locator(".hold [role=timer]")).to_be_visible(timeout=ANSWER_WITHIN)
    await widget.element.get_by_role("button", name="Ja, book tiden").last.click()
    await widget.page.keyboard.press("Escape")
    await expect(widget.panel).to_be_hidden()
    await expect(widget.launch.locator(".count")).not_to_be_empty(timeout=ANSWER_WITHIN)
    await expect(widget.launch.get_by_role("img")).to_have_attribute("aria-label", "Nye beskeder: 1")
    await widget.launch.click()
    await expect(widget.element.locator(".interview.booked")).to_be_visible(timeout=ANSWER_WITHIN)
    assert await widget.page.evaluate("window.heard") == [None], "told once, without a word about whom"
    await widget.page.keyboard.press("Escape")
    await expect(widget.launch.locator(".count")).to_be_empty()


async def test_what_was_sent_does_not_stand_above_its_own_confirmation(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="kontanthjaelp-cancelled")
    await widget.say("book en samtale")
    await widget.last.locator(".time").last.click()
    await expect(widget.element.locator(".hold [role=timer]")).to_be_visible(timeout=ANSWER_WITHIN)
    sent = widget.log.get_by_text("Jeg har sendt dit ønske")
    await widget.element.get_by_role("button", name="Ja, book tiden").last.click()
    await expect(widget.element.locator(".interview.booked")).to_be_visible(timeout=ANSWER_WITHIN)
    await expect(sent).to_have_count(1)
    await expect(sent).to_be_hidden()
