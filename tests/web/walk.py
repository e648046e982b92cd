"""One walk through every state of the widget, as a citizen who books an interview meets them."""

from collections.abc import AsyncIterator

from playwright.async_api import expect

from tests.web.widget import ANSWER_WITHIN, Widget

# Arabic is the widget's own words only: the dialogue then answers in English.
SAID = {
    "da": {
        "plan": "vis min plan",
        "book": "book en samtale",
        "law": "må jeg tage en bisidder med",
        "cancel": "aflys min samtale",
    },
    "en": {
        "plan": "show my plan",
        "book": "book an interview",
        "law": "can I bring a companion",
        "cancel": "cancel my interview",
    },
}


async def walk(widget: Widget, lang: str) -> AsyncIterator[str]:
    """Go through the states and name each when it is reached; the citizen must be one who may book."""
    said = SAID.get(lang, SAID["en"])
    yield "greeting"
    await widget.element.locator(".head .icon").first.click()
    yield "menu"
    await widget.page.keyboard.press("Escape")
    # The first thing the greeting offers is everything the citizen must do.
    await widget.last.locator(".choice").first.click()
    await expect(widget.last.locator(".overview")).to_be_visible(timeout=ANSWER_WITHIN)
    yield "overview"
    await widget.say(said["law"])
    await expect(widget.last.locator(".sources")).to_be_visible()
    for fold in await widget.last.locator("summary").all():
        await fold.click()
    yield "answer"
    await widget.say(said["plan"])
    await expect(widget.last.locator(".plan")).to_be_visible()
    yield "plan"
    async for state in _booking(widget, said["book"]):
        yield state
    await widget.say(said["cancel"])
    yield "cancel"
    before = await widget.answers.count()
    await widget.element.locator(".fine .link").last.click()
    await widget.answer_after(before)
    yield "person"
    await widget.page.context.set_offline(True)
    await widget.field.fill(said["plan"])
    await widget.field.press("Enter")
    await expect(widget.status).not_to_be_empty()
    yield "offline"
    await widget.page.context.set_offline(False)


async def _booking(widget: Widget, book: str) -> AsyncIterator[str]:
    await widget.say(book)
    times = widget.last.locator(".time")
    await expect(times.first).to_be_visible()
    yield "times"
    await times.nth(2).click()
    await expect(widget.element.locator(".hold")).to_be_visible(timeout=ANSWER_WITHIN)
    await expect(widget.element.locator(".hold [role=timer]")).to_be_visible(timeout=ANSWER_WITHIN)
    yield "hold"
    await widget.last.locator(".choice.primary").click()
    await expect(widget.element.locator(".interview.booked")).to_be_visible(timeout=ANSWER_WITHIN)
    yield "booked"
