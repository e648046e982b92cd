"""Buttons from another time re-render the present; double taps and duplicates do nothing twice."""

import asyncio

import pytest

from api.wiring import Services
from bot.buttons import Buttons
from bot.person import name_of
from tests.support.bot import running_bot
from tests.support.telegram import BotApi, Phone


@pytest.mark.parametrize(
    "data", ["0|abcdefgh|topic:help_menu", "1|AAAAAAAA|topic:help_menu", "garbage", "1|x"]
)
async def test_an_old_or_foreign_button_shows_the_present_state(phone: Phone, data: str) -> None:
    await phone.ask("/menu")
    before = phone.texts[-1]
    await phone.press(data)
    assert phone.texts[-1] == before
    assert phone.buttons()


async def test_a_button_of_a_message_too_old_to_edit_is_answered_anew(phone: Phone) -> None:
    await phone.ask("/start")
    message, button = phone.find("Vis alle emner")
    message["too_old"] = True
    await phone.press(button["callback_data"], message=message)
    assert len(phone.screen) == 2
    assert "Vælg et emne" in phone.texts[-1]


async def test_a_message_telegram_no_longer_shows_is_answered_anew(phone: Phone) -> None:
    await phone.ask("/start")
    message, button = phone.find("Vis alle emner")
    phone.chat.messages.remove(message)
    gone = {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
    await phone.press(button["callback_data"], message=gone)
    assert "Vælg et emne" in phone.texts[-1]


async def test_a_press_older_than_telegrams_patience_is_answered(phone: Phone) -> None:
    await phone.ask("/start")
    message, button = phone.find("Vis alle emner")
    await phone.press(button["callback_data"], message=message, query_id="old1")
    assert "Vælg et emne" in phone.texts[-1]


async def test_a_double_tap_ends_in_one_message(phone: Phone) -> None:
    await phone.ask("/start")
    message, button = phone.find("Vis alle emner")
    await asyncio.gather(*(phone.press(button["callback_data"], message=message) for _ in range(3)))
    assert len(phone.screen) == 1


async def test_a_duplicate_update_is_handled_once(phone: Phone) -> None:
    await phone.write("/menu", times=3)
    await phone.settle()
    assert len(phone.screen) == 1


async def test_updates_out_of_order_are_all_handled(phone: Phone) -> None:
    await phone.write("/menu", update_id=20_002)
    await phone.write("/start", update_id=20_001)
    await phone.settle()
    assert len(phone.screen) == 2


async def test_a_duplicate_after_a_restart_is_handled_once(services: Services, telegram: BotApi) -> None:
    phone = Phone(telegram, 7)
    async with running_bot(services):
        await phone.write("/menu", update_id=30_001)
        await phone.settle()
    async with running_bot(services):
        await phone.write("/menu", update_id=30_001)
        await phone.settle()
    assert len(phone.screen) == 1


async def test_a_restart_in_the_middle_of_a_flow_is_harmless(services: Services, telegram: BotApi) -> None:
    phone = Phone(telegram, 7)
    async with running_bot(services):
        await phone.ask("/start")
    async with running_bot(services):
        await phone.tap("Vis alle emner")
        assert "Vælg et emne" in phone.texts[-1]
        assert len(phone.screen) == 1


async def test_an_update_of_a_replica_that_died_is_done_again(services: Services, telegram: BotApi) -> None:
    phone = Phone(telegram, 7)
    await services.redis.set("bot:update:40001", "busy", px=300)
    async with running_bot(services):
        await phone.write("/menu", update_id=40_001)
        await phone.settle()
    assert len(phone.screen) == 1


async def test_a_ninety_day_old_button_with_a_valid_signature_never_fails(
    phone: Phone, services: Services
) -> None:
    await phone.ask("/menu")
    buttons = Buttons(services.settings.secret_key.get_secret_value(), services.redis)
    for choice in (
        "hold:gone-long-ago",
        "confirm:x",
        "cancel_yes:00000000-0000-0000-0000-000000000000",
        "nonsense",
    ):
        await phone.press(await buttons.pack(name_of(services, 7), choice))
        assert phone.buttons()
        assert "Jeg kan ikke svare lige nu" not in phone.texts[-1]
