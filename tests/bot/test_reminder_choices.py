"""Choosing what to be told, and putting an interview into the phone's calendar."""

from datetime import time, timedelta
from uuid import UUID

from api import clock
from api.notices import preferences
from api.notices.model import Preferences
from api.wiring import Services
from bot.buttons import Buttons
from bot.person import name_of
from tests.api.notices.conftest import World
from tests.support.bot import Linker, set_up_otherwise
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


async def test_channels_are_switched_off_and_on_where_there_are_several(
    phone: Phone, link: Linker, services: Services
) -> None:
    citizen = await link(PERSONA)
    set_up_otherwise(services, notice_channels=("web", "telegram", "email"))

    async def chosen() -> set[str] | None:
        async with services.database.transaction() as tx:
            channels = (await preferences.read(tx, citizen)).channels
        return None if channels is None else set(channels)

    await phone.ask("/beskeder")
    assert "E-mail: slået til" in phone.texts[-1]
    await phone.tap("E-mail")
    assert "E-mail: slået fra" in phone.texts[-1]
    assert "Telegram: slået til" in phone.texts[-1]
    assert await chosen() == {"web", "telegram"}
    await phone.tap("Telegram")
    assert await chosen() == {"web"}
    await phone.tap("Telegram")
    await phone.tap("E-mail")
    assert await chosen() is None, "all that is offered, and what is offered later"
    assert len(phone.screen) == 1


async def test_one_channel_is_no_choice_and_another_is_not_switched(
    phone: Phone, link: Linker, services: Services
) -> None:
    citizen = await link(PERSONA)
    await phone.ask("/beskeder")
    assert "Telegram" not in "".join(phone.labels())
    buttons = Buttons(services.settings.secret_key.get_secret_value(), services.redis)
    await phone.press(await buttons.pack(name_of(services, 7), "notices:sms"))
    async with services.database.transaction() as tx:
        assert await preferences.read(tx, citizen) == Preferences()


async def test_kinds_the_municipality_leaves_to_others_are_not_offered(
    phone: Phone, link: Linker, services: Services
) -> None:
    await link(PERSONA)
    set_up_otherwise(services, notices_off=("interview",))
    await phone.ask("/beskeder")
    assert "Husk din samtale" not in phone.texts[-1]
    assert "Husk din samtale" not in phone.labels()
    assert "Frist for at booke" in phone.labels()


async def test_quiet_hours_are_said_where_there_are_any(
    phone: Phone, link: Linker, services: Services
) -> None:
    citizen = await link(PERSONA)
    await phone.ask("/beskeder")
    assert "Mellem kl. 21.00 og 08.00 er her stille" in phone.texts[-1]
    async with services.database.transaction() as tx:
        await preferences.write(tx, citizen, Preferences(quiet_from=time(0), quiet_to=time(0)))
    await phone.ask("/beskeder")
    assert "stille" not in phone.texts[-1]


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
