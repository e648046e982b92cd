"""How updates reach the bot: long polling with offsets, or a webhook tried until it takes them."""

import asyncio
import json
from urllib.parse import urlsplit

import aiohttp

from tests.support.telegram.checks import RefusedError, bad_request
from tests.support.telegram.state import Json, State


async def get_updates(state: State, params: Json) -> list[Json]:
    """Wait up to `timeout` seconds for updates; those before `offset` are confirmed and forgotten."""
    if state.webhook.get("url"):
        raise RefusedError(
            409,
            "Conflict: can't use getUpdates method while webhook is active",
        )
    offset, limit = int(params.get("offset") or 0), int(params.get("limit") or 100)
    state.polls += 1
    mine = state.polling = state.polls
    if offset:
        state.updates = [update for update in state.updates if update["update_id"] >= offset]
    async with state.arrived:
        state.arrived.notify_all()
        try:
            async with asyncio.timeout(float(params.get("timeout") or 0)):
                await state.arrived.wait_for(lambda: bool(state.updates) or state.polling != mine)
        except TimeoutError:
            return []
    if state.polling != mine:
        raise RefusedError(
            409,
            "Conflict: terminated by other getUpdates request",
        )
    allowed = json.loads(params.get("allowed_updates") or "[]")
    fitting = [update for update in state.updates if not allowed or set(update) & set(allowed)]
    return fitting[:limit]


async def set_webhook(state: State, params: Json) -> bool:
    """Send updates to an address from now on."""
    if urlsplit(params.get("url", "")).scheme not in ("http", "https", ""):
        raise bad_request("bad webhook: invalid URL")
    state.webhook = {
        "url": params.get("url", ""),
        "secret": params.get("secret_token", ""),
        "allowed": json.loads(params.get("allowed_updates") or "[]"),
    }
    if params.get("drop_pending_updates") == "true":
        state.updates.clear()
    return True


async def delete_webhook(state: State, params: Json) -> bool:
    """Go back to polling."""
    return await set_webhook(state, {**params, "url": ""})


async def get_webhook_info(state: State, _params: Json) -> Json:
    """Say where updates go and how many wait."""
    return {
        "url": state.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates),
    }


async def push_to_webhook(state: State) -> None:
    """Send waiting updates to the webhook in order; one that is not taken is tried again."""
    async with aiohttp.ClientSession() as http:
        while True:
            async with state.arrived:
                await state.arrived.wait_for(lambda: bool(state.updates))
            if not state.webhook.get("url") or not await _push(http, state, state.updates[0]):
                await asyncio.sleep(0.05)


async def _push(http: aiohttp.ClientSession, state: State, update: Json) -> bool:
    headers = {"X-Telegram-Bot-Api-Secret-Token": state.webhook["secret"]}
    try:
        async with http.post(state.webhook["url"], json=update, headers=headers) as answer:
            taken = 200 <= answer.status < 300
    except aiohttp.ClientError:
        return False
    if taken and update in state.updates:
        state.updates.remove(update)
    return taken


DELIVERY = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
