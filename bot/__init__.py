"""The Telegram edge. Knows aiogram and `api`; nothing imports it."""
