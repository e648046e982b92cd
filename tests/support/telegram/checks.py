"""What the Bot API refuses, checked at least as strictly as Telegram does."""

import html
import json
import re
from typing import Any
from urllib.parse import urlsplit

TAGS = frozenset(
    ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "a"]
)
_TAG = re.compile(r"<(/?)([a-z-]+)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)>")
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


class RefusedError(Exception):
    """An answer `ok: false` with its code, words and parameters."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(why: str) -> RefusedError:
    """Return the error 400 with the reason."""
    return RefusedError(400, f"Bad Request: {why}")


def plain_text(text: str, parse_mode: str | None) -> str:
    """Return the text as the phone shows it; raises RefusedError where Telegram would."""
    if parse_mode is None:
        plain = text
    elif parse_mode.upper() == "HTML":
        plain = _plain_html(text)
    else:
        raise bad_request("unsupported parse_mode")
    if not plain.strip():
        raise bad_request("message text is empty")
    if len(plain.encode("utf-16-le")) // 2 > 4096:
        raise bad_request("message is too long")
    return plain


def _plain_html(text: str) -> str:
    open_tags: list[str] = []
    for match in _TAG.finditer(text):
        closing, tag, attributes = match.groups()
        if tag not in TAGS:
            raise bad_request(f'can\'t parse entities: Unsupported start tag "{tag}"')
        if tag == "a" and not closing and 'href="' not in attributes:
            raise bad_request("can't parse entities: link without address")
        if not closing:
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag:
            raise bad_request(f'can\'t parse entities: Unmatched end tag "{tag}"')
    rest = _TAG.sub("", text)
    if open_tags:
        raise bad_request(f"can't parse entities: Can't find end tag corresponding to \"{open_tags[-1]}\"")
    if "<" in rest or ">" in rest or _ENTITY.search(rest):
        raise bad_request("can't parse entities: unescaped character")
    return html.unescape(rest)


def keyboard(raw: str | None) -> dict[str, Any] | None:
    """Return the inline keyboard; raises RefusedError where Telegram would."""
    if not raw:
        return None
    markup: dict[str, Any] = json.loads(raw)
    buttons = [button for row in markup.get("inline_keyboard", []) for button in row]
    if len(buttons) > 100:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button)
    return markup


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text", "").strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    deeds = [key for key in ("url", "callback_data", "web_app", "copy_text", "login_url") if button.get(key)]
    if len(deeds) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed")
    if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    address = urlsplit(button.get("url", "https://telegram.org"))
    if address.scheme not in ("http", "https", "tg") or "." not in address.netloc:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def commands(raw: str) -> list[dict[str, str]]:
    """Return the bot's commands; raises RefusedError where Telegram would."""
    listed: list[dict[str, str]] = json.loads(raw)
    if len(listed) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in listed:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return listed
