"""Choosing what to be told, and putting an interview into the phone's calendar."""

from datetime import timedelta
from uuid import UUID

from api import clock
from api.notices import preferences
from api.wiring import Services
from bot.buttons import Buttons
from bot.person import name_of
from tests.api.notices.conftest import World
from tests.support.bot import Linker
from tests.support.telegram import BotApi, Phone

PERSONA = "kontanthjaelp-jobready"


async def test_kinds_are_switched_off_and_on_in_one_message(
    phone: Phone, link: Linker, services: Services
) -> None:
    citizen = await link(PERSONA)
    await phone.ask("/beskeder")
    assert "Nyt i Min Plan: slået til" in phone.texts[-1]
    await phone.tap("Nyt i Min Plan")
    assert "Nyt i Min Plan: slået fra" in phone.texts[-1]
    assert len(phone.screen) == 1
    async with services.database.transaction() as tx:
        assert (await preferences.read(tx, citizen)).off == {"plan"}
    await phone.tap("Nyt i Min Plan")
    assert "Nyt i Min Plan: slået til" in phone.texts[-1]


async def test_without_a_link_there_is_nothing_to_choose(phone: Phone) -> None:
    await phone.ask("/reminders")
    assert phone.labels() == ["Log ind"]


async def press_calendar(phone: Phone, services: Services, interview: UUID | str) -> None:
    buttons = Buttons(services.settings.secret_key.get_secret_value(), services.redis)
    await phone.ask("/samtale")
    await phone.press(await buttons.pack(name_of(services, 7), f"ics:{interview}"))


async def test_an_interview_goes_into_the_phones_calendar(
    phone: Phone, link: Linker, services: Services, telegram: BotApi
) -> None:
    citizen = await link(PERSONA)
    world = World(services.database, services.tenants)
    interview = await world.interview(citizen, clock.now() + timedelta(days=5))
    await phone.ask("/samtale")
    await phone.tap("Læg den i din kalender")
    (sent,) = telegram.called("sendDocument")
    ((name, content),) = sent["files"].values()
    assert name == "samtale.ics"
    assert f"UID:{interview}@vejviser".encode() in content


async def test_a_calendar_button_of_a_gone_interview_shows_the_present(
    phone: Phone, link: Linker, services: Services, telegram: BotApi
) -> None:
    await link(PERSONA)
    await press_calendar(phone, services, "00000000-0000-0000-0000-000000000000")
    await press_calendar(phone, services, "nonsense")
    assert not telegram.called("sendDocument")
    assert phone.buttons()


async def test_a_neutral_chat_gets_a_link_instead_of_the_file(
    phone: Phone, link: Linker, services: Services, telegram: BotApi
) -> None:
    citizen = await link(PERSONA, level="neutral")
    world = World(services.database, services.tenants)
    interview = await world.interview(citizen, clock.now() + timedelta(days=5))
    await press_calendar(phone, services, interview)
    assert not telegram.called("sendDocument")
    assert any("url" in button for button in phone.buttons())
