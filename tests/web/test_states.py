"""Every state of the widget in each language, direction and size: no finding of axe, and a picture of each."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.web.conftest import OpenPage, OpenWidget
from tests.web.walk import walk

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
WALKS = [
    ("da-phone", "da", PHONE, "kontanthjaelp-jobready"),
    ("da-desktop", "da", DESKTOP, "case-2"),
    ("en-desktop", "en", DESKTOP, "case-6"),
    ("ar-phone", "ar", PHONE, "case-4"),
    ("da-dark", "da", PHONE | {"color_scheme": "dark"}, "kontanthjaelp-activity"),
    ("da-forced", "da", PHONE | {"forced_colors": "active"}, "sick-week-6"),
]
PAGES = ["/", "/?lang=en", "/chat", "/login", "/was", "/docs", "/proev", "/proev?chat=ar", "/print"]


async def findings(page: Page) -> list[str]:
    """What axe says of the page as it is now, shadow roots included."""
    response = (await Axe().run(page)).response
    assert response["passes"], "axe looked at nothing"
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in response["violations"]]


@pytest.mark.parametrize(("name", "lang", "options", "persona"), WALKS, ids=[walk[0] for walk in WALKS])
async def test_no_state_has_a_finding(
    name: str, lang: str, options: dict[str, Any], persona: str, open_widget: OpenWidget, artefacts: Path
) -> None:
    folder = artefacts / "widget"
    folder.mkdir(exist_ok=True)
    for old in folder.glob(f"{name}-*.png"):
        old.unlink()
    widget = await open_widget(persona=persona, lang=lang, **options)
    seen: dict[str, list[str]] = {}
    async for state in walk(widget, lang):
        await widget.page.wait_for_timeout(350)
        seen[state] = await findings(widget.page)
        await widget.page.screenshot(path=folder / f"{name}-{len(seen):02d}-{state}.png")
    assert len(seen) == 11
    assert {state: found for state, found in seen.items() if found} == {}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("options", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_no_page_has_a_finding(
    path: str, options: dict[str, Any], open_page: OpenPage, artefacts: Path
) -> None:
    page = await open_page(path, **options)
    if path.startswith("/proev"):
        await expect(page.locator(".bot").first).to_be_visible()
    name = path.strip("/").replace("?", "-").replace("=", "-") or "front"
    (artefacts / "pages").mkdir(exist_ok=True)
    await page.screenshot(
        path=artefacts / "pages" / f"{name}-{options['viewport']['width']}.png", full_page=True
    )
    assert await findings(page) == []
