"""Everything by keyboard alone, with the focus where a person expects it."""

import pytest
from playwright.async_api import expect

from tests.web.conftest import OpenPage, OpenWidget
from tests.web.widget import ANSWER_WITHIN, Widget

pytestmark = pytest.mark.browser
SEND = """(element, text) => { const root = element.shadowRoot;
  root.querySelector('textarea').value = text; root.querySelector('form').requestSubmit(); }"""
FOCUSED_LABEL = "e => e.getRootNode().activeElement?.getAttribute('aria-label')"


async def test_open_ask_and_close_without_a_mouse(open_page: OpenPage) -> None:
    page = await open_page()
    widget = Widget(page)
    await widget.launch.focus()
    await page.keyboard.press("Enter")
    await expect(widget.answers.first).to_be_visible(timeout=ANSWER_WITHIN)
    assert await widget.focused() == "textarea"
    await page.keyboard.type("Hvad skal jeg?")
    await page.keyboard.press("Enter")
    await expect(widget.answers).to_have_count(2, timeout=ANSWER_WITHIN)
    assert await widget.focused() == "textarea", "sending keeps the focus in the field"
    await page.keyboard.press("Escape")
    await expect(widget.panel).to_be_hidden()
    assert await widget.focused() == "button.launch", "closing gives the focus back"
    assert await widget.launch.get_attribute("aria-expanded") == "false"


async def test_escape_closes_the_menu_before_the_panel(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    menu = widget.element.get_by_role("button", name="Menu")
    await menu.click()
    await expect(menu).to_have_attribute("aria-expanded", "true")
    assert await widget.focused() == "button.choice"
    await widget.page.keyboard.press("Escape")
    await expect(menu).to_have_attribute("aria-expanded", "false")
    assert await widget.focused() == "button.icon"
    await expect(widget.panel).to_be_visible()


async def test_quick_replies_follow_in_order_after_the_own_line(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    labels = await widget.last.get_by_role("button").all_inner_texts()
    assert len(labels) >= 3
    await widget.last.get_by_role("button").first.focus()
    for label in labels[1:]:
        await widget.page.keyboard.press("Tab")
        assert await widget.element.evaluate("e => e.shadowRoot.activeElement.innerText") == label
    await widget.last.get_by_role("button").first.focus()
    before = await widget.answers.count()
    await widget.page.keyboard.press("Enter")
    await widget.answer_after(before)
    assert await widget.focused() == "article.me", "the focus stays at the place of the talk"


async def test_no_trap_beside_a_page(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<a id=after href=#>Efter</a>')"
    )
    for _ in range(60):
        await widget.page.keyboard.press("Tab")
        if await widget.page.evaluate("document.activeElement.id") == "after":
            return
    pytest.fail("Tab never left the panel")


async def test_an_incoming_message_takes_no_focus(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.element.get_by_role("button", name="Menu").focus()
    before = await widget.answers.count()
    await widget.element.evaluate(SEND, "Hvad skal jeg?")
    await widget.answer_after(before)
    assert await widget.focused() == "button.icon"


async def test_arrow_keys_walk_the_calendar(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="young-ready")
    await widget.say("book en samtale")
    grid = widget.last.get_by_role("grid")
    rows = grid.get_by_role("row")
    times = grid.locator("button")
    assert await grid.locator("[tabindex='0']").count() == 1, "one stop for Tab"
    await times.first.focus()

    async def name_after(*keys: str) -> str | None:
        for key in keys:
            await widget.page.keyboard.press(key)
        label: str | None = await grid.evaluate(FOCUSED_LABEL)
        return label

    async def name_of(row: int, column: int) -> str | None:
        return await rows.nth(row).locator("button").nth(column).get_attribute("aria-label")

    # Late in the day there may be one time only: begin where two days have several.
    counts = await rows.evaluate_all("rows => rows.map(row => row.querySelectorAll('button').length)")
    day = next(n for n in range(len(counts) - 1) if min(counts[n], counts[n + 1]) > 1)
    assert await name_after(*["ArrowDown"] * day, "ArrowRight") == await name_of(day, 1)
    assert await name_after("ArrowDown") == await name_of(day + 1, 1)
    assert await name_after("ArrowUp", "Home") == await name_of(day, 0)
    await widget.page.keyboard.press("Control+Home")
    assert await name_after("ArrowUp", "ArrowLeft") == await name_of(0, 0), "the edge holds"
    assert await name_after("End") == await name_of(0, -1)
    assert await name_after("ArrowRight") == await name_of(1, 0), "the next day follows the last time"
    assert await name_after("Control+End") == await times.last.get_attribute("aria-label")
    assert await grid.locator("[tabindex='0']").count() == 1
    before = await widget.answers.count()
    await widget.page.keyboard.press("Control+Home")
    await widget.page.keyboard.press("Enter")
    await widget.answer_after(before)
    assert await widget.focused() == "article.me"
