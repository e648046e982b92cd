"""What axe says of a page as it is now, shadow roots included."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page

# Read once for a page, however often it is asked; of what is right only the number comes back.
_ASK = """axe.run({resultTypes: ['violations']})
  .then(found => ({passes: found.passes.length, violations: found.violations}))"""


async def violations(page: Page) -> list[str]:
    """Return each rule that is broken, with the first element that breaks it."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = await page.evaluate(_ASK)
    assert found["passes"], "axe looked at nothing"
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found["violations"]]
