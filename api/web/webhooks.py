"""Takes in events from jobcentres: verified, stored for good, and only then acknowledged."""

import json
import re

from fastapi import APIRouter, Request, Response

from api.jobcentre.signing import BadEvent, BadSignature, verify
from api.logs import get_logger
from api.outbox import inbox
from api.tenants.model import Jobcentre
from api.web.deps import AllServices, Now
from api.web.problems import PROBLEMS, ProblemError
from api.wiring import Services

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"], responses=PROBLEMS)
_log = get_logger("web.webhooks")
_SOURCE = re.compile(r"urn:jobcenter:([0-9]{5})")


@router.post("/jobcentre", status_code=204, response_class=Response)
async def take_event(request: Request, services: AllServices, now: Now) -> Response:
    """Store a signed CloudEvent (Standard Webhooks). 204 once it is stored, also when it came before.

    401: no secret of that jobcentre signed it, or its time is more than five minutes off. 400: not an event.
    """
    body = await request.body()
    jobcentre = _sender(services, body)
    if jobcentre is None:
        raise ProblemError(401, "bad-signature")
    try:
        event = verify(jobcentre.webhook_secrets, request.headers, body)
    except BadSignature as fault:
        _log.warning("event_refused", jobcentre=jobcentre.code)
        raise ProblemError(401, "bad-signature") from fault
    except BadEvent as fault:
        raise ProblemError(400, "bad-event", str(fault)) from fault
    async with services.database.transaction() as tx:
        await inbox.receive(
            tx,
            source=event.source,
            event_id=event.id,
            jobcentre=jobcentre.code,
            kind=event.type,
            body=event.model_dump(mode="json", exclude_none=True),
            now=now,
        )
    return Response(status_code=204)


def _sender(services: Services, body: bytes) -> Jobcentre | None:
    """Return the jobcentre the event says it is from: its secrets decide whether that is so."""
    try:
        source = json.loads(body).get("source", "")
    except (ValueError, AttributeError):
        return None
    match = _SOURCE.fullmatch(source) if isinstance(source, str) else None
    if match is None:
        return None
    try:
        return services.tenants.of_jobcentre(match[1]).jobcentre(match[1])
    except KeyError:
        return None
