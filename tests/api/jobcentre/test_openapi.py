"""The contract as OpenAPI: the file is the demo's, the demo keeps it, and the connector's requests keep it."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from ssl import create_default_context
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.jobcentre import wire
from api.jobcentre.connect import open_session
from api.jobcentre.demo.app import create_app
from api.jobcentre.demo.config import Config
from api.jobcentre.demo.openapi import as_text
from api.jobcentre.demo.seeding import extra_cpr
from api.jobcentre.errors import Refused
from api.jobcentre.exchange import Exchange
from api.jobcentre.http import HttpJobcentre
from tests.api.jobcentre.acts import free_times, key
from tests.support.jobcentre import SECRET, DemoJobcentre, cpr_of

FILE = Path(__file__).parents[3] / "docs" / "jobcentre-api.openapi.json"
DOCUMENT: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))

# Typed from the contract's table.
OPERATIONS = """
GET /v1/borgerstatus
GET /v1/borgerfakta
GET /v1/frister
GET /v1/moedetilbud
POST /v1/moedetilbud/action/soeg
GET /v1/moedetilbud/{moedetilbudId}/vejledere
GET /v1/moedetilbud/{moedetilbudId}/tider
POST /v1/indkaldelser/{indkaldelseId}/action/reserver
DELETE /v1/indkaldelser/{indkaldelseId}/action/reserver
PUT /v1/indkaldelser/{indkaldelseId}
POST /v1/indkaldelser/{indkaldelseId}/action/ombook
POST /v1/indkaldelser/{indkaldelseId}/action/aflys
POST /v1/indkaldelser/{indkaldelseId}/action/accepter
POST /v1/indkaldelser/{indkaldelseId}/action/bedoem
PUT /v1/venteliste/{ventelisteId}
DELETE /v1/venteliste/{ventelisteId}
GET /v1/indkaldelser/{indkaldelseId}
GET /v1/indkaldelser/{indkaldelseId}/historik
GET /v1/indkaldelser
GET /v1/minplan
POST /v1/beskeder
GET /v1/beskeder
POST /v1/fejlmeldinger
GET /v1/kodelister/{navn}
POST /v1/webhooks/{abonnement}/afspil
"""


def test_the_committed_file_is_what_the_demo_says(tmp_path: Path) -> None:
    said = as_text(create_app(Config(data=tmp_path)))
    assert said == FILE.read_text(encoding="utf-8"), (
        "run: vejviser jobcentre openapi docs/jobcentre-api.openapi.json"
    )


def test_every_operation_of_the_contract_is_there() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    there = {f"{method.upper()} {path}" for path, item in DOCUMENT["paths"].items() for method in item}
    assert there == set(OPERATIONS.split("\n")) - {""}
    tags = {operation["tags"][0] for item in DOCUMENT["paths"].values() for operation in item.values()}
    assert tags == {"planner", "fælles data"}


# Ten digits of an id are no CPR number.
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Recorder:
    """Checks every request of the connector against the document, and remembers which operations it met."""

    def __init__(self) -> None:
        self.met: set[tuple[str, str]] = set()

    async def __call__(
        self, request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        """Check one request: address, headers, query, body."""
        await self._check_request(request)
        return await handler(request)

    async def _check_request(self, request: aiohttp.ClientRequest) -> None:
        path, item = next(
            (template, item)
            for template, item in DOCUMENT["paths"].items()
            if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), request.url.path)
        )
        operation = item[request.method.lower()]
        self.met.add((request.method, path))
        for parameter in operation["parameters"]:
            self._check_parameter(parameter, request)
        body = operation.get("requestBody")
        content = await request.body.as_bytes() if isinstance(request.body, aiohttp.Payload) else request.body
        if body and (content or body.get("required")):
            self._check(body["content"]["application/json"]["schema"], json.loads(content))
        assert not re.search(r"\d{10}", ID.sub("", str(request.url))), "a CPR number in an address"

    def _check_parameter(self, parameter: dict[str, Any], request: aiohttp.ClientRequest) -> None:
        where, name = parameter["in"], parameter["name"]
        if where == "path":
            return
        values: Any = request.headers if where == "header" else request.url.query
        assert name in values or not parameter["required"], f"{name} is missing"
        if name in values:
            self._check(parameter["schema"], values[name])

    def _check(self, schema: dict[str, Any], value: Any) -> None:
        whole = {**schema, "components": DOCUMENT["components"]}
        Draft202012Validator(whole).validate(value)


async def test_every_request_of_the_connector_keeps_the_document(
    start_jobcentre: Callable[..., DemoJobcentre],
) -> None:
    demo = start_jobcentre("--subscriber", "http://127.0.0.1:9/", "--secret", SECRET, "--extra-citizens", "3")
    recorder = Recorder()
    connection = demo.connection()
    opened = HttpJobcentre(
        Exchange(connection, partial(open_session, connection, create_default_context(), (recorder,)))
    )
    await _do_everything(opened)
    await opened.close()
    known = {(method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item}
    assert recorder.met == known


async def _do_everything(opened: HttpJobcentre) -> None:
    cpr, interview_id, entry = cpr_of("kontanthjaelp-jobready"), uuid4(), uuid4()
    times = await free_times(opened, cpr)
    search = wire.Tilbudssoegning(jobcenterkode="32601", kontaktgruppe=2)
    await opened.search_offers(search, key=key())
    await opened.advisers(times[0].moedetilbud_id)
    await opened.reserve(cpr, interview_id, times[0].tid_id, key=key())
    order = wire.Booking(tid_id=times[0].tid_id, samtaleform=2, bemaerkning="Ring gerne")
    await opened.book(cpr, interview_id, order, key=key())
    await opened.release(cpr, interview_id, key=key())
    await opened.move(cpr, interview_id, times[1].tid_id, 1, version=1, key=key())
    await opened.accept(cpr, interview_id, version=2, key=key())
    await opened.join_waiting_list(cpr, entry, wire.Venteliste(indkaldelse_id=interview_id), key=key())
    await opened.leave_waiting_list(cpr, entry, key=key())
    with suppress(Refused):
        await opened.rate(cpr, interview_id, 6, None, version=3, key=key())
    await opened.cancel(cpr, interview_id, "Nyt job", version=3, key=key())
    await opened.interview(cpr, interview_id)
    for read in (opened.status, opened.facts, opened.deadlines, opened.plan):
        await read(cpr)
    since = datetime(2026, 1, 1, tzinfo=UTC)
    await opened.changes(since, None)
    await opened.history(cpr, interview_id)
    await opened.message(cpr, wire.Besked(kategori="tolk", tekst="Jeg har brug for tolk"), key=key())
    await opened.answers(cpr, since)
    fault = wire.Fejlmelding(fejlkode=1, fejl_ophav=wire.System.VEJVISER, tidspunkt=since)
    await opened.report_fault(cpr, fault, key=key())
    await opened.code_list("samtaletype")
    await opened.replay("vejviser", since, key=key())


CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
QUICK = hypothesis_settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
schema = schemathesis.openapi.from_dict(DOCUMENT)


@pytest.mark.slow
@schema.parametrize()
@QUICK
def test_the_demo_keeps_the_document_whatever_comes(
    case: schemathesis.Case[Any], shared_jobcentre: DemoJobcentre
) -> None:
    cpr = extra_cpr(598)
    headers = {
        "ActiveOrganisation": "type=8; code=32601",
        "RequestUserMetadata": f"type=1; system=91; id={cpr}",
        "x-civilRegistrationIdentifier": cpr,
    }
    response = case.call(base_url=shared_jobcentre.url, headers=headers)
    case.validate_response(response, checks=CHECKS)
