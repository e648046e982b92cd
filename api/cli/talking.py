"""The dialogue in a terminal, without server, login or database."""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError
from tqdm import tqdm

from api import clock
from api.citizens.personas import persona
from api.conversation.model import Incoming, Turn
from api.conversation.session import Session
from api.conversation.turn import take_turn
from api.errors import VejviserError
from api.i18n import Lang
from api.ids import new_uuid
from api.settings import Settings
from api.wiring import Services, open_services

CONVERSATION = "terminal"
NOON = time(12)


class Line(BaseModel):
    """One line of `ask --batch`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    text: str
    as_: str | None = None
    lang: Lang | None = None
    on: date | None = None


def ask(chosen: argparse.Namespace) -> int:
    """Answer one message, or each line of a file."""
    if (chosen.text is None) == (chosen.batch is None):
        print("vejviser ask: give TEXT, or --batch FILE", file=sys.stderr)
        return 2
    return asyncio.run(_ask_batch(chosen.batch) if chosen.batch else _ask_once(chosen))


async def _ask_once(chosen: argparse.Namespace) -> int:
    line = Line(text=chosen.text, as_=chosen.as_, lang=chosen.lang, on=chosen.on)
    async with _offline() as services:
        turn = await _answer(services, line)
    print(_json(turn) if chosen.json else _plain(turn))
    return 0


async def _ask_batch(file: str) -> int:
    lines = _lines(file)
    async with _offline() as services:
        for raw in tqdm(lines, disable=not sys.stderr.isatty(), unit="lines"):
            print(await _answer_line(services, raw))
    return 0


def _lines(file: str) -> list[str]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VejviserError(
            f"--batch {file}: {error}; give a UTF-8 file with one JSON object a line"
        ) from error
    return [line for line in text.splitlines() if line.strip()]


async def _answer_line(services: Services, raw: str) -> str:
    try:
        content = json.loads(raw)
        renamed = {("as_" if key == "as" else key): value for key, value in content.items()}
        return _json(await _answer(services, Line.model_validate(renamed)))
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return json.dumps({"error": wrong}, ensure_ascii=False)
    except (ValueError, AttributeError, VejviserError) as error:
        return json.dumps({"error": str(error)}, ensure_ascii=False)


async def _answer(services: Services, line: Line) -> Turn:
    """Answer one line in a conversation of its own."""
    session, now = _session(line.as_, line.lang, line.on)
    return await _take(services, session, line.text, now, line.on or _as_of(line.as_))


def _session(name: str | None, lang: Lang | None, on: date | None) -> tuple[Session, datetime]:
    """Return a conversation whose citizen has told the persona's facts, and the moment it is asked at."""
    session = Session(conversation=CONVERSATION, lang=lang or "da")
    day = on or _as_of(name)
    if name:
        session.told = persona(name).facts_on(persona(name).as_of)
    now = datetime.combine(day, NOON, clock.COPENHAGEN) if day else clock.now()
    return session, now


def _as_of(name: str | None) -> date | None:
    return persona(name).as_of if name else None


async def _take(services: Services, session: Session, text: str, now: datetime, on: date | None) -> Turn:
    incoming = Incoming(
        conversation=CONVERSATION, id=str(new_uuid()), text=text, lang=session.lang, channel="cli", on=on
    )
    return await take_turn(incoming, session, tx=None, services=services, now=now)


def chat(chosen: argparse.Namespace) -> int:
    """Talk until an empty line."""
    return asyncio.run(_chat_on(chosen))


async def _chat_on(chosen: argparse.Namespace) -> int:
    session, now = _session(chosen.as_, chosen.lang, None)
    async with _offline() as services:
        for text in _typed():
            try:
                print(_plain(await _take(services, session, text, now, _as_of(chosen.as_))))
            except VejviserError as error:
                print(error)
    return 0


def _typed() -> Iterator[str]:
    while True:
        try:
            text = input("> ")
        except (EOFError, KeyboardInterrupt):
            return
        if not text.strip():
            return
        yield text


@asynccontextmanager
async def _offline() -> AsyncIterator[Services]:
    """Open the services without a server: nothing connects until it is used, and nothing here uses it."""
    settings = Settings(
        database_url="postgresql://nobody@offline/none",
        redis_url="unix:///offline",
        secret_key=SecretStr("a terminal without a record keeps no secrets"),
    )
    async with open_services(settings) as services:
        yield services


def _json(turn: Turn) -> str:
    return json.dumps(turn.model_dump(mode="json", by_alias=True), ensure_ascii=False)


def _plain(turn: Turn) -> str:
    numbered = [f"  {place}. {choice.label}" for place, choice in enumerate(turn.reply.choices, start=1)]
    sources = [f"  {c.act} {c.paragraph} ({c.version})" for c in turn.reply.citations]
    notice = [turn.reply.notice, ""] if turn.reply.notice else []
    return "\n".join([turn.reply.text, "", *notice, *numbered, *sources, ""])
