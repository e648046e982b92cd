"""Logging in on our pages through a broker that can be told to claim anything."""

import warnings
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from pydantic import SecretStr
from sqlalchemy import select

from api import clock
from api.citizens import service as citizens
from api.citizens.personas import persona
from api.db.tables.citizens import web_sessions
from api.identity.model import NSIS
from api.settings import Oidc, Settings
from api.web.app import create_app
from api.wiring import Services
from tests.support.services import OpenOurs

PERSONA = "dagpenge-new"
SUBSTANTIAL = f"{NSIS}Substantial"


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import oidc_provider_mock

        with oidc_provider_mock.run_server_in_thread() as server:
            yield f"http://localhost:{server.server_port}"


class Site:
    """Our pages, the broker's, and one browser between them."""

    def __init__(self, http: httpx2.AsyncClient, broker: str, services: Services) -> None:
        self.http, self.broker, self.services = http, broker, services

    async def log_in(
        self, claims: dict[str, Any], *, back: str = "/links", action: str | None = None
    ) -> httpx2.Response:
        """Log in as a person of whom the broker claims this, and return our answer to it."""
        async with httpx2.AsyncClient() as outside:
            (await outside.put(f"{self.broker}/users/karla", json=claims)).raise_for_status()
            sent = await self.http.get("/login/oidc", params={"next": back})
            self.sent = sent.headers["location"]
            fields = {"action": action} if action else {"sub": "karla"}
            answer = await outside.post(self.sent, data=fields)
        returned = urlsplit(answer.headers["location"])
        return await self.http.get(f"{returned.path}?{returned.query}")


async def open_site(
    open_ours: OpenOurs, settings: Settings, broker: str, profile: str
) -> AsyncIterator[Site]:
    oidc = Oidc.model_validate(
        {"issuer": broker, "client_id": "vejviser", "client_secret": SecretStr("s"), "profile": profile}
    )
    changed = settings.model_copy(update={"oidc": oidc})
    async with open_ours(changed) as services:
        async with services.database.transaction() as tx:
            await citizens.seed(tx, [persona(PERSONA)], services.tenants, services.seal, now=clock.now())
        app = create_app(changed)
        app.state.services = services
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url=changed.public_url) as http:
            yield Site(http, broker, services)


@pytest.fixture
async def site(open_ours: OpenOurs, settings: Settings, broker: str) -> AsyncIterator[Site]:
    async for opened in open_site(open_ours, settings, broker, "plain"):
        yield opened


@pytest.fixture
async def neb(open_ours: OpenOurs, settings: Settings, broker: str) -> AsyncIterator[Site]:
    async for opened in open_site(open_ours, settings, broker, "neb"):
        yield opened


@pytest.fixture
async def idura(open_ours: OpenOurs, settings: Settings, broker: str) -> AsyncIterator[Site]:
    async for opened in open_site(open_ours, settings, broker, "idura"):
        yield opened


async def sessions(site: Site) -> list[tuple[str, str]]:
    async with site.services.database.transaction() as tx:
        return [(row.assurance, row.actor) for row in await tx.execute(select(web_sessions))]


async def test_a_login_at_substantial_leads_back_where_it_began(site: Site) -> None:
    answer = await site.log_in({"acr": SUBSTANTIAL, "cprNumber": persona(PERSONA).cpr})
    assert (answer.status_code, answer.headers["location"]) == (303, "/links")
    assert await sessions(site) == [("Substantial", "karla")]
    cookie = answer.headers.get_list("set-cookie")[0]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert (await site.http.get("/links")).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"acr": f"{NSIS}Low"},
        {"acr": f"{NSIS}Enormous"},
        {"acr": "urn:example:gold"},
        {"acr": ""},
        {},
        {"acr": ["Substantial"]},
    ],
)
async def test_a_level_that_is_low_unknown_or_missing_is_refused(site: Site, claims: dict[str, Any]) -> None:
    answer = await site.log_in(claims | {"cprNumber": persona(PERSONA).cpr})
    assert answer.status_code == 403
    assert "ikke logget ind" in answer.text
    assert await sessions(site) == []


async def test_a_person_we_do_not_know_gets_no_session(site: Site) -> None:
    answer = await site.log_in({"acr": SUBSTANTIAL, "cprNumber": "0101010000"})
    assert answer.status_code == 403
    assert "Vi kender dig ikke her" in answer.text
    assert await sessions(site) == []


async def test_a_login_that_is_given_up_is_said_kindly(site: Site) -> None:
    answer = await site.log_in({}, action="deny")
    assert answer.status_code == 403
    assert "afbrudt" in answer.text


async def test_a_login_never_leads_to_another_site(site: Site) -> None:
    claims = {"acr": SUBSTANTIAL, "cprNumber": persona(PERSONA).cpr}
    answer = await site.log_in(claims, back="https://evil.example/")
    assert answer.headers["location"] == "/"


async def test_an_answer_in_another_browser_is_refused(site: Site) -> None:
    await site.http.get("/login/oidc")
    state = parse_qs(urlsplit((await site.http.get("/login/oidc")).headers["location"]).query)["state"][0]
    site.http.cookies.clear()
    answer = await site.http.get("/login/oidc/back", params={"state": state, "code": "c"})
    assert answer.status_code == 403


async def test_nobody_logs_in_inside_another_app(site: Site) -> None:
    inside = {"User-Agent": "Mozilla/5.0 (Linux; Android 15; wv) Chrome/131 Mobile Safari/537.36"}
    answer = await site.http.get("/login/oidc", headers=inside)
    assert answer.headers["location"].startswith("/login?")


async def test_the_quirks_of_the_nets_broker(neb: Site) -> None:
    """All values are strings, booleans and numbers too; the person's claims come at userinfo (R5, R6)."""
    claims = {
        "loa": SUBSTANTIAL,
        "ial": f"{NSIS}High",
        "aal": SUBSTANTIAL,
        "dk.cpr": persona(PERSONA).cpr.replace("-", ""),
        "mitid.uuid": "0a1b",
        "mitid.age": "35",
        "mitid.has_cpr": "true",
        "auth_time": "1764000000",
        "amr": ["code_app"],
    }
    answer = await neb.log_in(claims)
    assert answer.status_code == 303
    query = parse_qs(urlsplit(neb.sent).query)
    assert query["idp_values"] == ["mitid"]
    assert query["acr_values"] == [SUBSTANTIAL]
    assert "ssn" in query["scope"][0].split()


async def test_the_quirks_of_idura(idura: Site) -> None:
    """The level is a word at the end of a URN, in small letters (R7)."""
    cpr = persona(PERSONA).cpr
    good = await idura.log_in({"acr": "urn:grn:authn:dk:mitid:substantial", "cprNumberIdentifier": cpr})
    assert good.status_code == 303
    low = await idura.log_in({"acr": "urn:grn:authn:dk:mitid:low", "cprNumberIdentifier": cpr})
    assert low.status_code == 403
    query = parse_qs(urlsplit(idura.sent).query)
    assert query["acr_values"] == ["urn:grn:authn:dk:mitid:substantial"]
