"""The widget on other people's pages: it takes nothing, gives nothing, asks nobody else, and knows nobody."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.web.conftest import OpenPage
from tests.web.host import Host
from tests.web.widget import ANSWER_WITHIN, Widget

pytestmark = pytest.mark.browser
ELEMENT = '<vejviser-chat municipality="0326" lang="da"></vejviser-chat>'
HOSTILE = """
html { font-size: 62.5% }
* { font-family: cursive !important; letter-spacing: 4px; color: red; box-sizing: content-box; margin: 7px;
  text-transform: uppercase; line-height: 3 !important }
body { font-size: 40px; direction: rtl; transform: translateX(20px); overflow: hidden; visibility: visible }
button, textarea, h2, p, a { background: lime !important; border: 9px solid red !important; display: none !important }
vejviser-chat { font: 60px cursive; color: red; text-align: center; word-spacing: 30px; opacity: 1 }
dialog { inset: 0; display: none }
"""
STYLE_OF = """(e, names) => { const style = getComputedStyle(e);
  return Object.fromEntries(names.map(name => [name, style[name]])); }"""
COMPARED = [
    *(
        "fontFamily",
        "fontSize",
        "letterSpacing",
        "color",
        "lineHeight",
        "textTransform",
        "direction",
        "textAlign",
    ),
    *("backgroundColor", "borderTopWidth", "display", "marginTop", "wordSpacing", "boxSizing"),
]


async def _styles(widget: Widget) -> list[dict[str, Any]]:
    parts = (widget.launch, widget.panel, widget.field, widget.last, widget.last.locator(".choice").first)
    return [await part.evaluate(STYLE_OF, COMPARED) for part in parts]


async def _opened(open_page: OpenPage, address: str) -> Widget:
    widget = Widget(await open_page(address))
    await widget.open()
    return widget


async def test_a_hostile_page_changes_nothing(open_page: OpenPage, host: Host) -> None:
    calm = await _opened(open_page, host.page(ELEMENT, path="/calm"))
    hostile = await _opened(open_page, host.page(f"<h1>Side</h1>{ELEMENT}", style=HOSTILE, path="/hostile"))
    assert await _styles(hostile) == await _styles(calm)
    box, calm_box = await hostile.panel.bounding_box(), await calm.panel.bounding_box()
    assert box == calm_box, "in the top layer, whatever the page has transformed"


async def test_the_widget_changes_nothing_of_the_page(open_page: OpenPage, host: Host) -> None:
    body = "<h1>Side</h1><p>Tekst <a href=#>og link</a></p><button>Knap</button>"
    names = "e => JSON.stringify([...e.querySelectorAll('h1,p,a,body > button')].map(e => ({...getComputedStyle(e)})))"
    bare = await open_page(host.page(body, path="/bare"))
    before = await bare.evaluate(f"({names})(document)")
    widget = await _opened(open_page, host.page(body + ELEMENT, path="/with"))
    assert await widget.page.evaluate(f"({names})(document)") == before
    assert await widget.page.evaluate("Object.keys(window).filter(name => /vejviser/i.test(name))") == []


async def test_text_follows_the_readers_size_not_the_pages(open_page: OpenPage, host: Host) -> None:
    widget = await _opened(open_page, host.page(ELEMENT, style="html { font-size: 62.5% }"))
    assert await widget.last.evaluate("e => getComputedStyle(e).fontSize") == "16px"


async def test_a_foreign_page_is_anonymous_and_leaves_nothing(
    open_page: OpenPage, host: Host, site: str
) -> None:
    page = await open_page(f"{site}/healthz")
    assert (await page.request.post(f"{site}/v1/sessions", data={"persona": "case-6"})).status == 201
    cookies: list[str | None] = []
    page.on("request", lambda request: cookies.append(request.headers.get("cookie")))
    await page.goto(host.page(ELEMENT))
    widget = Widget(page)
    await widget.open()
    await expect(widget.element.locator(".who")).to_contain_text("Du er ikke logget ind")
    await widget.say("hvad skal jeg")
    assert set(cookies) == {None}, "no cookie travels from somebody else's page"
    stored = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert await page.evaluate(stored) == [0, 0, ""]


async def test_login_from_a_foreign_page_opens_our_own_with_the_draft(
    open_page: OpenPage, host: Host, site: str
) -> None:
    widget = await _opened(open_page, host.page(ELEMENT))
    await widget.say("hvad skal jeg")
    async with widget.page.context.expect_page() as opening:
        await widget.element.locator(".who a").click()
    ours = await opening.value
    await ours.wait_for_load_state()
    assert ours.url.startswith(f"{site}/login?lang=da")
    assert await ours.evaluate("window.opener") is None
    await ours.get_by_role("button", name="Yusuf Demir").click()
    there = Widget(ours)
    await there.open()
    await expect(there.field).to_have_value("hvad skal jeg")
    await expect(there.element.locator(".who")).to_contain_text("Logget ind som Yusuf Demir")
    assert "draft" not in ours.url
    assert await there.element.locator(".me").count() == 0, "sending it is the citizen's own act"


async def test_several_on_one_page_are_several_talks(open_page: OpenPage, host: Host) -> None:
    second = '<vejviser-chat municipality="0326" lang="en" position="start"></vejviser-chat>'
    page = await open_page(host.page(ELEMENT + second))
    one, other = Widget(page, 0), Widget(page, 1)
    await one.open()
    await other.open()
    await one.say("hvad skal jeg")
    assert await one.answers.count() == 2
    assert await other.answers.count() == 1
    await expect(other.last).to_have_attribute("lang", "en")
    left, right = await other.panel.bounding_box(), await one.panel.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"], "they do not lie on each other"


async def test_a_single_page_host_moves_and_removes_it(open_page: OpenPage, host: Host) -> None:
    widget = await _opened(open_page, host.page(f"<div id=a>{ELEMENT}</div><div id=b></div>"))
    await widget.say("hvad skal jeg")
    said = await widget.log.inner_text()
    await widget.page.evaluate("b.append(document.querySelector('vejviser-chat'))")
    await expect(widget.panel).to_be_visible()
    assert await widget.log.inner_text() == said
    await widget.page.evaluate("window.kept = document.querySelector('vejviser-chat'); kept.remove()")
    await widget.page.evaluate("a.append(kept)")
    await widget.say("hvad skal jeg")
    assert await widget.answers.count() == 3
    await widget.page.evaluate("kept.remove()")
    assert await widget.page.evaluate("document.querySelectorAll('vejviser-chat').length") == 0


async def test_a_single_page_host_changes_its_address(open_page: OpenPage, host: Host) -> None:
    widget = await _opened(open_page, host.page(f"<main>{ELEMENT}</main>"))
    await widget.say("hvad skal jeg")
    await widget.page.evaluate("history.pushState({page: 2}, '', '/another?page=2')")
    await widget.page.evaluate("document.querySelector('main').append(document.createElement('p'))")
    await widget.say("hvad skal jeg")
    assert await widget.answers.count() == 3
    await widget.page.go_back()
    await expect(widget.panel).to_be_visible()
    assert await widget.answers.count() == 3
    state = "[history.length, location.pathname, history.state]"
    assert (await widget.page.evaluate(state))[1:] == ["/", None], "its history is the page's own"


async def test_added_by_script_with_its_script_loaded_twice(
    open_page: OpenPage, host: Host, site: str
) -> None:
    script = """addEventListener('load', () => { const made = document.createElement('vejviser-chat');
      made.setAttribute('municipality', '0326'); document.body.append(made); });"""
    again = f'<script src="{site}/static/widget/widget.js"></script>'
    page = await open_page(host.page(f"<h1>SPA</h1>{again}", script=script))
    widget = Widget(page)
    await widget.open()
    await expect(widget.last).to_have_attribute("lang", "da")


async def test_attributes_and_events(open_page: OpenPage, host: Host) -> None:
    script = """window.heard = [];
      for (const name of ['open', 'close', 'booked'])
        document.addEventListener('vejviser:' + name, e => heard.push([name, e.detail, e.target.localName]));"""
    page = await open_page(host.page(ELEMENT, script=script))
    widget = Widget(page)
    await expect(widget.launch).to_have_text("Spørg Vejviser")
    element = widget.element
    await element.evaluate("e => e.setAttribute('label', 'Hjælp')")
    await element.evaluate("e => e.setAttribute('lang', 'en')")
    await expect(widget.launch).to_have_text("Hjælp")
    await element.evaluate("e => e.setAttribute('open', '')")
    await expect(widget.answers.first).to_be_visible(timeout=ANSWER_WITHIN)
    await expect(widget.last).to_have_attribute("lang", "en")
    await element.evaluate("e => e.setAttribute('theme', 'dark')")
    assert await widget.panel.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(26, 26, 26)"
    await element.evaluate("e => e.setAttribute('lang', 'da')")
    await expect(widget.last).to_have_attribute("lang", "da", timeout=ANSWER_WITHIN)
    await element.evaluate("e => e.removeAttribute('open')")
    await expect(widget.panel).to_be_hidden()
    assert await page.evaluate("heard") == [["open", None, "vejviser-chat"], ["close", None, "vejviser-chat"]]


async def test_colours_of_municipality_and_page(open_page: OpenPage, host: Host) -> None:
    ground = "e => getComputedStyle(e).backgroundColor"
    widget = await _opened(open_page, host.page(ELEMENT, path="/plain"))
    assert await widget.element.locator(".send").evaluate(ground) == "rgb(0, 80, 92)", (
        "the municipality's own"
    )
    style = "vejviser-chat { --vejviser-primary: #8b0000 }"
    other = await _opened(open_page, host.page(ELEMENT, style=style, path="/own"))
    assert await other.element.locator(".send").evaluate(ground) == "rgb(139, 0, 0)"


async def test_without_the_server_the_button_says_so(open_page: OpenPage, host: Host) -> None:
    page = await open_page(host.page(ELEMENT))
    widget = Widget(page)
    await page.route("**/chat.css", lambda route: route.abort())
    await widget.launch.click()
    await expect(widget.element.locator(".root > .problem")).to_contain_text("kunne ikke hentes")
    await page.unroute("**/chat.css")
    await widget.open()
    await expect(widget.panel).to_be_visible()
