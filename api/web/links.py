"""Pages that link a chat to the person who logs in, show what is linked, and cut it again (R11)."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.citizens import store as citizen_store
from api.citizens.model import Citizen
from api.identity import link_tokens, links
from api.identity.link_tokens import LinkAsk
from api.identity.links import ChatLink, chat_hash
from api.outbox import store as outbox
from api.web.deps import AllServices, LoggedIn, MaybeLogin, Now, Tx, same_origin
from api.web.embedded import is_embedded
from api.web.link_pages import page
from api.wiring import Services

router = APIRouter(tags=["links"], dependencies=[Depends(same_origin)], include_in_schema=False)
LINKED = "chat_linked"
Token = Annotated[str, Query(alias="t", max_length=64)]


def shown_to(services: Services, token: str, citizen: Citizen) -> str:
    """Return the proof that the page was shown to this citizen: a swapped login cannot confirm it."""
    secret = services.settings.secret_key.get_secret_value()
    return chat_hash(secret, "confirm", f"{token}:{citizen.id}")


@router.get("/link")
async def ask(request: Request, token: Token, services: AllServices, who: MaybeLogin, tx: Tx) -> Response:
    """Show which chat would be linked to whom; reading does not use the token up."""
    if is_embedded(request.headers.get("user-agent")):
        return page(request, "embedded", status=403)
    asked = await link_tokens.read(services.redis, token)
    if asked is None:
        return page(request, "dead", status=410)
    if who is None:
        return RedirectResponse(f"/login?next={quote(f'/link?t={token}', safe='')}", 303)
    citizen = await citizen_store.by_id(tx, who.citizen_id)
    if citizen is None or asked.only not in (None, citizen.id):
        return page(request, "other", asked.lang, status=403)
    tenant = services.tenants.get(citizen.tenant) or services.tenants.first()
    return page(
        request,
        "confirm",
        asked.lang,
        chat=asked.shown_as,
        name=citizen.name,
        token=token,
        proof=shown_to(services, token, citizen),
        level=tenant.chat_level,
    )


@router.post("/link")
async def confirm(
    request: Request,
    services: AllServices,
    citizen: LoggedIn,
    tx: Tx,
    now: Now,
    token: Annotated[str, Form(alias="t", max_length=64)],
    proof: Annotated[str, Form(max_length=64)],
    consent: Annotated[bool, Form()] = False,
) -> Response:
    """Link the chat. Works once, for the person the page was shown to, and for nobody else."""
    if proof != shown_to(services, token, citizen):
        return page(request, "other", status=403)
    asked = await link_tokens.take(services.redis, token)
    if asked is None:
        return page(request, "dead", status=410)
    if asked.only not in (None, citizen.id):
        return page(request, "other", asked.lang, status=403)
    await links.bind(tx, _link(asked, citizen, consent=consent, linked_at=now))
    await citizen_store.set_lang(tx, citizen.id, asked.lang)
    await outbox.tell(tx, citizen.id, LINKED, {"chat": asked.chat}, now=now)
    return page(request, "done", asked.lang, chat=asked.shown_as)


def _link(asked: LinkAsk, citizen: Citizen, *, consent: bool, linked_at: Now) -> ChatLink:
    return ChatLink(
        chat=asked.chat,
        channel=asked.channel,
        chat_sealed=asked.chat_sealed,
        citizen_id=citizen.id,
        level="personal" if consent else "neutral",
        consented=consent,
        blocked=False,
        linked_at=linked_at,
    )


@router.get("/links")
async def mine(request: Request, citizen: LoggedIn, tx: Tx) -> Response:
    """Show the citizen's linked chats, each with a button that cuts it."""
    return page(request, "mine", citizen.lang, links=await links.of_citizen(tx, citizen.id))


@router.post("/links/cut")
async def cut(citizen: LoggedIn, tx: Tx, chat: Annotated[str, Form(max_length=64)]) -> Response:
    """Cut one of the citizen's own links."""
    await links.unlink(tx, chat, citizen_id=citizen.id)
    return RedirectResponse("/links", 303)


@router.post("/links/invite")
async def invite(request: Request, services: AllServices, citizen: LoggedIn) -> Response:
    """Give a start link to the bot; the chat that opens it is confirmed here, by the same citizen."""
    bot = await services.redis.get("bot:username")
    if not bot:
        return page(request, "no_bot", citizen.lang, status=503)
    token = await link_tokens.invite(services.redis, citizen.id)
    return page(request, "invite", citizen.lang, address=f"https://t.me/{bot}?start={token}")
