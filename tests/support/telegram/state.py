"""What the server remembers: chats, messages, waiting updates, the webhook, the faults asked for."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Chat:
    """One chat as the phone sees it; `started` is false until the person has written."""

    id: int
    type: str = "private"
    started: bool = False
    blocked: bool = False
    messages: list[Json] = field(default_factory=list)

    def message(self, message_id: int) -> Json | None:
        """Return the message if it is still there."""
        return next((message for message in self.messages if message["message_id"] == message_id), None)


@dataclass
class Fault:
    """What to answer instead; with `after` the deed is done first and only the answer is lost."""

    method: str
    code: int
    description: str
    parameters: Json | None = None
    times: int = 1
    after: bool = False


@dataclass
class State:
    """Everything one bot's server holds."""

    chats: dict[int, Chat] = field(default_factory=dict)
    updates: list[Json] = field(default_factory=list)
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)
    webhook: Json = field(default_factory=dict)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    menu_button: Json | None = None
    faults: list[Fault] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    answered: dict[str, Json] = field(default_factory=dict)
    polls: int = 0
    polling: int = 0
    last_message_id: int = 100
    last_update_id: int = 10_000
    clock: int = 1_800_000_000

    def chat(self, chat_id: int) -> Chat:
        """Return the chat, made on first use."""
        return self.chats.setdefault(chat_id, Chat(chat_id, "private" if chat_id > 0 else "group"))

    def next_message_id(self) -> int:
        """Return a fresh message id."""
        self.last_message_id += 1
        return self.last_message_id

    async def put(self, kind: str, body: Json, *, update_id: int | None = None) -> int:
        """Queue an update for the bot; returns its id."""
        if update_id is None:
            self.last_update_id += 1
            update_id = self.last_update_id
        async with self.arrived:
            self.updates.append({"update_id": update_id, kind: body})
            self.arrived.notify_all()
        return update_id

    def take_fault(self, method: str, *, after: bool) -> Fault | None:
        """Return the next fault for the method and count it down."""
        for fault in self.faults:
            if fault.method in (method, "*") and fault.after is after and fault.times > 0:
                fault.times -= 1
                return fault
        return None
