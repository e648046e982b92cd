"""Walks through every state of the widget, as citizens who book, write and lose their connection meet them."""

from collections.abc import AsyncIterator

from playwright.async_api import Route, expect

from tests.web.widget import ANSWER_WITHIN, Widget

# Arabic is the widget's own words only: the dialogue then answers in English.
SAID = {
    "da": {
        "plan": "vis min plan",
        "book": "book en samtale",
        "law": "må jeg tage en bisidder med",
        "mine": "hvornår er min samtale",
        "cancel": "aflys min samtale",
        "rate": "jeg vil give min samtale karakter",
        "receipt": "giv mig et bevis",
        "more": "Det drejer sig om min praktik.",
        "crisis": "jeg vil ikke leve mere",
    },
    "en": {
        "plan": "show my plan",
        "book": "book an interview",
        "law": "can I bring a companion",
        "mine": "when is my interview",
        "cancel": "cancel my interview",
        "rate": "rate my interview",
        "receipt": "give me a receipt of the guidance",
        "more": "It is about my placement.",
        "crisis": "I do not want to live any more",
    },
}
WHO = "**/v1/sessions"
MESSAGES = "**/v1/chat/messages"


async def walk(widget: Widget, lang: str) -> AsyncIterator[str]:
    """Go through the states and name each when it is reached; the citizen must be one who may book."""
    said = SAID.get(lang, SAID["en"])
    for part in (_opening, _answers, _booking, _writing, _waiting, _connection):
        async for state in part(widget, said):
            yield state


async def walk_as_nobody(widget: Widget, lang: str) -> AsyncIterator[str]:
    """Go through what is different for one who is not logged in."""
    yield "stranger"
    await widget.say(SAID.get(lang, SAID["en"])["plan"])
    await expect(widget.last.locator("a.choice")).to_be_visible()
    yield "login"


async def _ask(widget: Widget, text: str, wanted: str) -> None:
    """Say it; where the assistant asks back what was meant, take what it holds likeliest."""
    await widget.say(text)
    if not await widget.last.locator(wanted).count():
        before = await widget.answers.count()
        await widget.last.locator(".choice").first.click()
        await widget.answer_after(before)
    await expect(widget.last.locator(wanted).first).to_be_visible(timeout=ANSWER_WITHIN)


async def _opening(widget: Widget, said: dict[str, str]) -> AsyncIterator[str]:
    await widget.page.keyboard.press("Escape")
    await expect(widget.launch).to_be_visible()
    yield "closed"
    await widget.open()
    yield "greeting"
    await widget.element.locator(".head .icon").first.click()
    yield "menu"
    await widget.page.keyboard.press("Escape")


async def _answers(widget: Widget, said: dict[str, str]) -> AsyncIterator[str]:
    # The first thing the greeting offers is everything the citizen must do.
    await widget.last.locator(".choice").first.click()
    await expect(widget.last.locator(".overview")).to_be_visible(timeout=ANSWER_WITHIN)
    yield "overview"
    await _ask(widget, said["law"], ".sources")
    for fold in await widget.last.locator("summary").all():
        await fold.click()
    yield "answer"
    await _ask(widget, said["receipt"], "a.choice")
    yield "receipt"
    await _ask(widget, said["plan"], ".plan")
    yield "plan"


async def _booking(widget: Widget, said: dict[str, str]) -> AsyncIterator[str]:
    await _ask(widget, said["book"], ".time")
    times = widget.last.locator(".time")
    yield "times"
    await times.nth(2).click()
    await expect(widget.element.locator(".hold")).to_be_visible(timeout=ANSWER_WITHIN)
    await expect(widget.element.locator(".hold [role=timer]")).to_be_visible(timeout=ANSWER_WITHIN)
    yield "hold"
    await widget.last.locator(".choice.primary").click()
    await expect(widget.element.locator(".interview.booked")).to_be_visible(timeout=ANSWER_WITHIN)
    yield "booked"
    await widget.say(said["cancel"])
    await expect(widget.last.locator(".choice").first).to_be_visible()
    yield "cancel"


async def _writing(widget: Widget, said: dict[str, str]) -> AsyncIterator[str]:
    await _ask(widget, said["rate"], ".choice:text-is('6')")
    yield "rating"
    before = await widget.answers.count()
    await widget.element.locator(".fine .link").last.click()
    await widget.answer_after(before)
    yield "person"
    before = await widget.answers.count()
    await widget.last.locator(".choice").first.click()
    await widget.answer_after(before)
    await widget.say(said["more"])
    await expect(widget.last.locator(".choice.primary")).to_be_visible()
    yield "draft"
    await widget.say(said["crisis"])
    yield "crisis"


async def _waiting(widget: Widget, said: dict[str, str]) -> AsyncIterator[str]:
    gate: list[Route] = []

    def hold_back(route: Route) -> None:
        gate.append(route)

    await widget.page.route(MESSAGES, hold_back)
    before = await widget.answers.count()
    await widget.field.fill(said["plan"])
    await widget.field.press("Enter")
    await expect(widget.status.locator(".dots")).to_be_visible()
    yield "thinking"
    await widget.log.evaluate("log => { log.style.scrollBehavior = 'auto'; log.scrollTop = 0; }")
    await gate[0].fulfill(status=422, json={"title": "?", "detail": "", "status": 422})
    await expect(widget.problem.get_by_role("button")).to_be_visible()
    yield "refused"
    await widget.page.unroute(MESSAGES)
    await widget.problem.get_by_role("button").click()
    await widget.answer_after(before)
    await widget.page.route(WHO, _nearly_over)
    await widget.page.evaluate("new BroadcastChannel('vejviser').postMessage('changed')")
    await expect(widget.problem.get_by_role("button")).to_be_visible()
    yield "soon-out"
    await widget.page.unroute(WHO)
    await widget.problem.get_by_role("button").click()
    await expect(widget.problem).to_be_empty()


async def _nearly_over(route: Route) -> None:
    answer = await route.fetch()
    await route.fulfill(response=answer, json=await answer.json() | {"seconds_left": 110})


async def _connection(widget: Widget, said: dict[str, str]) -> AsyncIterator[str]:
    await widget.page.context.set_offline(True)
    await widget.field.fill(said["plan"])
    await widget.field.press("Enter")
    await expect(widget.status).not_to_be_empty()
    yield "offline"
    before = await widget.answers.count()
    await widget.page.keyboard.press("Escape")
    await widget.page.context.set_offline(False)
    await expect(widget.answers).not_to_have_count(before, timeout=ANSWER_WITHIN)
    await expect(widget.launch.locator(".count")).not_to_be_empty()
    yield "unread"
    await widget.open()
