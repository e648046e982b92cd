"""The methods of the Bot API that the bot uses, on the server's state."""

import json
from typing import Any

from tests.support.telegram.checks import RefusedError, bad_request, commands, keyboard, plain_text
from tests.support.telegram.state import Chat, Json, State

ME = {
    "id": 42,
    "is_bot": True,
    "first_name": "Vejviser",
    "username": "VejviserTestBot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


def _open_chat(state: State, params: Json) -> Chat:
    chat = state.chats.get(int(params.get("chat_id", 0)))
    if chat is None:
        raise bad_request("chat not found")
    if chat.blocked:
        raise RefusedError(403, "Forbidden: bot was blocked by the user")
    if not chat.started:
        raise RefusedError(403, "Forbidden: bot can't initiate conversation with a user")
    return chat


def _message(state: State, chat: Chat, body: Json) -> Json:
    message: Json = {
        "message_id": state.next_message_id(),
        "date": state.clock,
        "chat": {"id": chat.id, "type": chat.type, "first_name": "Test"},
        "from": {key: ME[key] for key in ("id", "is_bot", "first_name", "username")},
        **body,
    }
    chat.messages.append(message)
    return message


def send_message(state: State, params: Json) -> Json:
    """Send a text."""
    chat = _open_chat(state, params)
    body: Json = {"text": plain_text(params.get("text", ""), params.get("parse_mode"))}
    if markup := keyboard(params.get("reply_markup")):
        body["reply_markup"] = markup
    return _message(state, chat, body)


def send_document(state: State, params: Json) -> Json:
    """Send a file; only its name and size are kept."""
    chat = _open_chat(state, params)
    name, content = params["files"][params["document"].removeprefix("attach://")]
    if not content:
        raise bad_request("file must be non-empty")
    body: Json = {
        "document": {
            "file_id": f"file{state.last_message_id}",
            "file_unique_id": f"u{state.last_message_id}",
            "file_name": name,
            "file_size": len(content),
        }
    }
    if caption := params.get("caption"):
        body["caption"] = plain_text(caption, params.get("parse_mode"))
    if markup := keyboard(params.get("reply_markup")):
        body["reply_markup"] = markup
    return _message(state, chat, body)


def _own_message(state: State, params: Json) -> Json:
    chat = _open_chat(state, params)
    message = chat.message(int(params.get("message_id", 0)))
    if message is None:
        raise bad_request("message to edit not found")
    if not message["from"]["is_bot"] or message.get("too_old"):
        raise bad_request("message can't be edited")
    return message


def _replace(message: Json, text: str, markup: Json | None) -> Json:
    if (message.get("text"), message.get("reply_markup")) == (text, markup):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    message["text"] = text
    message.pop("reply_markup", None)
    if markup:
        message["reply_markup"] = markup
    return message


def edit_message_text(state: State, params: Json) -> Json:
    """Replace a text of the bot's own."""
    message = _own_message(state, params)
    text = plain_text(params.get("text", ""), params.get("parse_mode"))
    return _replace(message, text, keyboard(params.get("reply_markup")))


def edit_message_reply_markup(state: State, params: Json) -> Json:
    """Replace or remove the buttons of a message."""
    message = _own_message(state, params)
    return _replace(message, message.get("text", ""), keyboard(params.get("reply_markup")))


def delete_message(state: State, params: Json) -> bool:
    """Remove a message."""
    chat = _open_chat(state, params)
    message = chat.message(int(params.get("message_id", 0)))
    if message is None:
        raise bad_request("message to delete not found")
    chat.messages.remove(message)
    return True


def answer_callback_query(state: State, params: Json) -> bool:
    """Stop the button's spinner; once, and not after it has grown old."""
    query = params.get("callback_query_id", "")
    if query.startswith("old"):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(params.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    state.answered[query] = params
    return True


def set_my_commands(state: State, params: Json) -> bool:
    """Set the commands of one language."""
    language = params.get("language_code", "")
    if language and len(language) != 2:
        raise bad_request("invalid language code specified")
    state.commands[language] = commands(params.get("commands", "[]"))
    return True


def set_chat_menu_button(state: State, params: Json) -> bool:
    """Set the menu button."""
    state.menu_button = json.loads(params.get("menu_button", "{}"))
    return True


def send_chat_action(state: State, params: Json) -> bool:
    """Show `typing…`."""
    _open_chat(state, params)
    return True


def leave_chat(state: State, params: Json) -> bool:
    """Leave a group."""
    chat = _open_chat(state, params)
    chat.started = False
    return True


def get_me(_state: State, _params: Json) -> Json:
    """Say who the bot is."""
    return ME


METHODS: dict[str, Any] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendDocument": send_document,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "setMyCommands": set_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "sendChatAction": send_chat_action,
    "leaveChat": leave_chat,
}
