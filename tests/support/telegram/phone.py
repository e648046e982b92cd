"""The person's side: write, tap, block, and read what the screen shows."""

import asyncio
import time
from typing import Any

from tests.support.telegram.server import BotApi
from tests.support.telegram.state import Chat, Json


class Phone:
    """A person in a chat with the bot."""

    def __init__(self, api: BotApi, user_id: int, *, lang: str = "da", chat_id: int | None = None) -> None:
        self.api = api
        self.user: Json = {"id": user_id, "is_bot": False, "first_name": "Karla", "language_code": lang}
        self.chat_id = chat_id or user_id

    @property
    def chat(self) -> Chat:
        """The chat on the server."""
        return self.api.state.chat(self.chat_id)

    @property
    def screen(self) -> list[Json]:
        """The bot's messages, oldest first."""
        return [message for message in self.chat.messages if message["from"]["is_bot"]]

    @property
    def texts(self) -> list[str]:
        """The bot's texts, oldest first."""
        return [message.get("text", "") for message in self.screen]

    def transcript(self) -> str:
        """Return the chat as the phone shows it, buttons in brackets."""
        lines: list[str] = []
        for message in self.chat.messages:
            who = "Bot" if message["from"]["is_bot"] else "Dig"
            lines.append(f"{who}: {message.get('text') or message.get('document', {}).get('file_name', '')}")
            lines += [f"     [{'] ['.join(b['text'] for b in row)}]" for row in self.rows(message)]
        return "\n".join(lines)

    @staticmethod
    def rows(message: Json) -> list[list[Json]]:
        """The rows of buttons of a message."""
        rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    def buttons(self) -> list[Json]:
        """The buttons of the newest message that has some."""
        for message in reversed(self.screen):
            if rows := self.rows(message):
                return [button for row in rows for button in row]
        return []

    def labels(self) -> list[str]:
        """The words on those buttons."""
        return [button["text"] for button in self.buttons()]

    def _own(self, body: Json) -> Json:
        kind = self.chat.type
        chat = {"id": self.chat_id, "type": kind, **({"title": "Gruppe"} if kind != "private" else {})}
        return {
            "message_id": self.api.state.next_message_id(),
            "date": self.api.state.clock,
            "chat": chat,
            "from": self.user,
            **body,
        }

    async def send(self, body: Json, *, times: int = 1, update_id: int | None = None) -> None:
        """Send any message (text, sticker, voice ...); `times` delivers the same update again."""
        message = self._own(body)
        self.chat.started = True
        self.chat.messages.append(message)
        for _ in range(times):
            update_id = await self.api.state.put("message", message, update_id=update_id)

    async def write(self, text: str, **options: Any) -> None:
        """Write a text without waiting."""
        body: Json = {"text": text}
        if text.startswith("/"):
            body["entities"] = [
                {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
            ]
        await self.send(body, **options)

    async def edit(self, text: str) -> None:
        """Edit the person's last message."""
        await self.api.state.put(
            "edited_message", self._own({"text": text, "edit_date": self.api.state.clock})
        )

    async def press(
        self, data: str, *, message: Json | None = None, query_id: str = "", times: int = 1
    ) -> str:
        """Press a button by its data, wait until the bot is done, and return the query's id."""
        query = query_id or f"q{self.api.state.next_message_id()}"
        body = {"id": query, "from": self.user, "chat_instance": "1", "data": data}
        body["message"] = message or self.screen[-1]
        update_id = None
        for _ in range(times):
            update_id = await self.api.state.put("callback_query", body, update_id=update_id)
        await self.settle()
        return query

    def find(self, label: str) -> tuple[Json, Json]:
        """Return the newest message and button whose label contains the words."""
        for message in reversed(self.screen):
            for button in (button for row in self.rows(message) for button in row):
                if label in button["text"]:
                    return message, button
        raise AssertionError(f"no button {label!r} on the screen:\n{self.transcript()}")

    async def tap(self, label: str, **options: Any) -> str:
        """Press the newest button whose label contains the words."""
        message, button = self.find(label)
        return await self.press(button["callback_data"], message=message, **options)

    async def ask(self, text: str, **options: Any) -> str:
        """Write, wait until the bot is done with it, and return its newest text."""
        await self.write(text, **options)
        await self.settle()
        return self.texts[-1]

    async def membership(self, status: str) -> None:
        """Block (`kicked`) or unblock (`member`) the bot."""
        self.chat.blocked = status == "kicked"
        member: Json = {"user": {"id": 42, "is_bot": True, "first_name": "Vejviser"}, "status": status}
        if status == "kicked":
            member["until_date"] = 0
        old = {"user": member["user"], "status": "member"}
        chat = {"id": self.chat_id, "type": self.chat.type}
        body = {"chat": chat, "from": self.user, "date": self.api.state.clock}
        await self.api.state.put(
            "my_chat_member", {**body, "old_chat_member": old, "new_chat_member": member}
        )

    async def settle(self, seconds: float = 30) -> None:
        """Wait until the bot has taken and finished every update."""
        end = time.monotonic() + seconds
        while self.api.state.updates:
            if time.monotonic() > end:
                raise AssertionError(f"the bot did not settle:\n{self.transcript()}")
            await asyncio.sleep(0.01)
