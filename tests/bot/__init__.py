"""The bot, through the real aiogram and HTTP, against a Bot API server of our own."""
