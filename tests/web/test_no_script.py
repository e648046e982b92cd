"""The same dialogue without JavaScript: forms, one answer a page, and "back" does nothing twice."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.web.conftest import OpenPage
from tests.web.widget import ANSWER_WITHIN

pytestmark = pytest.mark.browser
NO_SCRIPT = {"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}


async def test_a_plain_page_leads_to_the_plain_chat(open_page: OpenPage) -> None:
    page = await open_page("/", **NO_SCRIPT)
    await page.get_by_role("link", name="Spørg Vejviser uden JavaScript").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Spørg Vejviser")
    await expect(page.locator(".answer")).to_contain_text("Jeg er Vejviser")


async def test_log_in_ask_and_book(open_page: OpenPage) -> None:
    page = await open_page("/login?next=/chat", **NO_SCRIPT)
    await page.get_by_role("button", name="Hans Smedegaard").click()
    await expect(page.locator(".answer")).to_contain_text("Hej Hans")
    await page.get_by_label("Skriv din besked").fill("vis min plan")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator(".asked")).to_contain_text("vis min plan")
    await expect(page.locator(".card.plan")).to_be_visible()
    await page.get_by_role("button", name="Tal med et menneske").click()
    await expect(page.locator(".answer")).to_be_visible()
    await page.goto("/print")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Plan, aftaler og beviser")
    await page.get_by_role("button", name="Log ud").click()
    await expect(page).to_have_url(re.compile("/login"))


async def test_a_booking_from_hold_to_confirmation(open_page: OpenPage) -> None:
    page = await open_page("/login?next=/chat", **NO_SCRIPT)
    await page.get_by_role("button", name="Jens Overby").click()
    await _ask(page, "book en samtale")
    await page.locator(".card.times button").first.click()
    await page.get_by_role("button", name="Ja, book tiden").click()
    await expect(page.locator(".card.interview")).to_be_visible()
    for _ in range(20):
        await _ask(page, "hvornår er min samtale")
        if "Booket. Jobcentret har bekræftet." in await page.locator(".answer").inner_text():
            return
        await page.wait_for_timeout(500)
    pytest.fail("the booking was never confirmed")


async def _ask(page: Page, text: str) -> None:
    await page.get_by_label("Skriv din besked").fill(text)
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator(".asked")).to_contain_text(text)


async def test_what_a_card_shows_is_not_said_twice(open_page: OpenPage) -> None:
    page = await open_page("/login?next=/chat", **NO_SCRIPT)
    await page.get_by_role("button", name="Emil Krogh").click()
    await _ask(page, "hvad skal jeg gøre")
    due = await page.locator(".card.overview button").all_inner_texts()
    assert due
    shown = await page.locator(".answer").inner_text()
    assert [title for title in due if shown.count(title) != 1] == []


async def test_the_page_follows_the_citizen_into_another_language(open_page: OpenPage) -> None:
    page = await open_page("/chat", **NO_SCRIPT)
    await _ask(page, "can we speak english")
    await page.get_by_role("button", name="English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.get_by_label("Write your message").fill("what must I do")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator(".answer")).to_have_attribute("lang", "en")


async def test_back_and_send_again_is_answered_once(open_page: OpenPage) -> None:
    page = await open_page("/chat", **NO_SCRIPT)
    await page.get_by_label("Skriv din besked").fill("hvad skal jeg")
    await page.get_by_role("button", name="Send").click()
    first = await page.locator(".answer").inner_text()
    await page.go_back()
    await page.get_by_label("Skriv din besked").fill("hvad skal jeg")
    await page.get_by_role("button", name="Send").click()
    assert await page.locator(".answer").inner_text() == first


async def test_an_error_is_a_page_that_keeps_the_text(open_page: OpenPage) -> None:
    page = await open_page("/chat", **NO_SCRIPT)
    long = "a" * 4001
    answer = await page.request.post(
        "/chat", form={"conversation": "12345678", "id": "12345679", "text": long}
    )
    assert answer.status == 413
    html = await answer.text()
    assert "for lang" in html
    assert long in html
    assert "<textarea" in html


async def test_english_stays_english(open_page: OpenPage) -> None:
    page = await open_page("/chat?lang=en", **NO_SCRIPT)
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.locator(".answer")).to_have_attribute("lang", "en", timeout=ANSWER_WITHIN)
    await page.get_by_label("Write your message").fill("what must I do")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.locator(".answer")).to_have_attribute("lang", "en")
