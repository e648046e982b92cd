"""Pages that link a chat to the person who logs in, show what is linked, and cut it again (R11)."""

from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.citizens import store as citizen_store
from api.citizens.model import Citizen
from api.identity import link_tokens, links
from api.identity.link_tokens import LinkAsk
from api.identity.links import ChatLink, chat_hash
from api.outbox import store as outbox
from api.tenants.model import Tenant
from api.web.deps import AllServices, LoggedIn, Now, Tx, same_origin
from api.web.embedded import is_embedded
from api.web.page_route import PageRoute
from api.web.templates import page_lang, render
from api.web.visitor import Visitor
from api.wiring import Services

router = APIRouter(route_class=PageRoute, include_in_schema=False, dependencies=[Depends(same_origin)])
LINKED = "chat_linked"
PRIVATE = {"Cache-Control": "no-store"}


def shown_to(services: Services, token: str, citizen: Citizen) -> str:
    """Return the proof that the page was shown to this citizen: a swapped login cannot confirm it."""
    secret = services.settings.secret_key.get_secret_value()
    return chat_hash(secret, "confirm", f"{token}:{citizen.id}")


def _tenant(services: Services, citizen: Citizen | None) -> Tenant:
    known = services.tenants.get(citizen.tenant) if citizen else None
    return known or services.tenants.first()


def _page(
    name: str, request: Request, services: Services, visitor: Citizen | None, status: int = 200, **values: Any
) -> Response:
    values |= {"tenant": _tenant(services, visitor), "visitor": visitor}
    answer = render(f"links/{name}.html", request, status=status, values=values)
    answer.headers.update(PRIVATE)
    return answer


@router.get("/link")
async def ask(
    request: Request, services: AllServices, visitor: Visitor, token: Annotated[str, Query(alias="t")] = ""
) -> Response:
    """Show which chat would be linked to whom; reading does not use the token up."""
    here = urlencode({"next": f"/link?{urlencode({'t': token, 'lang': page_lang(request)})}"})
    asked = await link_tokens.read(services.redis, token)
    if asked is None:
        return _page("dead", request, services, visitor, 410)
    if visitor is None or is_embedded(request.headers.get("user-agent")):
        return RedirectResponse(f"/login?lang={page_lang(request)}&{here}", 303, headers=PRIVATE)
    if asked.only not in (None, visitor.id):
        return _page("other", request, services, visitor, 403)
    proof = shown_to(services, token, visitor)
    level = _tenant(services, visitor).chat_level
    shown: dict[str, Any] = {"chat": asked.shown_as, "token": token, "proof": proof, "level": level}
    return _page("confirm", request, services, visitor, **shown)


@router.post("/link")
async def confirm(
    request: Request,
    services: AllServices,
    citizen: LoggedIn,
    tx: Tx,
    now: Now,
    token: Annotated[str, Form(alias="t")],
    proof: Annotated[str, Form()],
    consent: Annotated[bool, Form()] = False,
) -> Response:
    """Link the chat. Works once, for the person the page was shown to, and for nobody else."""
    asked = await _take(services, token, proof, citizen)
    if asked is None:
        return _page("other", request, services, citizen, 403)
    await links.bind(tx, _link(asked, citizen, consent=consent, linked_at=now))
    await citizen_store.set_lang(tx, citizen.id, asked.lang)
    await outbox.tell(tx, citizen.id, LINKED, {"chat": asked.chat}, now=now)
    return _page("done", request, services, citizen, chat=asked.shown_as)


async def _take(services: Services, token: str, proof: str, citizen: Citizen) -> LinkAsk | None:
    """Use the token up; not for somebody else than it was shown to, so that a swap costs nobody their link."""
    if proof != shown_to(services, token, citizen):
        return None
    asked = await link_tokens.take(services.redis, token)
    return asked if asked and asked.only in (None, citizen.id) else None


def _link(asked: LinkAsk, citizen: Citizen, *, consent: bool, linked_at: datetime) -> ChatLink:
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
async def mine(request: Request, services: AllServices, citizen: LoggedIn, tx: Tx) -> Response:
    """Show the citizen's linked chats, each with a button that cuts it."""
    return _page("mine", request, services, citizen, links=await links.of_citizen(tx, citizen.id))


@router.post("/links/cut")
async def cut(request: Request, citizen: LoggedIn, tx: Tx, chat: Annotated[str, Form()]) -> Response:
    """Cut one of the citizen's own links."""
    await links.unlink(tx, chat, citizen_id=citizen.id)
    return RedirectResponse(f"/links?lang={page_lang(request)}", 303)


@router.post("/links/invite")
async def invite(request: Request, services: AllServices, citizen: LoggedIn) -> Response:
    """Give a start link to the bot; the chat that opens it is confirmed here, by the same citizen."""
    bot = await services.redis.get("bot:username")
    token = await link_tokens.invite(services.redis, citizen.id) if bot else None
    address = f"https://t.me/{bot}?start={token}" if token else None
    return _page("invite", request, services, citizen, 200 if address else 503, address=address)
