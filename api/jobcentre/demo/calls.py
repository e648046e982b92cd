"""What a call says in its headers: who acts, for whom, which request, which version."""

import re
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Path, Request

from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.demo.people import Citizen, by_cpr
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.wire import Brugertype, Kind, System

CPR = r"^[0-9]{10}$"
ORGANISATION = r"^type=8; code=[0-9]{5}$"
USER = r"^type=[1-4]; system=[0-9]{1,3}(; id=[^;]{1,140})?$"
VERSION = r'^"v[0-9]{1,9}"$'
TRACE = r"^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"

OrganisationHeader = Annotated[
    str,
    Header(alias="ActiveOrganisation", pattern=ORGANISATION, description="On whose behalf: 8 is a jobcentre"),
]
UserHeader = Annotated[
    str,
    Header(
        alias="RequestUserMetadata",
        pattern=USER,
        description="Who acts: 1 citizen, 2 caseworker, 3 system, 4 employee. With 1 the id is the CPR: secret",
    ),
]
CprHeader = Annotated[str, Header(alias="x-civilRegistrationIdentifier", pattern=CPR)]
OptionalCprHeader = Annotated[str | None, Header(alias="x-civilRegistrationIdentifier", pattern=CPR)]
TraceHeader = Annotated[str | None, Header(alias="traceparent", pattern=TRACE)]
RequestIdHeader = Annotated[str, Header(alias="x-requestId", min_length=1, max_length=46)]
KeyHeader = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=255)]
IfMatchHeader = Annotated[str, Header(alias="If-Match", pattern=VERSION)]
InterviewId = Annotated[UUID, Path(alias="indkaldelseId")]
OfferId = Annotated[str, Path(alias="moedetilbudId", min_length=1, max_length=64)]
WaitingId = Annotated[UUID, Path(alias="ventelisteId")]
IfNoneMatchHeader = Annotated[str, Header(alias="If-None-Match", pattern=r"^\*$")]


# All of these are coroutines: a plain function would be run in a thread, beside the one that owns the store.
# What a route asks for asks nothing further: each dependency costs its share of every call.
async def office_of(request: Request) -> Office:
    """Return the office the application runs."""
    return _office(request)


def _office(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


TheOffice = Annotated[Office, Depends(office_of)]


@dataclass(frozen=True)
class Caller:
    """A caller known to the jobcentre. `user` is set when a citizen acts: their CPR number."""

    office: Office
    actor: Actor
    user: str | None


async def caller(
    request: Request, organisation: OrganisationHeader, user: UserHeader, traceparent: TraceHeader = None
) -> Caller:
    """Return who calls. Refuses ingen-rettigheder for another jobcentre."""
    office = _office(request)
    if organisation.rpartition("code=")[2] != office.config.code:
        raise Refusal(Kind.INGEN_RETTIGHEDER, "et andet jobcenter")
    parts = dict(re.findall(r"(type|system|id)=([^;]+)", user))
    kind, system = int(parts["type"]), int(parts["system"])
    # Staff work in the jobcentre's own planner; through the API they are a system on their behalf.
    if kind in {Brugertype.SAGSBEHANDLER, Brugertype.MEDARBEJDER} and system != System.PLANLAEGGER:
        kind = Brugertype.SYSTEM
    return Caller(office, Actor(kind=kind, system=system, trace=traceparent), parts.get("id"))


TheCaller = Annotated[Caller, Depends(caller)]


@dataclass(frozen=True)
class OwnCall:
    """A call about one citizen."""

    office: Office
    actor: Actor
    citizen: Citizen
    cpr: str


async def own_call(
    request: Request,
    organisation: OrganisationHeader,
    user: UserHeader,
    cpr: CprHeader,
    traceparent: TraceHeader = None,
) -> OwnCall:
    """Return the call. Refuses borger-ukendt, and ingen-rettigheder when one citizen acts for another."""
    who = await caller(request, organisation, user, traceparent)
    if who.actor.kind == Brugertype.BORGER and who.user != cpr:
        raise Refusal(Kind.INGEN_RETTIGHEDER, "en borger handler kun for sig selv")
    return OwnCall(who.office, who.actor, by_cpr(who.office, cpr), cpr)


Own = Annotated[OwnCall, Depends(own_call)]


@dataclass(frozen=True)
class Post:
    """What makes a POST safe to repeat."""

    key: str
    request_id: str


async def post(key: KeyHeader, request_id: RequestIdHeader) -> Post:
    """Return the key and the request id of a POST."""
    return Post(key, request_id)


ThePost = Annotated[Post, Depends(post)]


async def version(if_match: IfMatchHeader) -> int:
    """Return the version the caller has seen."""
    return int(if_match.strip('"').removeprefix("v"))


TheVersion = Annotated[int, Depends(version)]
