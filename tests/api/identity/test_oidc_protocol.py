"""The protocol against a provider that enforces it. It tells no assurance level, so a whole login ends there."""

from collections.abc import AsyncIterator, Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from api.identity import oidc
from api.identity.model import LoginRefusedError
from api.identity.oidc_provider import Provider
from api.settings import Oidc
from tests.support.nanoidp import CLIENT, SECRET, NanoIdp, nanoidp

BACK = "http://127.0.0.1:8000/login/oidc/back"


@pytest.fixture(scope="module")
def idp() -> Iterator[NanoIdp]:
    with nanoidp(BACK) as running:
        yield running


@pytest.fixture
async def provider(idp: NanoIdp) -> AsyncIterator[Provider]:
    settings = Oidc.model_validate(
        {"issuer": idp.issuer, "client_id": CLIENT, "client_secret": SecretStr(SECRET)}
    )
    async with httpx2.AsyncClient() as http:
        yield Provider(settings, http)


async def begin(redis: Redis, provider: Provider) -> oidc.Begun:
    return await oidc.begin(redis, provider, redirect_uri=BACK, back="/plan")


def code_for(idp: NanoIdp, begun: oidc.Begun, **changes: str) -> str:
    """Log in at the provider, with parts of the request changed, and return the code it sends back."""
    parts = urlsplit(begun.address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | {"scope": "openid profile"}
    answer = idp.log_in(parts._replace(query=urlencode(query | changes)).geturl())
    assert answer.status_code in (302, 303), answer.text[:400]
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    return back["code"][0]


async def why(redis: Redis, provider: Provider, begun: oidc.Begun, code: str) -> str:
    """Complete the login and return the reason it was refused for."""
    with pytest.raises(LoginRefusedError) as refused:
        await oidc.complete(redis, provider, state=begun.state, cookie=begun.state, code=code, issuer=None)
    return refused.value.reason


async def test_a_genuine_login_passes_every_check_but_the_missing_level(
    redis: Redis, provider: Provider, idp: NanoIdp
) -> None:
    begun = await begin(redis, provider)
    assert await why(redis, provider, begun, code_for(idp, begun)) == "no_level"


async def test_the_request_carries_all_that_protects_it(redis: Redis, provider: Provider) -> None:
    query = parse_qs(urlsplit((await begin(redis, provider)).address).query)
    assert query["code_challenge_method"] == ["S256"]
    assert len(query["code_challenge"][0]) == 43
    assert len(query["state"][0]) >= 43
    assert len(query["nonce"][0]) >= 43
    assert query["acr_values"] == ["https://data.gov.dk/concept/core/nsis/Substantial"]


async def test_the_wrong_verifier_gets_no_tokens(redis: Redis, provider: Provider, idp: NanoIdp) -> None:
    begun = await begin(redis, provider)
    code = code_for(idp, begun, code_challenge=oidc.challenge("somebody else's verifier"))
    assert await why(redis, provider, begun, code) == "code_refused"


async def test_a_code_works_once(redis: Redis, provider: Provider, idp: NanoIdp) -> None:
    begun = await begin(redis, provider)
    code = code_for(idp, begun)
    kept = await redis.get(oidc._key(begun.state))
    assert await why(redis, provider, begun, code) == "no_level"
    await redis.set(oidc._key(begun.state), str(kept))
    assert await why(redis, provider, begun, code) == "code_refused"


async def test_an_answer_to_another_request_is_refused(
    redis: Redis, provider: Provider, idp: NanoIdp
) -> None:
    begun = await begin(redis, provider)
    code = code_for(idp, begun, nonce="the nonce of another request")
    assert await why(redis, provider, begun, code) == "token_refused"


async def test_a_foreign_return_address_is_not_served(redis: Redis, provider: Provider, idp: NanoIdp) -> None:
    begun = await begin(redis, provider)
    address = begun.address.replace(urlencode({"u": BACK})[2:], urlencode({"u": "https://evil.example"})[2:])
    assert idp.log_in(address).status_code == 400


async def test_a_state_works_once_and_in_its_own_browser(
    redis: Redis, provider: Provider, idp: NanoIdp
) -> None:
    begun = await begin(redis, provider)
    for state, cookie in (("", ""), (begun.state, None), (begun.state, "another"), ("x", begun.state)):
        with pytest.raises(LoginRefusedError, match="foreign_state"):
            await oidc.complete(redis, provider, state=state, cookie=cookie, code="c", issuer=None)
    assert await why(redis, provider, begun, code_for(idp, begun)) == "no_level"
    assert await why(redis, provider, begun, "c") == "old_state"


async def test_a_foreign_issuer_in_the_answer_is_refused(redis: Redis, provider: Provider) -> None:
    begun = await begin(redis, provider)
    with pytest.raises(LoginRefusedError, match="token_refused"):
        await oidc.complete(
            redis, provider, state=begun.state, cookie=begun.state, code="c", issuer="https://evil.example"
        )


async def test_a_broker_that_is_away_is_said_so(redis: Redis) -> None:
    settings = Oidc.model_validate(
        {"issuer": "http://127.0.0.1:9", "client_id": CLIENT, "client_secret": SecretStr(SECRET)}
    )
    async with httpx2.AsyncClient() as http:
        with pytest.raises(LoginRefusedError, match="broker_away"):
            await begin(redis, Provider(settings, http))
