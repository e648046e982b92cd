"""`python -m bot` as a process: starts, answers, stops, and says in one line what is missing."""

import asyncio
import os
import signal
import sys

import pytest
from redis.asyncio import Redis

from api.errors import ConfigurationError
from api.settings import Settings
from bot.client import open_bot
from bot.limits import Pace
from tests.support.telegram import BotApi, Phone


async def start(settings: Settings, **changes: str) -> asyncio.subprocess.Process:
    values = {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        **changes,
    }
    environment = os.environ | {f"VEJVISER_{name}": value for name, value in values.items()}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", env=environment, stderr=asyncio.subprocess.PIPE
    )


async def test_the_bot_answers_and_stops_cleanly(settings: Settings, telegram: BotApi) -> None:
    process = await start(settings, TELEGRAM_TOKEN=telegram.token, TELEGRAM_API=telegram.url)
    phone = Phone(telegram, 7)
    await phone.write("/start")
    await phone.settle(60)
    assert "Vejviser" in phone.texts[-1]
    assert "da" in telegram.state.commands
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(15):
        assert await process.wait() == 0


async def test_a_wrong_token_is_one_line(settings: Settings, telegram: BotApi) -> None:
    process = await start(settings, TELEGRAM_TOKEN="42:wrong", TELEGRAM_API=telegram.url)
    assert process.stderr
    async with asyncio.timeout(60):
        told = (await process.stderr.read()).decode()
    assert await process.wait() == 1
    assert told.splitlines()[-1].startswith(
        "bot: VEJVISER_TELEGRAM_TOKEN: the Bot API server does not know it"
    )
    assert "Traceback" not in told


def test_a_missing_token_is_named(settings: Settings, redis: Redis) -> None:
    with pytest.raises(ConfigurationError, match="VEJVISER_TELEGRAM_TOKEN: missing"):
        open_bot(settings, Pace(redis))
