"""Login, logout, two tabs and the way back: the talk goes on, and nobody sees another's."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Route, expect

from tests.web.conftest import OpenPage, OpenWidget
from tests.web.widget import ANSWER_WITHIN, Widget

pytestmark = pytest.mark.browser
SESSIONS = "/v1/sessions"
TELEGRAM = "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/129.0 Mobile Telegram-Android/11.2"
IN_IOS = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"


async def test_the_talk_goes_on_after_the_login(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.say("vis min plan")
    await widget.last.get_by_role("link", name="Log ind").click()
    await widget.page.get_by_role("button", name="Yusuf Demir").click()
    again = Widget(widget.page)
    await expect(again.element.locator(".plan")).to_be_visible(timeout=ANSWER_WITHIN)
    await expect(again.element.locator(".who")).to_contain_text("Logget ind som Yusuf Demir")
    assert await again.element.locator(".me").count() == 2, "the question is asked again, once"
    assert urlsplit(widget.page.url).path == "/", "back on the page one came from"


async def test_logging_out_leaves_nothing_in_any_tab(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="case-6")
    await widget.say("vis min plan")
    second = await widget.page.context.new_page()
    await second.goto("/")
    other = Widget(second)
    await other.open()
    await expect(other.element.locator(".who")).to_contain_text("Yusuf Demir")
    await widget.element.locator(".who button").click()
    for tab in (widget, other):
        await expect(tab.element.locator(".who")).to_contain_text("Du er ikke logget ind")
        await expect(tab.answers).to_have_count(1, timeout=ANSWER_WITHIN)
        await expect(tab.log).not_to_contain_text("Yusuf")
    assert "Yusuf" not in await widget.page.evaluate("JSON.stringify({...sessionStorage})")


async def test_an_expired_session_shows_nothing_of_the_person(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="case-6")
    await widget.say("vis min plan")
    await widget.page.context.clear_cookies()
    await widget.field.fill("hvad skal jeg")
    await widget.field.press("Enter")
    await expect(widget.element.locator(".who")).to_contain_text(
        "Du er ikke logget ind", timeout=ANSWER_WITHIN
    )
    await expect(widget.log).not_to_contain_text("Yusuf")
    await expect(widget.element.locator(".plan")).to_have_count(0)


async def test_two_tabs_are_two_talks(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.say("hvad skal jeg")
    second = await widget.page.context.new_page()
    await second.goto("/")
    other = Widget(second)
    await other.open()
    assert await other.answers.count() == 1
    assert await widget.answers.count() == 2


async def test_back_and_forth_keeps_the_talk(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.say("hvad skal jeg")
    said = await widget.log.inner_text()
    await widget.page.goto("/was")
    await widget.page.go_back()
    again = Widget(widget.page)
    await expect(again.panel).to_be_visible(timeout=ANSWER_WITHIN)
    await expect(again.answers).to_have_count(2)
    assert await again.log.inner_text() == said


async def test_begin_again_forgets(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.say("hvad skal jeg")
    await widget.element.get_by_role("button", name="Menu").click()
    await widget.element.get_by_role("button", name="Begynd forfra").click()
    await expect(widget.answers).to_have_count(1, timeout=ANSWER_WITHIN)
    await expect(widget.element.locator(".me")).to_have_count(0)


async def test_the_language_belongs_to_the_person(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.say("hvad skal jeg")
    await widget.element.get_by_role("button", name="Menu").click()
    before = await widget.answers.count()
    await widget.element.get_by_role("button", name="English").click()
    await widget.answer_after(before)
    await expect(widget.panel).to_have_attribute("lang", "en")
    await expect(widget.last).to_have_attribute("lang", "en")
    await expect(widget.answers.first).to_have_attribute("lang", "da")
    await expect(widget.element.get_by_label("Write your message")).to_be_focused()
    await widget.page.reload()
    again = Widget(widget.page)
    await again.open()
    await expect(again.panel).to_have_attribute("lang", "en")


async def test_the_frame_follows_the_answer_into_another_language(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.say("can we speak english")
    await expect(widget.last.get_by_role("button", name="English")).to_have_attribute("lang", "en")
    await widget.press("English")
    await expect(widget.panel).to_have_attribute("lang", "en")
    await expect(widget.element.get_by_label("Write your message")).to_be_visible()
    await expect(widget.last).to_have_attribute("lang", "en")
    await expect(widget.answers.first).to_have_attribute("lang", "da")
    await widget.field.evaluate("field => { field.removeAttribute('maxlength'); }")
    await widget.field.fill("a" * 4001)
    await widget.field.press("Enter")
    await expect(widget.problem).to_contain_text("too long", timeout=ANSWER_WITHIN)


async def test_before_the_login_ends_one_is_warned_and_can_stay(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="case-6")
    await _tell_seconds_left(widget, 100)
    await expect(widget.problem).to_contain_text("Du bliver snart logget ud")
    assert await widget.problem.locator("p").count() == 1, "said once"
    stay = widget.problem.get_by_role("button", name="Bliv logget ind")
    async with widget.page.expect_request(lambda one: one.method == "PUT" and one.url.endswith(SESSIONS)):
        await stay.click()
    await expect(widget.problem).to_be_empty()
    await expect(widget.element.locator(".who")).to_contain_text("Yusuf Demir")


async def test_a_warning_that_comes_while_closed_is_marked_on_the_button(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="case-6")
    await widget.page.keyboard.press("Escape")
    await _tell_seconds_left(widget, 100)
    await expect(widget.launch.locator(".count")).to_have_text("1")


async def test_when_the_login_has_ended_nothing_of_the_person_is_left(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="case-6")
    await widget.say("vis min plan")
    await _tell_seconds_left(widget, 0)
    await widget.page.context.clear_cookies()
    await expect(widget.element.locator(".who")).to_contain_text(
        "Du er ikke logget ind", timeout=ANSWER_WITHIN
    )
    await expect(widget.element.locator(".plan")).to_have_count(0)
    await expect(widget.problem).to_be_empty()


async def _tell_seconds_left(widget: Widget, seconds: int) -> None:
    """Let the server say once, when the widget looks again, that the login has only so long left."""

    async def say(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, json=await answer.json() | {"seconds_left": seconds})

    await widget.page.route(f"**{SESSIONS}", say, times=1)
    await widget.page.evaluate("new BroadcastChannel('vejviser').postMessage('changed')")
    await widget.page.wait_for_timeout(500)


@pytest.mark.parametrize("agent", [TELEGRAM, IN_IOS])
async def test_inside_another_app_login_is_refused_and_explained(agent: str, open_page: OpenPage) -> None:
    page = await open_page("/login", user_agent=agent)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Åbn siden i din egen browser")
    assert await page.locator("form[action^='/login']").count() == 0
    answer = await page.request.post("/login", form={"persona": "case-6"}, max_redirects=0)
    assert answer.status == 303
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"]
)
async def test_a_login_never_leads_to_another_site(target: str, open_page: OpenPage) -> None:
    page = await open_page("/login")
    answer = await page.request.post("/login", form={"persona": "case-6", "next": target}, max_redirects=0)
    assert answer.status == 303
    assert answer.headers["location"] == "/"
