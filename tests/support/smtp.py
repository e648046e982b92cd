"""A small SMTP server: keeps what it is sent, and refuses what a test tells it to."""

import asyncio
from email import message_from_bytes
from email.message import Message


class MailServer:
    """Listens on a free port; `refuse` holds addresses it does not take, `away` makes it answer 421."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refuse: set[str] = set()
        self.away = False
        self._server: asyncio.Server | None = None

    async def start(self) -> "MailServer":
        """Listen."""
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        return self

    @property
    def port(self) -> int:
        """The port it listens on."""
        assert self._server
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.close()
            await self._server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"421 away\r\n" if self.away else b"220 test\r\n")
        while line := (await reader.readline()).decode().strip():
            answer = await self._answer(line, reader)
            writer.write(answer.encode() + b"\r\n")
            if line.upper() == "QUIT":
                break
        writer.close()

    async def _answer(self, line: str, reader: asyncio.StreamReader) -> str:
        verb = line.split(":", maxsplit=1)[0].upper()
        if verb == "RCPT TO" and any(address in line for address in self.refuse):
            return "550 no such mailbox"
        if verb == "DATA":
            return "354 go on"
        if verb.startswith(("EHLO", "HELO", "MAIL", "RCPT", "QUIT", "RSET")):
            return "250 ok"
        return await self._take(line, reader)

    async def _take(self, first: str, reader: asyncio.StreamReader) -> str:
        body = first.encode() + b"\r\n"
        while (line := await reader.readline()) != b".\r\n":
            body += line.removeprefix(b".") if line.startswith(b"..") else line
        self.mails.append(message_from_bytes(body))
        return "250 kept"
