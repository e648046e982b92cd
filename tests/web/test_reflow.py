"""Small screens, big text, forced colours, quiet motion: nothing is lost and nothing scrolls two ways."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.web.conftest import OpenPage, OpenWidget
from tests.web.walk import walk
from tests.web.widget import Widget

pytestmark = pytest.mark.browser
# 1280 x 1024 at 400 % is 320 x 256 CSS px on a screen of four dots a pixel.
SMALL = {"viewport": {"width": 320, "height": 256}, "reduced_motion": "reduce"}
ZOOMED = {"viewport": {"width": 320, "height": 225}, "device_scale_factor": 4, "reduced_motion": "reduce"}
SIDEWAYS = """e => { const root = e.shadowRoot.querySelector('.panel');
  return [root, ...root.querySelectorAll('*')].filter(one => one.scrollWidth > one.clientWidth + 1
    && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)).map(one => one.className || one.localName); }"""
OUTSIDE = """e => [...e.shadowRoot.querySelector('.panel').querySelectorAll('button, a, textarea, p, summary')]
  .filter(one => one.checkVisibility() && !one.closest('.spoken') && !one.classList.contains('spoken'))
  .filter(one => { const box = one.getBoundingClientRect(); return box.left < -1 || box.right > innerWidth + 1; })
  .map(one => one.outerHTML.slice(0, 100))"""
SMALL_TARGETS = """e => [...e.shadowRoot.querySelectorAll('.panel button, .panel summary, .panel textarea, .panel a')]
  .filter(one => !one.matches('p > a, ul:not([role]) a'))  // as high as the line of their sentence
  .filter(one => one.checkVisibility())
  .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([html]) => html)"""
# A word of one line that stands on two has been broken where no hyphen is.
BROKEN_WORDS = """() => [...document.querySelectorAll('.bookings li strong, nav a, button')].filter(one =>
  one.checkVisibility() && !/\\s/.test(one.innerText.trim()) && one.getClientRects().length
  && (() => { const range = document.createRange(); range.selectNodeContents(one);
    return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1; })())
  .map(one => one.innerText)"""
SPACING = """e => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  e.shadowRoot.adoptedStyleSheets = [...e.shadowRoot.adoptedStyleSheets, sheet]; }"""


@pytest.mark.parametrize(
    ("options", "persona"),
    [
        pytest.param(SMALL, "young-education", id="320x256"),
        pytest.param(ZOOMED, "rehabilitation", id="1280 at 400 %", marks=pytest.mark.whole),
    ],
)
async def test_every_state_reflows(options: dict[str, Any], persona: str, open_widget: OpenWidget) -> None:
    widget = await open_widget(persona=persona, **options)
    async for state in walk(widget, "da"):
        assert await widget.element.evaluate(SIDEWAYS) == [], state
        assert await widget.element.evaluate(OUTSIDE) == [], state
        assert await widget.element.evaluate(SMALL_TARGETS) == [], state
    await expect(widget.status).to_be_empty()
    await widget.page.wait_for_timeout(300)
    await widget.field.scroll_into_view_if_needed()
    await expect(widget.field).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/", "/chat", "/login", "/was", "/docs", "/proev", "/print", "/links"])
async def test_every_page_reflows(path: str, open_page: OpenPage) -> None:
    page = await open_page("/healthz", **SMALL)
    await page.request.post("/v1/sessions", data={"persona": "case-6"})
    await page.goto(path)
    width = "[document.documentElement.scrollWidth, innerWidth]"
    wide, room = await page.evaluate(width)
    assert wide <= room
    assert await page.evaluate(BROKEN_WORDS) == []


async def test_text_spacing_loses_nothing(open_widget: OpenWidget) -> None:
    widget = await open_widget(viewport={"width": 320, "height": 640})
    await widget.element.evaluate(SPACING)
    await widget.say("hvad skal jeg")
    assert await widget.element.evaluate(SIDEWAYS) == []
    assert await widget.element.evaluate(OUTSIDE) == []


async def test_a_readers_bigger_text_makes_everything_bigger(open_widget: OpenWidget) -> None:
    widget = await open_widget(viewport={"width": 390, "height": 844})
    before = await widget.last.evaluate("e => getComputedStyle(e).fontSize")
    tools = await widget.page.context.new_cdp_session(widget.page)
    await tools.send("Page.enable")
    await tools.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert before == "16px"
    await expect(widget.last).to_have_css("font-size", "32px")
    assert await widget.element.evaluate(OUTSIDE) == []


async def test_a_phones_sheet_is_modal_and_a_desktops_panel_is_not(open_widget: OpenWidget) -> None:
    phone = await open_widget(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert await phone.panel.evaluate("e => e.matches(':modal')")
    box = await phone.panel.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    await phone.page.set_viewport_size({"width": 1280, "height": 900})
    await expect(phone.panel).not_to_have_attribute("data-sheet", "")
    assert not await phone.panel.evaluate("e => e.matches(':modal')")
    await expect(phone.panel).to_be_visible()


async def test_no_motion_for_those_who_want_none(open_page: OpenPage) -> None:
    for wish, expected in (("reduce", "auto"), ("no-preference", "smooth")):
        widget = Widget(await open_page(reduced_motion=wish))
        await widget.open()
        assert await widget.log.evaluate("e => getComputedStyle(e).scrollBehavior") == expected


async def test_forced_colours_keep_borders_and_focus(open_widget: OpenWidget) -> None:
    widget = await open_widget(forced_colors="active")
    choice = widget.last.locator(".choice").first
    assert await choice.evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"
    await widget.field.focus()
    assert await widget.field.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


async def test_the_smallest_phone_keeps_its_height_for_the_talk(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="kontanthjaelp-jobready", viewport={"width": 320, "height": 640})
    field = await widget.element.locator(".foot").bounding_box()
    talk = await widget.log.bounding_box()
    assert field is not None
    assert talk is not None
    assert field["height"] <= 640 * 0.22
    assert talk["height"] >= 640 * 0.55
    await expect(widget.element.get_by_label("Skriv din besked")).to_be_visible()
    await expect(widget.field).to_have_attribute("placeholder", "Skriv din besked")
