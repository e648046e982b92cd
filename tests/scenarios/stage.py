"""Where scenarios play: the application over HTTP and the bot over HTTP, one record, a real jobcentre behind."""

import re
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx2

from api.ids import new_uuid
from tests.support.telegram import Phone

PERSON = {"da": "Tal med et menneske", "en": "Talk to a person"}
WITHHELD = ("må ikke stå i en chat-app", "may not stand in a chat app")


class Channel(Protocol):
    """What a person can do on a channel."""

    async def say(self, text: str) -> str:
        """Write, and return what is answered."""

    async def press(self, label: str) -> str:
        """Press the button with these words, and return what is answered."""

    def offered(self) -> list[str]:
        """Return the words on the buttons there are now."""


@dataclass
class Web:
    """The widget's own calls."""

    client: httpx2.AsyncClient
    lang: str
    conversation: str = field(default_factory=lambda: str(new_uuid()))
    turn: dict[str, Any] = field(default_factory=dict)

    async def _send(self, **body: str) -> str:
        message = {"conversation": self.conversation, "id": str(new_uuid()), "lang": self.lang, **body}
        answer = await self.client.post("/v1/chat/messages", json=message)
        assert answer.status_code == 200, answer.text
        self.turn = answer.json()
        reply = self.turn["reply"]
        return "\n".join([reply["text"], reply["more"] or ""])

    async def say(self, text: str) -> str:
        """Write, and return what is answered."""
        return await self._send(text=text)

    async def press(self, label: str) -> str:
        """Press the button with these words, and return what is answered."""
        choices = self.turn["reply"]["choices"]
        (chosen, *_) = [choice for choice in choices if fits(label, choice["label"])]
        return await self._send(choice=chosen["id"])

    def offered(self) -> list[str]:
        """Return the words on the buttons there are now."""
        return [choice["label"] for choice in self.turn["reply"]["choices"]]


@dataclass
class Telegram:
    """A phone with the bot."""

    phone: Phone

    async def say(self, text: str) -> str:
        """Write, and return what is answered."""
        return await self.phone.ask(text)

    async def press(self, label: str) -> str:
        """Press the button with these words, and return what is answered."""
        (chosen, *_) = [words for words in self.phone.labels() if fits(label, words)]
        await self.phone.tap(chosen)
        return self.phone.texts[-1]

    def offered(self) -> list[str]:
        """Return the words on the buttons there are now."""
        return self.phone.labels()


def fits(wanted: str, label: str) -> bool:
    """`*` in the wanted words stands for anything, such as a time that is different every day."""
    return re.fullmatch(re.escape(wanted).replace(r"\*", ".*"), label) is not None


def offers(channel: Channel, wanted: str) -> bool:
    """Whether a button with these words is there."""
    return any(fits(wanted, label) for label in channel.offered())
