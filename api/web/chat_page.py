"""The dialogue without JavaScript: a form that does the same, one answer a page.

The message's id is minted with the form, so a page sent twice, or again after "back", is answered once.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from api.conversation.model import TimesCard, Turn
from api.i18n import words_for
from api.ids import new_uuid
from api.web import chat
from api.web.chat_cards import beside_cards, choices_left, days_of
from api.web.deps import AllServices, MaybeLogin
from api.web.page_route import PageRoute
from api.web.templates import page_lang, render
from api.web.visitor import OwnTenant, Visitor

router = APIRouter(route_class=PageRoute, include_in_schema=False)
GREETING = "topic:greeting"


@router.get("/chat", response_class=HTMLResponse)
async def begin(
    request: Request, services: AllServices, who: MaybeLogin, visitor: Visitor, tenant: OwnTenant
) -> Response:
    """Begin a conversation with the greeting."""
    message = chat.MessageIn(
        conversation=str(new_uuid()), id=str(new_uuid()), choice=GREETING, lang=page_lang(request)
    )
    turn = await chat.post_message(message, request, services, who)
    return _page(request, message, turn, tenant=tenant, visitor=visitor)


@router.post("/chat", response_class=HTMLResponse)
async def answer(
    request: Request,
    services: AllServices,
    who: MaybeLogin,
    visitor: Visitor,
    tenant: OwnTenant,
    conversation: Annotated[str, Form()],
    message_id: Annotated[str, Form(alias="id")],
    text: Annotated[str, Form()] = "",
    choice: Annotated[str | None, Form()] = None,
) -> Response:
    """Answer what was written or pressed; an empty message gets the greeting again."""
    said = {"choice": choice} if choice else {"text": text} if text.strip() else {"choice": GREETING}
    sent = {"conversation": conversation, "id": message_id, "lang": page_lang(request), **said}
    message = chat.MessageIn.model_validate(sent)
    turn = await chat.post_message(message, request, services, who)
    return _page(request, message, turn, tenant=tenant, visitor=visitor)


def _page(request: Request, message: chat.MessageIn, turn: Turn, **values: object) -> Response:
    # The citizen's own words may have been in another language than the page's: it follows.
    words = words_for(turn.lang)
    days = {
        index: days_of(card, words)
        for index, card in enumerate(turn.reply.cards)
        if isinstance(card, TimesCard)
    }
    frame = {"turn": turn, "asked": message.text, "conversation": message.conversation, "days": days}
    parts = {
        "text": beside_cards(turn.reply, turn.reply.text),
        "more": beside_cards(turn.reply, turn.reply.more),
        "choices": choices_left(turn.reply),
    }
    return render(
        "chat.html", request, values={**frame, **parts, "next_id": str(new_uuid()), **values}, lang=turn.lang
    )
