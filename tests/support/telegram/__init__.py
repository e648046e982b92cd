"""A Telegram Bot API server of our own, spoken to over HTTP by the real bot."""

from tests.support.telegram.phone import Phone
from tests.support.telegram.server import BotApi

__all__ = ["BotApi", "Phone"]
