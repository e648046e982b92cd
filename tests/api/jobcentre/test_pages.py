"""The staff's pages in a browser: accessible at phone and desktop width, fresh without a reload."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page

from api.jobcentre.connect import open_jobcentre
from tests.api.jobcentre.acts import book, free_times
from tests.support.accessibility import violations
from tests.support.jobcentre import DemoJobcentre, cpr_of, ref_of

ME = "kontanthjaelp-jobready"
PAGES = {"aftaler": "/", "tider": "/tider", "beskeder": "/beskeder", "borgere": "/borgere", "fejl": "/fejl"}
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}

pytestmark = pytest.mark.browser


async def _open(browser: Browser, size: tuple[int, int]) -> Page:
    width, height = size
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="da-DK")
    return await context.new_page()


async def _booked(demo: DemoJobcentre) -> UUID:
    opened = open_jobcentre(demo.connection())
    times = await free_times(opened, cpr_of(ME))
    booked = await book(opened, times[0], cpr_of(ME))
    await opened.close()
    return booked.id


@pytest.mark.parametrize("name", ["phone", pytest.param("desktop", marks=pytest.mark.whole)])
async def test_every_page_is_accessible_and_fits(
    name: str, browser: Browser, start_jobcentre: Callable[..., DemoJobcentre], artefacts: Path
) -> None:
    demo, size = start_jobcentre(), SIZES[name]
    pages = PAGES | {"aftale": f"/aftaler/{await _booked(demo)}", "borger": f"/borgere/{ref_of(ME)}"}
    page = await _open(browser, size)
    for title, path in pages.items():
        await page.goto(demo.url + path)
        assert await violations(page) == [], title
        assert await page.evaluate("document.documentElement.scrollWidth") <= size[0], title
        await page.screenshot(path=artefacts / f"jobcentre-{title}-{name}.png")
    await page.context.close()


async def test_a_booking_arrives_without_a_reload(
    browser: Browser, start_jobcentre: Callable[..., DemoJobcentre]
) -> None:
    demo = start_jobcentre()
    page = await _open(browser, SIZES["desktop"])
    await page.goto(demo.url)
    await page.get_by_text("Der er ikke kommet noget ind endnu").wait_for()
    await _booked(demo)
    await page.get_by_text("selvbooket, Vejviser").first.wait_for(timeout=15_000)


async def test_staff_cancel_by_keyboard_and_a_refusal_is_a_page(
    browser: Browser, start_jobcentre: Callable[..., DemoJobcentre]
) -> None:
    demo = start_jobcentre()
    booked = await _booked(demo)
    page = await _open(browser, SIZES["phone"])
    await page.goto(f"{demo.url}/aftaler/{booked}")
    await page.get_by_role("button", name="Aflys aftalen").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("status").get_by_text("Aftalen er aflyst").wait_for()
    await page.goto(f"{demo.url}/aftaler/00000000-0000-4000-8000-000000000000")
    assert await page.get_by_role("heading", level=1).inner_text() == "Det kunne ikke lade sig gøre"
