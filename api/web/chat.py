"""The widget's door to the dialogue."""

import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, model_validator

from api import clock
from api.conversation import live
from api.conversation.handle import handle
from api.conversation.model import Incoming, Turn
from api.i18n import Lang
from api.web.deps import (
    PER_MINUTE_AND_ADDRESS,
    AllServices,
    LoginSeen,
    MaybeLogin,
    login_seen,
    not_too_often,
    same_origin,
)
from api.web.problems import PROBLEMS, ProblemError

router = APIRouter(prefix="/v1/chat", tags=["chat"], dependencies=[Depends(same_origin)], responses=PROBLEMS)
LONGEST_TEXT = 4000
Id = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class MessageIn(BaseModel):
    """A message: free text, or the id of a button."""

    model_config = ConfigDict(extra="forbid")
    conversation: Id
    id: Id
    text: str | None = None
    choice: str | None = Field(default=None, max_length=200)
    lang: Lang | None = None
    municipality: str | None = Field(default=None, pattern=r"^\d{4}$")
    # Time travel of the page for trying out; only the demo takes it.
    on: date | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "MessageIn":
        if (self.text is None) == (self.choice is None):
            raise ValueError("send either text or choice")
        return self


@router.post("/messages", response_model=Turn, response_model_by_alias=True)
async def post_message(message: MessageIn, request: Request, services: AllServices, who: MaybeLogin) -> Turn:
    """Answer one message; the same message id again gets the same answer and does nothing twice."""
    address = request.client.host if request.client else "-"
    await not_too_often(services, f"address:{address}", PER_MINUTE_AND_ADDRESS)
    await not_too_often(services, f"chat:{message.conversation}")
    if message.text is not None and len(message.text) > LONGEST_TEXT:
        raise ProblemError(413, "too-long")
    incoming = Incoming(
        conversation=message.conversation,
        id=message.id,
        text=message.text,
        choice=message.choice,
        lang=message.lang,
        channel="web",
        citizen=who.citizen_id if who else None,
        tenant=message.municipality or services.tenants.first().code,
        on=message.on if services.settings.is_demo else None,
    )
    return await handle(services, incoming)


@router.get("/stream", response_class=StreamingResponse)
async def stream(
    conversation: Annotated[Id, Query()], request: Request, services: AllServices, who: LoginSeen
) -> StreamingResponse:
    """Push turns as server-sent events: a booking confirmed, a time gone, an answer from a person.

    To listen is no use of the login; when that ends, so does the stream.
    """

    async def events() -> AsyncIterator[str]:
        yield "event: ping\ndata: {}\n\n"
        async for turn in live.listen(services, conversation, who.citizen_id if who else None):
            if await request.is_disconnected():
                return
            if who and await login_seen(request, clock.now()) is None:
                return
            if turn is None:
                yield "event: ping\ndata: {}\n\n"
            else:
                yield f"event: turn\ndata: {json.dumps(turn.model_dump(mode='json', by_alias=True))}\n\n"

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events(), media_type="text/event-stream", headers=headers)
