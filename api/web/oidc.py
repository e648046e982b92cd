"""Login through a broker: to it, and back from it. The browser carries a code, never a token."""

from typing import Annotated
from urllib.parse import urlencode

import httpx2
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.i18n import _
from api.identity import keys, oidc
from api.identity.model import LoginRefusedError
from api.identity.oidc_provider import Provider
from api.identity.web_sessions import open_session
from api.logs import get_logger
from api.web.deps import AllServices, Now, Tx
from api.web.embedded import is_embedded
from api.web.login_page import inside
from api.web.page_route import PageRoute
from api.web.sessions import set_cookie
from api.web.templates import page_lang, render
from api.web.visitor import OwnTenant
from api.wiring import Services

router = APIRouter(prefix="/login/oidc", route_class=PageRoute, include_in_schema=False)
COOKIE = "vejviser_login"
REASONS = {
    "denied": _("Login blev afbrudt. Der er ikke sket noget."),
    "level_too_low": _(
        "Dit login er ikke sikkert nok til at se din sag. Log ind med MitID på niveau Betydelig."
    ),
    "unknown_person": _("Vi kender dig ikke her. Hører du til kommunen, så ring, så finder vi ud af det."),
    "broker_away": _("Login svarer ikke lige nu. Prøv igen om lidt."),
    "old_state": _("Der gik for lang tid, eller siden blev åbnet to gange. Begynd forfra."),
}
OTHER_REASON = _("Login kunne ikke godkendes. Begynd forfra, og ring til kommunen, hvis det sker igen.")


async def configured(request: Request, services: AllServices) -> Provider | None:
    """Return the broker, or None where no login by broker is set up; what it says of itself is kept."""
    if services.settings.oidc is None:
        return None
    state = request.app.state
    if not hasattr(state, "broker"):
        state.broker = Provider(services.settings.oidc, httpx2.AsyncClient())
    provider: Provider = state.broker
    return provider


Broker = Annotated[Provider | None, Depends(configured)]


def _back_to(services: Services) -> str:
    return f"{services.settings.public_url}/login/oidc/back"


@router.get("")
async def go(
    request: Request,
    services: AllServices,
    broker: Broker,
    tenant: OwnTenant,
    back: Annotated[str | None, Query(alias="next")] = None,
) -> Response:
    """Send the browser to the broker, in its own window with its address bar; not from inside another app."""
    if broker is None or is_embedded(request.headers.get("user-agent")):
        query = urlencode({"lang": page_lang(request), "next": inside(back)})
        return RedirectResponse(f"/login?{query}", 303)
    try:
        begun = await oidc.begin(services.redis, broker, redirect_uri=_back_to(services), back=inside(back))
    except LoginRefusedError as error:
        return _refused(request, tenant, error.reason)
    answer = RedirectResponse(begun.address, 303, headers={"Cache-Control": "no-store"})
    answer.set_cookie(
        COOKIE,
        begun.state,
        max_age=int(oidc.LIVES.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=services.settings.secure_cookies,
        path="/login/oidc",
    )
    return answer


@router.get("/back")
async def back(
    request: Request,
    services: AllServices,
    broker: Broker,
    tenant: OwnTenant,
    tx: Tx,
    now: Now,
    state: str = "",
    code: str = "",
    iss: str | None = None,
    error: str | None = None,
) -> Response:
    """Take the answer, check everything, and open a session; else say plainly that nothing has happened."""
    if broker is None or error:
        return _refused(request, tenant, "denied")
    try:
        identity, path = await oidc.complete(
            services.redis, broker, state=state, cookie=request.cookies.get(COOKIE), code=code, issuer=iss
        )
        citizen_id = await keys.citizen_of(tx, keys.of_identity(services.seal, identity))
        if citizen_id is None:
            raise LoginRefusedError("unknown_person")
    except LoginRefusedError as refused:
        get_logger("login").warning("login_refused", reason=refused.reason)
        return _refused(request, tenant, refused.reason)
    token = await open_session(tx, citizen_id, actor=identity.subject, assurance=identity.loa.name, now=now)
    answer = RedirectResponse(path, 303)
    set_cookie(answer, services, token)
    answer.delete_cookie(COOKIE, path="/login/oidc")
    return answer


def _refused(request: Request, tenant: OwnTenant, reason: str) -> Response:
    values = {"tenant": tenant, "visitor": None, "reason": REASONS.get(reason, OTHER_REASON)}
    status = 503 if reason == "broker_away" else 403
    return render("login_refused.html", request, status=status, values=values)
