"""One replica of the bot: polling by default, webhook when asked, and the sender of notices beside it."""

import asyncio
import signal

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from redis.exceptions import RedisError

from api.collector import spare_the_collector
from api.logs import get_logger
from api.settings import Settings
from api.wiring import Services, open_services
from bot import commands
from bot.client import open_bot
from bot.dispatcher import build_dispatcher
from bot.edge import open_edge
from bot.limits import Pace
from bot.polling import Poller
from bot.push import push_forever
from bot.webhook import serve_webhook

TRY_AGAIN = 5.0


async def run(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM; raises ConfigurationError when the token is missing or unknown."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with open_services(settings) as services:
        spare_the_collector()
        bot = open_bot(settings, Pace(services.redis))
        try:
            await _until(stopped, services, bot)
        finally:
            await bot.session.close()


async def _until(stopped: asyncio.Event, services: Services, bot: Bot) -> None:
    work = asyncio.create_task(serve(services, bot))
    stop = asyncio.create_task(stopped.wait())
    await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
    for task in (work, stop):
        task.cancel()
    await asyncio.gather(stop, return_exceptions=True)
    try:
        await work
    except asyncio.CancelledError:
        get_logger("bot").info("stopped")


async def serve(services: Services, bot: Bot) -> None:
    """Answer updates and publish the commands until cancelled."""
    edge = open_edge(services, bot)
    dispatcher = build_dispatcher(edge)
    async with asyncio.TaskGroup() as parts:
        parts.create_task(_introduce(services, bot))
        parts.create_task(push_forever(edge))
        if services.settings.telegram_webhook:
            parts.create_task(serve_webhook(bot, dispatcher, services.settings))
        else:
            parts.create_task(Poller(bot, dispatcher, services.redis).run())


async def _introduce(services: Services, bot: Bot) -> None:
    """Publish the menu, and the bot's name to our pages; tried again when Telegram or Redis is away."""
    while True:
        try:
            await commands.publish(bot)
            await services.redis.set("bot:username", (await bot.me()).username or "")
        except (TelegramAPIError, RedisError) as error:
            get_logger("bot").warning("not_introduced", error=type(error).__name__)
            await asyncio.sleep(TRY_AGAIN)
        else:
            return
