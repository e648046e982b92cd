"""The pages around the widget: the one to try it, and the one to print."""

import pytest
from playwright.async_api import expect

from tests.web.conftest import OpenPage

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
TOP = "one => one.getBoundingClientRect().top"


async def test_on_a_phone_the_chat_comes_first_and_the_choices_are_a_press_away(open_page: OpenPage) -> None:
    page = await open_page("/proev", **PHONE)
    chat, form = page.locator("vejviser-chat"), page.locator("#choose")
    await expect(page.locator(".bot").first).to_be_in_viewport()
    assert await chat.evaluate(TOP) < await form.evaluate(TOP)
    await page.get_by_role("link", name="Vælg borger, sprog og dag").click()
    await expect(page.get_by_label("Borger", exact=True)).to_be_in_viewport()


async def test_another_citizen_language_and_day(open_page: OpenPage) -> None:
    page = await open_page("/proev")
    await page.get_by_label("Borger", exact=True).select_option(label="Yusuf Demir")
    await page.get_by_label("Sprog i chatten").select_option("en")
    await page.get_by_label("Loven, som den var den dag").fill("2017-04-18")
    await page.get_by_role("button", name="Brug valget").click()
    chat = page.locator("vejviser-chat")
    await expect(chat).to_have_attribute("lang", "en")
    await expect(chat).to_have_attribute("on", "2017-04-18")
    await expect(chat.locator(".who")).to_contain_text("Logged in as Yusuf Demir")
    await expect(chat.locator(".bot").first).to_have_attribute("lang", "en")
    await expect(chat.locator(".bot")).to_have_count(1)


async def test_on_paper_there_is_the_case_and_nothing_else(open_page: OpenPage) -> None:
    page = await open_page("/healthz")
    await page.request.post("/v1/sessions", data={"persona": "case-5"})
    await page.goto("/print")
    await page.emulate_media(media="print")
    for name in ("Min Plan", "Samtaler", "Beviser for vejledning"):
        await expect(page.get_by_role("heading", name=name)).to_be_visible()
    await expect(page.locator(".bookings li").first).to_contain_text("Booket.")
    for screen in (".top", ".demo", ".bottom", ".screen"):
        await expect(page.locator(screen).first).to_be_hidden()


async def test_a_printed_page_with_the_widget_is_without_it(open_page: OpenPage) -> None:
    page = await open_page("/")
    await expect(page.locator("vejviser-chat .launch")).to_be_visible()
    await page.emulate_media(media="print")
    await expect(page.locator("vejviser-chat .launch")).to_be_hidden()


async def test_an_address_that_is_not_there_is_a_page_for_people_and_a_problem_for_programs(
    open_page: OpenPage,
) -> None:
    page = await open_page("/ikke-her?lang=en", **PHONE)
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.get_by_role("link", name="Front page")).to_be_visible()
    for path in ("/ikke-her", "/v1/ikke-her", "/static/ikke-her.js"):
        answer = await page.request.get(path)
        assert answer.status == 404
    assert (await page.request.get("/v1/ikke-her")).headers["content-type"] == "application/problem+json"
