"""Driving the widget as a person does."""

import contextlib

from playwright.async_api import Locator, Page, expect
from playwright.async_api import TimeoutError as TooLate

# Long, because a busy machine is no fault of the widget; speed is measured by `bench`.
ANSWER_WITHIN = 45_000
DEEPEST_FOCUS = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at ? `${at.localName}.${at.className}`.replace(/\\.$/, '') : '';
}"""


class Widget:
    """One `<vejviser-chat>` on a page."""

    def __init__(self, page: Page, which: int = 0) -> None:
        self.page = page
        self.element = page.locator("vejviser-chat").nth(which)
        self.launch = self.element.locator(".launch")
        self.panel = self.element.locator(".panel")
        self.field = self.element.locator("textarea")
        self.log = self.element.get_by_role("log")
        self.answers = self.element.locator(".bot")
        self.status = self.element.locator(".status")
        self.problem = self.element.locator(".panel .problem")

    @property
    def last(self) -> Locator:
        """The last answer."""
        return self.answers.last

    async def open(self) -> None:
        """Press the button, unless the panel opens by itself, and wait for an answer."""
        if not await self.panel.is_visible():
            with contextlib.suppress(TooLate):
                await self.launch.click(timeout=2_000)
        await expect(self.answers.first).to_be_visible(timeout=ANSWER_WITHIN)

    async def say(self, text: str) -> Locator:
        """Write and send; return the answer."""
        before = await self.answers.count()
        await self.field.fill(text)
        await self.field.press("Enter")
        return await self.answer_after(before)

    async def press(self, label: str) -> Locator:
        """Press a button of the last answer by its words; return the next answer."""
        before = await self.answers.count()
        button = self.last.get_by_role("button", name=label).first
        for _ in range(4):
            # News of the jobcentre may put a newer answer in place of the one just looked at.
            with contextlib.suppress(TooLate):
                await button.click(timeout=3_000)
                break
        return await self.answer_after(before)

    async def answer_after(self, before: int) -> Locator:
        """Wait until there are more answers than before; return the last."""
        await expect(self.answers).not_to_have_count(before, timeout=ANSWER_WITHIN)
        return self.last

    async def focused(self) -> str:
        """What has the focus, deep inside the shadow root, as `tag.class`."""
        name: str = await self.page.evaluate(DEEPEST_FOCUS)
        return name
