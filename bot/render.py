"""A reply as Telegram messages: escaped, split at sentences, sources as short lines, buttons at the end."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from api.conversation.model import Choice, InterviewCard, Reply
from api.i18n import Words, _
from bot.buttons import Buttons
from bot.times import with_times
from rights import Citation

LONGEST = 3500
"""UTF-16 units in one message: Telegram takes 4096, and a phone shows shorter ones better."""
SHORT_LABEL = 24
MOST_SOURCES = 4
CALENDAR = "ics"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Message:
    """One message, ready to send."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


def length(text: str) -> int:
    """Return the length as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


async def render(reply: Reply, words: Words, buttons: Buttons, chat: str) -> list[Message]:
    """Return the messages of a reply, the buttons under the last one."""
    parts = [html.escape(part, quote=False) for part in split(reply.text)]
    ends = [sources(reply.citations, words)]
    if reply.notice:
        ends.append(f"<i>{html.escape(reply.notice, quote=False)}</i>")
    end = "\n\n".join(part for part in ends if part)
    if end and length(parts[-1]) + length(end) <= LONGEST:
        parts[-1] = f"{parts[-1]}\n\n{end}"
    elif end:
        parts.append(end)
    choices = (*with_times(reply.choices, reply.cards, words), *calendar_choice(reply, words))
    keyboard = await keyboard_of(choices, buttons, chat)
    return [*(Message(part) for part in parts[:-1]), Message(parts[-1], keyboard)]


def calendar_choice(reply: Reply, words: Words) -> tuple[Choice, ...]:
    """Return the way to put the one booked interview of a reply into the phone's calendar."""
    cards = [card for card in reply.cards if isinstance(card, InterviewCard) and card.state == "booked"]
    # A wish to move or cancel it is under way where the text says something else of it than the card.
    booked = [card for card in cards if card.state_text in reply.text]
    if len(booked) != 1:
        return ()
    return (Choice(id=f"{CALENDAR}:{booked[0].interview}", label=words(_("Læg den i din kalender"))),)


def split(text: str) -> list[str]:
    """Cut a text into parts that fit, at paragraphs, else lines, else sentences, else words."""
    parts = [""]
    for piece in _pieces(text.strip()):
        if length(parts[-1]) + length(piece) > LONGEST:
            parts.append("")
        parts[-1] += piece
    return [part.strip() for part in parts if part.strip()] or ["…"]


def _pieces(text: str) -> Iterator[str]:
    """Yield pieces that fit and together are the text."""
    for separator in ("\n\n", "\n", _SENTENCE, " ", ""):
        if length(text) <= LONGEST:
            break
        head, tail = _cut(text, separator)
        if head:
            yield head
            yield from _pieces(tail)
            return
    yield text


def _cut(text: str, separator: str | re.Pattern[str]) -> tuple[str, str]:
    """Cut after the last separator that lets the head fit; an empty head when there is none."""
    room = LONGEST // 2 if separator == "" else LONGEST
    fitting = text[:room]
    while length(fitting) > LONGEST:
        fitting = fitting[:-1]
    if separator == "":
        at = len(fitting)
    elif isinstance(separator, str):
        at = fitting.rfind(separator) + len(separator) if separator in fitting else 0
    else:
        at = max((match.end() for match in separator.finditer(fitting)), default=0)
    return text[:at], text[at:]


def sources(citations: tuple[Citation, ...], words: Words) -> str:
    """Return the sources, one short line each, with a link to the text where there is one."""
    lines = []
    for citation in citations[:MOST_SOURCES]:
        where = html.escape(f"{citation.act} {citation.paragraph}", quote=False)
        linked = f'<a href="{html.escape(citation.url)}">{where}</a>' if citation.url else where
        lines.append(f"{linked} ({html.escape(citation.version, quote=False)})")
    if len(citations) > MOST_SOURCES:
        lines.append(
            words.n("og {count} kilde mere", "og {count} kilder mere", len(citations) - MOST_SOURCES)
        )
    return "\n".join([f"<b>{words(_('Kilder'))}</b>", *lines]) if lines else ""


async def keyboard_of(
    choices: tuple[Choice, ...], buttons: Buttons, chat: str
) -> InlineKeyboardMarkup | None:
    """Return the buttons: two short ones side by side, long ones alone; links open the phone's browser."""
    rows: list[list[InlineKeyboardButton]] = []
    for choice in choices:
        button = await _button(choice, buttons, chat)
        pairs = rows and len(rows[-1]) == 1 and len(rows[-1][0].text) <= SHORT_LABEL
        if pairs and len(button.text) <= SHORT_LABEL:
            rows[-1].append(button)
        else:
            rows.append([button])
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


async def _button(choice: Choice, buttons: Buttons, chat: str) -> InlineKeyboardButton:
    if choice.url:
        return InlineKeyboardButton(text=choice.label, url=choice.url)
    return InlineKeyboardButton(text=choice.label, callback_data=await buttons.pack(chat, choice.id))


def without_links(message: Message) -> Message:
    """Return the message with its link buttons written out as text."""
    rows = message.keyboard.inline_keyboard if message.keyboard else []
    links = [button for row in rows for button in row if button.url]
    kept = [[button for button in row if not button.url] for row in rows]
    written = [html.escape(f"{button.text}: {button.url}", quote=False) for button in links]
    keyboard = InlineKeyboardMarkup(inline_keyboard=[row for row in kept if row])
    return Message("\n".join([message.html, "", *written]), keyboard if keyboard.inline_keyboard else None)
