"""The citizen's plan, interviews and proofs on paper."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.booking import service as booking
from api.clock import danish_day
from api.conversation.topics.times import FORMS, KINDS, STATES
from api.guidance import store as guidance
from api.plan import store as plans
from api.web.deps import Now, Tx
from api.web.page_route import PageRoute
from api.web.templates import page_lang, render
from api.web.visitor import OwnTenant, Visitor

router = APIRouter(route_class=PageRoute, include_in_schema=False)
NAMES = {"forms": FORMS, "kinds": KINDS, "states": STATES}


@router.get("/print", response_class=HTMLResponse)
async def print_page(request: Request, visitor: Visitor, tenant: OwnTenant, tx: Tx, now: Now) -> Response:
    """Show everything one may want on paper; who is not logged in is asked to."""
    if visitor is None:
        query = urlencode({"lang": page_lang(request), "next": f"/print?lang={page_lang(request)}"})
        return RedirectResponse(f"/login?{query}", 303)
    plan = await plans.read(tx, visitor.id)
    values = {
        "tenant": tenant,
        "visitor": visitor,
        "now": now,
        "plan": plan,
        "steps": plan.in_order(danish_day(now)) if plan else (),
        "overview": await booking.overview(tx, visitor.id, now=now),
        "receipts": await guidance.of_citizen(tx, visitor.id),
    }
    return render("print.html", request, values=values | NAMES)
