"""The server refuses what Telegram refuses, so that a test against it means something."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup

from tests.support.telegram import BotApi, Phone


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    server = await BotApi().start()
    yield server
    await server.stop()


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    bot = Bot(api.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.url)))
    yield bot
    await bot.session.close()


@pytest.fixture
async def phone(api: BotApi) -> Phone:
    phone = Phone(api, 7)
    await phone.write("/start")
    api.state.updates.clear()
    return phone


async def test_a_message_is_sent_edited_and_deleted(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_message(7, "<b>Hej</b> &amp; velkommen", parse_mode="HTML")
    assert phone.texts == ["Hej & velkommen"]
    await bot.edit_message_text("Farvel", chat_id=7, message_id=sent.message_id)
    assert phone.texts == ["Farvel"]
    with pytest.raises(TelegramBadRequest, match="not modified"):
        await bot.edit_message_text("Farvel", chat_id=7, message_id=sent.message_id)
    await bot.delete_message(7, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="not found"):
        await bot.edit_message_text("Hov", chat_id=7, message_id=sent.message_id)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("x" * 4097, "too long"),
        ("😀" * 2049, "too long"),
        ("<b>fed", "end tag"),
        ("<b><i>fed</b></i>", "Unmatched end tag"),
        ("1 < 2", "unescaped"),
        ("dig & mig", "unescaped"),
        ("<table>", "Unsupported start tag"),
    ],
)
async def test_texts_that_telegram_refuses(bot: Bot, phone: Phone, text: str, why: str) -> None:
    with pytest.raises(TelegramBadRequest, match=why):
        await bot.send_message(phone.chat_id, text, parse_mode="HTML")


@pytest.mark.parametrize(
    "button",
    [
        InlineKeyboardButton(text="", callback_data="a"),
        InlineKeyboardButton(text="For lang", callback_data="å" * 33),
        InlineKeyboardButton(text="Ingenting"),
        InlineKeyboardButton(text="To", callback_data="a", url="https://example.dk"),
        InlineKeyboardButton(text="Adresse", url="javascript:alert(1)"),
    ],
)
async def test_buttons_that_telegram_refuses(bot: Bot, phone: Phone, button: InlineKeyboardButton) -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(phone.chat_id, "Vælg", reply_markup=keyboard)


async def test_commands_need_their_form(bot: Bot, api: BotApi) -> None:
    await bot.set_my_commands([BotCommand(command="menu", description="Vis menuen")], language_code="da")
    assert api.state.commands["da"] == [{"command": "menu", "description": "Vis menuen"}]
    with pytest.raises(TelegramBadRequest):
        await bot.set_my_commands([BotCommand(command="Hjælp", description="x")])


async def test_nobody_is_written_to_first_nor_after_blocking(bot: Bot, api: BotApi, phone: Phone) -> None:
    api.state.chat(8)
    with pytest.raises(TelegramForbiddenError, match="initiate"):
        await bot.send_message(8, "Hej")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(9, "Hej")
    await phone.membership("kicked")
    with pytest.raises(TelegramForbiddenError, match="blocked"):
        await bot.send_message(7, "Hej")


async def test_faults_come_as_asked(bot: Bot, api: BotApi, phone: Phone) -> None:
    api.fault("sendMessage", 429, "Too Many Requests: retry after 3", parameters={"retry_after": 3})
    api.fault("sendMessage", 502, "Bad Gateway", after=True)
    with pytest.raises(TelegramRetryAfter) as told:
        await bot.send_message(7, "Hej")
    assert told.value.retry_after == 3
    with pytest.raises(TelegramServerError):
        await bot.send_message(7, "Hej")
    assert phone.texts == ["Hej"], "the deed was done, only the answer was lost"


async def test_polling_waits_confirms_and_is_alone(bot: Bot, api: BotApi, phone: Phone) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await phone.write("Hej")
    (update,) = await waiting
    assert [seen.update_id for seen in await bot.get_updates()] == [update.update_id]
    assert await bot.get_updates(offset=update.update_id + 1) == []
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.get_updates(timeout=1))
    with pytest.raises(TelegramConflictError):
        await first
    assert await second == []
    await bot.set_webhook("https://example.dk/hook", secret_token="s")
    with pytest.raises(TelegramConflictError, match="webhook"):
        await bot.get_updates()
