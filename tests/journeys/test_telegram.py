"""A whole life in the chat: link, book, confirm, move, cancel, plan; through the jobcentre's own process and back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx2
import pytest

from api import clock
from api.citizens import service as citizens
from api.citizens.personas import persona
from api.notices import preferences
from api.web.app import create_app
from api.wiring import Services
from bot.client import open_bot
from bot.edge import open_edge
from bot.limits import Pace
from bot.push import push_forever
from tests.bot.test_linking import PHONE_BROWSER, Browser
from tests.support.application import Program
from tests.support.bot import running_bot
from tests.support.jobcentre import DemoJobcentre
from tests.support.telegram import BotApi, Phone
from tests.support.telegram.state import Json

PERSONA = "kontanthjaelp-jobready"
HEAD = """# A whole flow in Telegram, as the phone shows it

Written by `tests/journeys/test_telegram.py` from a real run: the bot, the worker and the demo jobcentre as
processes, a Bot API server over HTTP, a fictional citizen at level `personal`. A run leaves its own in
`artefacts/telegram-transcript.md`. A pressed message becomes its answer; buttons stand in brackets.
"""


@pytest.fixture
async def phone(
    telegram: BotApi,
    services: Services,
    start_jobcentre: Callable[..., DemoJobcentre],
    start_program: Callable[..., Program],
) -> AsyncIterator[Phone]:
    """A phone beside a running bot, its sender, a worker and a jobcentre."""
    demo = start_jobcentre()
    async with services.database.transaction() as tx:
        await citizens.seed(tx, [persona(PERSONA)], services.tenants, services.seal, now=clock.now())
    start_program("worker", planner=demo.url)
    bot = open_bot(services.settings, Pace(services.redis, per_second=1000, per_chat=50))
    async with running_bot(services):
        sender = asyncio.create_task(push_forever(open_edge(services, bot)))
        yield Phone(telegram, 7)
        sender.cancel()
        await asyncio.gather(sender, return_exceptions=True)
    await bot.session.close()


async def log_in(phone: Phone, services: Services) -> None:
    """Confirm the link in the phone's own browser."""
    app = create_app(services.settings)
    app.state.services = services
    transport, agent = httpx2.ASGITransport(app=app), {"User-Agent": PHONE_BROWSER}
    base = services.settings.public_url
    async with httpx2.AsyncClient(transport=transport, base_url=base, headers=agent) as http:
        browser = Browser(http)
        await browser.log_in(PERSONA)
        await browser.confirm(phone.buttons()[0]["url"])


async def told(phone: Phone, words: str) -> str:
    """Wait until the newest messages say it."""
    for _ in range(600):
        for text in phone.texts[-2:]:
            if words in text:
                return text
        await asyncio.sleep(0.05)
    raise AssertionError(f"never said {words!r}:\n{phone.transcript()}")


class Diary:
    """Writes down what the phone shows after each step: the transcript of a whole flow, as Markdown."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.lines = [HEAD]

    def note(self, did: str, message: Json | None = None) -> None:
        """Keep a message, the newest if none is named, with its buttons as they stand."""
        message = message or self.phone.screen[-1]
        file = message.get("document", {}).get("file_name")
        text = message.get("text") or f"📎 {file}"
        shown = [*text.splitlines(), *([""] if self.phone.rows(message) else [])]
        shown += [" ".join(f"`[{b['text']}]`" for b in row) + "  " for row in self.phone.rows(message)]
        self.lines += [
            f"**{did}**",
            "",
            *(f"> {line}".rstrip() + ("  " if line else "") for line in shown),
            "",
        ]

    async def ask(self, text: str) -> str:
        """Write, and keep the answer."""
        answer = await self.phone.ask(text)
        self.note(f"Karla skriver: {text}")
        return answer

    async def tap(self, label: str) -> str:
        """Press, and keep what the message has become."""
        message, button = self.phone.find(label)
        pressed, before = button["text"], len(self.phone.screen)
        await self.phone.press(button["callback_data"], message=message)
        if len(self.phone.screen) > before:
            message = self.phone.screen[-1]
            self.note(f"Karla trykker: {pressed}")
        else:
            self.note(f"Karla trykker: {pressed} (beskeden bliver til)", message)
        return str(message.get("text", ""))

    async def told(self, words: str) -> str:
        """Wait to be told, and keep it."""
        text = await told(self.phone, words)
        self.note("Besked uden at hun har spurgt")
        return text

    def last(self, words: str) -> str:
        """Return the last button that says so."""
        return [label for label in self.phone.labels() if words in label][-1]


async def times_offered(phone: Phone) -> None:
    """Ask until the worker has read the jobcentre's free times."""
    for _ in range(120):
        await phone.ask("book en tid")
        if any(" kl. " in label for label in phone.labels()):
            return
        await asyncio.sleep(0.25)
    raise AssertionError(phone.transcript())


async def test_link_book_move_cancel_and_plan(phone: Phone, services: Services, artefacts: Path) -> None:
    diary = Diary(phone)
    await diary.ask("/start")
    await diary.ask("/login")
    await log_in(phone, services)
    await diary.told("Chatten er nu koblet til dig.")
    await times_offered(phone)
    diary.note("Karla skriver: book en tid")
    await diary.tap("Se flere tider")
    await diary.tap(diary.last("tider"))
    asked = await diary.tap(diary.last(" kl. "))
    assert "Vil du have den tid?" in asked
    sent = await diary.tap("Ja, book tiden")
    assert "Du får besked her" in sent
    await diary.told("Jobcentret har bekræftet.")
    await diary.tap("Læg den i din kalender")
    files = [message["document"]["file_name"] for message in phone.screen if "document" in message]
    assert files == ["samtale.ics"], phone.transcript()

    await diary.ask("kan jeg flytte min samtale")
    await diary.tap("Se flere tider")
    await diary.tap("Senere dage")
    await diary.tap(diary.last("tider"))
    await diary.tap(diary.last(" kl. 1"))
    moved = await diary.tap("Ja, flyt")
    assert "Den gamle tid gælder" in moved
    assert "Læg den i din kalender" not in phone.labels(), "a time that is to be left"
    await diary.told("Jobcentret har bekræftet.")

    shown = await diary.ask("aflys min samtale")
    assert "Din frist gælder stadig" in shown, "what follows is shown before the press"
    cancelled = await diary.tap("Ja, aflys samtalen")
    assert "Tiden gælder, til jobcentret har bekræftet" in cancelled
    await diary.told("Din samtale er aflyst, som du bad om.")

    assert "Dit næste trin i Min Plan" in await diary.ask("hvad er næste skridt i min plan")
    await diary.tap("Vis hele planen")
    assert "Noget af svaret må ikke stå i en chat-app" in await diary.ask("hvad skal jeg gøre")
    await diary.ask("/beskeder")
    await diary.tap("Nyt i Min Plan")
    rule = "hvad er konsekvensen, hvis jeg udebliver fra en samtale"
    assert "Det er reglen for alle." in await diary.ask(rule), "their own would name a sanction"
    general = list(phone.texts[-1:])
    await diary.ask("what happens if I don't show up")
    await diary.tap("English")
    general.append(await diary.ask("what happens if I don't show up"))
    await diary.ask("/unlink")
    (artefacts / "telegram-transcript.md").write_text("\n".join(diary.lines), encoding="utf-8")
    own = "\n".join(text for text in phone.texts if text not in general and "for alle" not in text)
    assert not any(word in own for word in ("kontanthjælp", "jobparat"))


async def test_what_is_switched_off_is_not_said(phone: Phone, services: Services) -> None:
    await phone.ask("/login")
    await log_in(phone, services)
    await told(phone, "Chatten er nu koblet til dig.")
    await phone.ask("/beskeder")
    await phone.tap("Ændringer og svar på dine bookinger")
    await times_offered(phone)
    await phone.tap(next(label for label in phone.labels() if " kl. " in label))
    await phone.tap("Ja, book tiden")
    async with services.database.transaction() as tx:
        citizen = citizens.demo_citizen(persona(PERSONA), services.tenants)
        assert (await preferences.read(tx, citizen.id)).off == {"changes"}
    await asyncio.sleep(2)
    assert "Jobcentret har bekræftet." not in "\n".join(phone.texts), "what is switched off is not said"
