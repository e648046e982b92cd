"""Talking with the bot, as the phone shows it."""

import asyncio

import pytest

from api.identity import links
from api.tenants.model import Level
from api.wiring import Services
from bot.person import name_of
from tests.support.bot import Linker
from tests.support.telegram import BotApi, Phone


async def test_start_greets_and_offers_topics(phone: Phone) -> None:
    text = await phone.ask("/start")
    assert "Vejviser" in text
    assert "automatisk" in text, "an automatic answer says that it is one"
    assert len(phone.buttons()) >= 4


async def test_the_greeting_is_in_the_phones_language(telegram: BotApi, bot: asyncio.Task[None]) -> None:
    phone = Phone(telegram, 8, lang="en")
    await phone.ask("/start")
    assert "Tal med et menneske" not in phone.labels()


async def test_a_pressed_button_becomes_its_answer(phone: Phone, telegram: BotApi) -> None:
    await phone.ask("/start")
    await phone.tap("Vis alle emner")
    assert len(phone.screen) == 1, "one edited message a flow, not a pile"
    assert "Vælg et emne" in phone.texts[0]
    assert telegram.called("sendChatAction")


async def test_a_new_text_takes_the_buttons_off_the_old_message(phone: Phone) -> None:
    await phone.ask("/start")
    await phone.ask("/menu")
    first, second = phone.screen
    assert "reply_markup" not in first
    assert "reply_markup" in second


async def test_switching_the_language_stays_switched(phone: Phone) -> None:
    await phone.ask("/sprog")
    await phone.tap("English")
    await phone.ask("/menu")
    assert "Talk to a person" in phone.labels()


async def test_commands_work_in_every_language(phone: Phone) -> None:
    for command in ("/overview", "/oversigt", "/menu", "/book"):
        await phone.ask(command)
    assert len(phone.screen) == 4


async def test_a_personal_question_without_a_link_leads_to_the_login(phone: Phone) -> None:
    await phone.ask("/plan")
    await phone.tap("Log ind")
    (button,) = [button for button in phone.buttons() if "url" in button]
    assert "/link?t=" in button["url"]


async def test_ten_messages_at_once_are_answered_in_order(phone: Phone) -> None:
    for number in range(10):
        await phone.write("/menu" if number % 2 else "/start")
    await phone.settle()
    starts = ["Vejviser" in text for text in phone.texts]
    assert starts == [True, False] * 5


async def test_a_linked_person_is_known(phone: Phone, link: Linker, services: Services) -> None:
    await link("kontanthjaelp-jobready")
    await phone.ask("/start")
    await phone.ask("/afmeld")
    assert "ikke længere koblet" in phone.texts[-1]
    async with services.database.transaction() as tx:
        assert await links.find(tx, name_of(services, 7)) is None


@pytest.mark.parametrize("level", ["neutral", "personal"])
async def test_what_may_not_be_said_of_a_person_is_said_as_the_rule(
    phone: Phone, link: Linker, level: Level
) -> None:
    await phone.ask("/start")
    unlinked = await phone.ask("hvad er konsekvensen, hvis jeg udebliver fra en samtale")
    await link("kontanthjaelp-jobready", level=level)
    told = await phone.ask("hvad er konsekvensen, hvis jeg udebliver fra en samtale")
    assert "Det er reglen for alle. Hvad der gælder for dig, må ikke stå i en chat-app." in told
    assert unlinked.splitlines()[0] in told
    assert any("url" in button for button in phone.buttons())


async def test_another_language_is_offered_to_whoever_writes_it(phone: Phone) -> None:
    await phone.ask("/start")
    await phone.ask("what happens if I don't show up to the meeting")
    await phone.tap("English")
    assert phone.texts[-1].startswith("Now I write English")
