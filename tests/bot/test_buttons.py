"""Callback data: signed, versioned, at most 64 bytes, and kind to what is old or foreign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from bot.buttons import STALE, Buttons, Press

choices = st.from_regex(r"[a-z_]{1,10}(:[A-Za-z0-9._-]{1,12}){0,4}", fullmatch=True).filter(
    lambda c: len(c) <= 48
)


@pytest.fixture
def buttons(redis: Redis) -> Buttons:
    return Buttons("a-key-for-tests-that-is-long-enough", redis)


@given(choices)
def test_what_fits_is_at_most_64_bytes(choice: str) -> None:
    assert len(Press(signature="x" * 8, choice=choice).pack().encode()) <= 64


@pytest.mark.parametrize("choice", ["more", "topic:help_menu", "hold:" + "t" * 43, "x" * 300])
async def test_a_button_leads_back_to_its_choice(buttons: Buttons, choice: str) -> None:
    packed = await buttons.pack("chat", choice)
    assert len(packed.encode()) <= 64
    assert await buttons.unpack("chat", packed) == choice


async def test_forged_foreign_and_old_buttons_are_stale(buttons: Buttons, redis: Redis) -> None:
    packed = await buttons.pack("chat", "cancel_yes:1")
    other_key = await Buttons("another-key-that-is-long-enough-too", redis).pack("chat", "cancel_yes:1")
    forged = [packed[:-1] + "2", other_key, "0|abcdefgh|more", "1|short", "", None, "ø" * 30, "1|" + "|" * 20]
    assert [await buttons.unpack("chat", data) for data in forged] == [STALE] * len(forged)
    assert await buttons.unpack("another chat", packed) == STALE


async def test_a_long_choice_that_is_forgotten_is_stale(buttons: Buttons, redis: Redis) -> None:
    packed = await buttons.pack("chat", "x" * 60)
    await redis.flushall()
    assert await buttons.unpack("chat", packed) == STALE
