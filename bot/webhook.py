"""Updates pushed by Telegram: one aiohttp server a replica, the secret compared in constant time."""

import asyncio
import hashlib

from aiogram import Bot, Dispatcher
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from api.settings import Settings
from bot.dispatcher import UPDATES

PATH = "/telegram/updates"


def webhook_secret(settings: Settings) -> str:
    """Return the secret Telegram sends along: the one that is set, else one made from our own key."""
    if settings.telegram_webhook_secret:
        return settings.telegram_webhook_secret.get_secret_value()
    return hashlib.sha256(b"vejviser/webhook/1" + settings.secret_key.get_secret_value().encode()).hexdigest()


def webhook_app(bot: Bot, dispatcher: Dispatcher, secret: str) -> web.Application:
    """Return the server. It answers only when an update is handled, so a killed replica's come again."""
    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=secret)
    handler.register(app, path=PATH)
    app.router.add_get("/healthz", _healthy)
    return app


async def _healthy(_request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def serve_webhook(bot: Bot, dispatcher: Dispatcher, settings: Settings) -> None:
    """Listen and tell Telegram where, until cancelled. Replicas say the same, so the last one changes nothing."""
    secret = webhook_secret(settings)
    runner = web.AppRunner(webhook_app(bot, dispatcher, secret), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.telegram_webhook_host, settings.telegram_webhook_port).start()
        await bot.set_webhook(settings.public_url + PATH, secret_token=secret, allowed_updates=UPDATES)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
