"""Typed callback data: a version, a short signature, and the id of the choice, within Telegram's 64 bytes."""

import base64
import hashlib
import hmac

from aiogram.filters.callback_data import CallbackData
from redis.asyncio import Redis

from api.conversation.choices import LONGEST
from api.ids import new_token

KEPT_SECONDS = 90 * 24 * 3600
STALE = "stale"
"""A choice nobody offers: the dialogue answers it, like every unknown one, with its present state."""


class Press(CallbackData, prefix="1", sep="|"):
    """A button of this version. `choice` has at most 48 characters; longer ones stand for a stored one."""

    signature: str
    choice: str


class Buttons:
    """Makes and reads callback data. A signature holds for one chat, so nobody can press for another."""

    def __init__(self, secret_key: str, redis: Redis) -> None:
        self._key = hashlib.sha256(b"vejviser/buttons/1" + secret_key.encode()).digest()
        self._redis = redis

    def _sign(self, chat: str, choice: str) -> str:
        digest = hmac.new(self._key, f"1|{chat}|{choice}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:6]).decode()

    async def pack(self, chat: str, choice: str) -> str:
        """Return the callback data for a choice; one that is too long is stored and named by a reference."""
        if len(choice) > LONGEST:
            reference = f"ref:{new_token()[:40]}"
            await self._redis.set(f"bot:choice:{reference}", choice, ex=KEPT_SECONDS)
            choice = reference
        return Press(signature=self._sign(chat, choice), choice=choice).pack()

    async def unpack(self, chat: str, data: str | None) -> str:
        """Return the choice that was pressed, or `STALE` when the data is old, foreign or forged."""
        try:
            press = Press.unpack(data or "")
        except (TypeError, ValueError):
            return STALE
        if not hmac.compare_digest(press.signature, self._sign(chat, press.choice)):
            return STALE
        if press.choice.startswith("ref:"):
            return str(await self._redis.get(f"bot:choice:{press.choice}") or STALE)
        return press.choice
