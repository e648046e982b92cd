"""Groups, pictures, voice, edits, closed municipalities, and texts made to break things."""

import pytest

from api.tenants.store import Tenants
from api.wiring import Services
from tests.support.bot import set_up_otherwise
from tests.support.telegram import BotApi, Phone

FILE = {"file_id": "f", "file_unique_id": "u"}
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
ODD = [
    "\u202eevil\u202c", "\x00\x01\x02", "<b>&amp;", "'; DROP TABLE citizens; --", "😀" * 500, "x" * 4096,
    "/ukendt", "0",
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            {
                "sticker": {
                    **FILE,
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            },
            "tekst",
        ),
        ({"voice": {**FILE, "duration": 1}}, "lyd"),
        ({"audio": {**FILE, "duration": 1}}, "lyd"),
        ({"photo": [{**FILE, "width": 1, "height": 1}]}, "billeder"),
        ({"document": FILE}, "filer"),
        ({"location": {"latitude": 55.0, "longitude": 12.0}}, "tekst"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "tekst"),
        ({"dice": {"emoji": "🎲", "value": 1}}, "tekst"),
    ],
)
async def test_what_is_not_text_is_answered_kindly(phone: Phone, body: dict[str, object], says: str) -> None:
    await phone.send(body)
    await phone.settle()
    assert says in phone.texts[-1]
    assert "Tal med et menneske" in phone.labels()


async def test_an_edited_message_is_answered_kindly(phone: Phone) -> None:
    await phone.ask("/menu")
    await phone.edit("noget andet")
    await phone.settle()
    assert "rettelser" in phone.texts[-1]


@pytest.mark.parametrize(
    "body", [{"text": "jeg vil ikke leve mere"}, {"location": {"latitude": 55.0, "longitude": 12.0}}]
)
async def test_a_cry_for_help_is_heard_in_an_edit_and_a_place_that_moves_is_not_answered(
    phone: Phone, body: dict[str, object]
) -> None:
    await phone.ask("/menu")
    message = phone._own({**body, "edit_date": 0})
    await phone.api.state.put("edited_message", message)
    await phone.settle()
    if "text" in body:
        assert "112" in phone.texts[-1]
    else:
        assert len(phone.screen) == 1


async def test_a_cry_for_help_is_heard_under_a_picture(phone: Phone) -> None:
    await phone.send({"photo": [{**FILE, "width": 1, "height": 1}], "caption": "jeg vil ikke leve mere"})
    await phone.settle()
    assert "112" in phone.texts[-1]


async def test_an_album_is_answered_once_and_the_apps_own_notes_not_at_all(phone: Phone) -> None:
    for _ in range(5):
        await phone.send({"photo": [{**FILE, "width": 1, "height": 1}], "media_group_id": "a1"})
    await phone.send({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})
    await phone.settle()
    assert len(phone.screen) == 1


async def test_groups_are_refused_and_left(telegram: BotApi, phone: Phone) -> None:
    in_group = Phone(telegram, 7, chat_id=-100)
    await in_group.ask("/menu")
    assert "https://t.me/VejviserTestBot" in in_group.texts[-1]
    assert telegram.called("leaveChat")
    assert not phone.screen


async def test_being_added_to_a_group_is_refused_and_left_and_nothing_else_there_is_answered(
    telegram: BotApi, phone: Phone
) -> None:
    await phone.ask("/menu")
    button = phone.buttons()[0]
    group = Phone(telegram, 7, chat_id=-200)
    group.chat.started = True
    await group.membership("left")
    await group.settle()
    assert not group.screen, "a farewell needs no answer"
    member = {"user": {"id": 42, "is_bot": True, "first_name": "Vejviser"}}
    chat = {"id": -200, "type": "supergroup", "title": "Gruppe"}
    added = {"chat": chat, "from": group.user, "date": 0, "old_chat_member": {**member, "status": "left"}}
    await telegram.state.put("my_chat_member", {**added, "new_chat_member": {**member, "status": "member"}})
    await group.settle()
    assert len(group.screen) == 1
    assert "https://t.me/VejviserTestBot" in group.texts[0]
    assert telegram.called("leaveChat")
    await group.edit("hvad skal jeg gøre")
    await group.press(button["callback_data"], message=group.screen[0])
    assert len(group.screen) == 1
    assert len(phone.screen) == 1


@pytest.mark.parametrize("text", ODD)
async def test_odd_texts_get_an_answer(phone: Phone, text: str) -> None:
    await phone.ask(text)
    assert "Jeg kan ikke svare" not in phone.texts[-1]
    assert phone.buttons()


async def test_a_cpr_number_is_stored_nowhere(phone: Phone, services: Services) -> None:
    await phone.ask("mit cpr er 010190-1234, hvad skal jeg")
    keys = [key async for key in services.redis.scan_iter()]
    kept = [str(await services.redis.get(key)) for key in keys if await services.redis.type(key) == "string"]
    assert keys
    assert not any("1234" in value for value in kept)


async def test_a_municipality_that_has_not_opened_chat_sends_people_on(
    telegram: BotApi, services: Services, phone: Phone
) -> None:
    set_up_otherwise(services, dpia_reference=None)
    await phone.ask("/start")
    assert "bruger ikke Telegram" in phone.texts[-1]
    assert isinstance(services.tenants, Tenants)


async def test_an_address_telegram_makes_no_button_of_is_written_out(
    phone: Phone, services: Services
) -> None:
    object.__setattr__(services.settings, "public_url", "http://localhost:8000")
    await phone.ask("/login")
    assert "Åbn i browseren: http://localhost:8000/link?t=" in phone.texts[-1]
    assert "&lang=da" in phone.texts[-1]
