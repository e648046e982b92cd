"""Every state of the widget in each language, direction and size: no finding of axe, and a picture of each."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.support.accessibility import violations
from tests.web.conftest import OpenPage, OpenWidget
from tests.web.semantics import nameless
from tests.web.walk import walk, walk_as_nobody
from tests.web.widget import Widget

pytestmark = pytest.mark.browser
# Nothing moves, so each state is at rest as soon as it is reached.
STILL = {"reduced_motion": "reduce"}
PHONE = {**STILL, "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
NARROW = {**STILL, "viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True}
DESKTOP = {**STILL, "viewport": {"width": 1280, "height": 900}}
DARK, FORCED = PHONE | {"color_scheme": "dark"}, NARROW | {"forced_colors": "active"}
WALKS = [
    ("da-phone", "da", PHONE, "kontanthjaelp-jobready"),
    ("ar-phone", "ar", PHONE, "case-4"),
]
MORE_WALKS = [
    ("en-desktop", "en", DESKTOP, "case-6"),
    ("da-desktop", "da", DESKTOP, "case-2"),
    ("da-dark", "da", DARK, "kontanthjaelp-activity"),
    ("da-forced", "da", FORCED, "sick-week-6"),
]
PAGES = ["/", "/?lang=en", "/chat", "/login", "/was", "/docs", "/proev", "/proev?chat=ar"]


STRANGERS = [
    ("da-stranger", "da", NARROW),
    ("en-stranger", "en", PHONE),
    ("ar-stranger", "ar", DESKTOP),
]
STATES = 20


async def findings(page: Page) -> list[str]:
    """What axe says of the page as it is now, shadow roots included, and what has no name to be called by."""
    return await violations(page) + await nameless(page)


@pytest.fixture(scope="session")
def pictures(artefacts: Path) -> Path:
    """Where the pictures are kept, emptied of those of an earlier run by whoever takes new ones."""
    folder = artefacts / "widget"
    folder.mkdir(exist_ok=True)
    return folder


def _clear(pictures: Path, name: str) -> None:
    for old in pictures.glob(f"{name}-*.png"):
        old.unlink()


async def _look(
    widget: Widget, states: AsyncIterator[str], pictures: Path, name: str
) -> dict[str, list[str]]:
    """Go through the states; return what is wrong in each, with a picture of each kept."""
    _clear(pictures, name)
    seen: dict[str, list[str]] = {}
    async for state in states:
        seen[state] = await findings(widget.page)
        await widget.page.screenshot(path=pictures / f"{name}-{len(seen):02d}-{state}.png")
    return seen


@pytest.mark.parametrize(
    ("name", "lang", "options", "persona"),
    [
        *(pytest.param(*one, id=one[0]) for one in WALKS),
        *(pytest.param(*one, id=one[0], marks=pytest.mark.whole) for one in MORE_WALKS),
    ],
)
async def test_no_state_has_a_finding(
    name: str, lang: str, options: dict[str, Any], persona: str, open_widget: OpenWidget, pictures: Path
) -> None:
    widget = await open_widget(persona=persona, lang=lang, **options)
    seen = await _look(widget, walk(widget, lang), pictures, name)
    assert len(seen) == STATES
    assert {state: found for state, found in seen.items() if found} == {}


@pytest.mark.parametrize(("name", "lang", "options"), STRANGERS, ids=[walk[0] for walk in STRANGERS])
async def test_no_state_of_a_stranger_has_a_finding(
    name: str, lang: str, options: dict[str, Any], open_widget: OpenWidget, pictures: Path
) -> None:
    widget = await open_widget(lang=lang, **options)
    seen = await _look(widget, walk_as_nobody(widget, lang), pictures, name)
    assert seen == {"stranger": [], "login": []}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "options",
    [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop", marks=pytest.mark.whole)],
)
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
