"""What a screen reader is told: each message once, status and faults in their own regions, no ticking."""

import pytest
from playwright.async_api import expect

from tests.web.conftest import OpenPage, OpenWidget
from tests.web.widget import ANSWER_WITHIN, Widget

pytestmark = pytest.mark.browser
COUNT_CHANGES = """log => {
  window.changes = [];
  const note = (kind, node) => window.changes.push(`${kind} ${node.className || node.nodeName}`);
  new MutationObserver(list => list.forEach(one => {
    [...one.addedNodes].forEach(node => note('+', node));
    [...one.removedNodes].forEach(node => note('-', node));
    if (one.type === 'characterData') note('~', one.target.parentElement);
  })).observe(log, {childList: true, subtree: true, characterData: true});
}"""


async def test_the_log_stands_before_anything_is_said(open_page: OpenPage) -> None:
    page = await open_page()
    widget = Widget(page)
    await page.route("**/v1/chat/messages", lambda route: None)
    await widget.launch.click()
    await expect(widget.log).to_be_attached()
    await expect(widget.log).to_have_attribute("aria-relevant", "additions")
    await expect(widget.log).to_have_attribute("aria-live", "polite")
    assert await widget.log.inner_text() == ""
    assert await widget.log.get_attribute("aria-labelledby")


async def test_each_message_is_added_once_and_whole(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.log.evaluate(COUNT_CHANGES)
    await widget.say("Hvad skal jeg?")
    await widget.page.wait_for_timeout(300)
    assert await widget.page.evaluate("window.changes") == ["+ me", "+ bot"]


async def test_history_is_not_read_out_again(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.say("Hvad skal jeg?")
    said = await widget.log.inner_text()
    await widget.page.reload()
    again = Widget(widget.page)
    await again.open()
    assert await again.log.inner_text() == said
    await again.log.evaluate(COUNT_CHANGES)
    await widget.page.wait_for_timeout(500)
    assert await widget.page.evaluate("window.changes") == []


async def test_every_message_says_its_language_and_direction(open_widget: OpenWidget) -> None:
    widget = await open_widget("/proev?chat=ar")
    await expect(widget.panel).to_have_attribute("lang", "ar")
    await expect(widget.panel).to_have_attribute("dir", "rtl")
    await expect(widget.last).to_have_attribute("lang", "en")
    await expect(widget.last).to_have_attribute("dir", "ltr")
    await widget.say("what must I do")
    own = widget.element.locator(".me").last
    await expect(own).to_have_attribute("lang", "ar")
    await expect(own.locator("p").first).to_have_attribute("dir", "auto")


async def test_a_countdown_is_seen_each_second_and_told_each_minute_and_at_its_end(
    open_widget: OpenWidget,
) -> None:
    widget = await open_widget(persona="ledighedsydelse")
    await widget.page.clock.install()
    await widget.page.reload()
    widget = Widget(widget.page)
    await widget.open()
    await widget.say("book en samtale")
    await widget.last.locator(".time").first.click()
    timer = widget.element.locator(".hold [role=timer]")
    await expect(timer).to_be_visible(timeout=ANSWER_WITHIN)
    await expect(timer).to_have_attribute("aria-live", "off")
    told = widget.element.locator("[data-tell]")
    shown = await timer.inner_text()
    assert await told.inner_text() == ""
    await widget.page.clock.fast_forward(61_000)
    await expect(told).to_have_text("Minutter tilbage til at bekræfte: 9", timeout=ANSWER_WITHIN)
    assert await timer.inner_text() != shown
    await widget.page.clock.fast_forward(11 * 60_000)
    hold = widget.element.locator(".hold")
    await expect(hold).to_contain_text("ikke længere reserveret", timeout=ANSWER_WITHIN)
    await expect(hold.locator("button")).to_have_count(0)
    await expect(told).to_contain_text("ikke længere reserveret")


async def test_a_hold_can_be_made_longer_and_let_go(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="young-ready")
    await widget.say("book en samtale")
    await widget.last.locator(".time").first.click()
    extend = widget.element.get_by_role("button", name="Jeg har brug for mere tid")
    await expect(extend).to_be_visible(timeout=ANSWER_WITHIN)
    before = await widget.answers.count()
    await extend.click()
    await widget.answer_after(before)
    await expect(widget.element.locator(".hold")).to_have_count(1)
    await widget.press("Nej, vælg en anden tid")
    await expect(widget.element.locator(".hold")).to_have_count(0)
