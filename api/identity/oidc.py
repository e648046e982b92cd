"""Login with a broker: authorization code, PKCE, state and nonce; the level is asked for and checked (R3, R9)."""

import base64
import hashlib
from datetime import timedelta
from urllib.parse import urlencode

import httpx2
from pydantic import BaseModel, ConfigDict
from redis.asyncio import Redis

from api.identity.model import Identity, LoginRefusedError
from api.identity.oidc_provider import Provider
from api.identity.profiles import PROFILES
from api.ids import new_token, token_hash

LIVES = timedelta(minutes=10)


class Attempt(BaseModel):
    """A login that has begun: what only we know of it, kept under the hash of its state."""

    model_config = ConfigDict(frozen=True)
    nonce: str
    verifier: str
    back: str
    redirect_uri: str


class Begun(BaseModel):
    """Where to send the browser, and the state its cookie must bring back."""

    model_config = ConfigDict(frozen=True)
    address: str
    state: str


def _key(state: str) -> str:
    return f"oidc:{token_hash(state)}"


def challenge(verifier: str) -> str:
    """Return the S256 challenge of a verifier (RFC 7636, section 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


async def begin(redis: Redis, provider: Provider, *, redirect_uri: str, back: str) -> Begun:
    """Begin a login; raises LoginRefusedError when the broker cannot be reached."""
    try:
        metadata = await provider.metadata()
    except httpx2.HTTPError as error:
        raise LoginRefusedError("broker_away", type(error).__name__) from error
    state = new_token()
    attempt = Attempt(nonce=new_token(), verifier=new_token(), back=back, redirect_uri=redirect_uri)
    await redis.set(_key(state), attempt.model_dump_json(), ex=LIVES)
    query = {
        "response_type": "code",
        "client_id": provider.settings.client_id,
        "redirect_uri": redirect_uri,
        "state": state,
        "nonce": attempt.nonce,
        "code_challenge": challenge(attempt.verifier),
        "code_challenge_method": "S256",
        **PROFILES[provider.settings.profile].ask(),
    }
    return Begun(address=f"{metadata.authorization_endpoint}?{urlencode(query)}", state=state)


async def complete(
    redis: Redis, provider: Provider, *, state: str, cookie: str | None, code: str, issuer: str | None
) -> tuple[Identity, str]:
    """Return who logged in and the page they came from. Works once for each state.

    Raises LoginRefusedError for a state of another browser or another time, a code or token the broker or we
    refuse, and a level that is missing, unknown or too low.
    """
    if not state or cookie != state:
        raise LoginRefusedError("foreign_state")
    stored = await redis.getdel(_key(state))
    if stored is None:
        raise LoginRefusedError("old_state")
    attempt = Attempt.model_validate_json(stored)
    try:
        identity = await _identify(provider, attempt, code, issuer)
    except httpx2.HTTPError as error:
        raise LoginRefusedError("broker_away", type(error).__name__) from error
    if not identity.may_see_case:
        raise LoginRefusedError("level_too_low", identity.loa.name)
    return identity, attempt.back


async def _identify(provider: Provider, attempt: Attempt, code: str, issuer: str | None) -> Identity:
    metadata = await provider.metadata()
    # Brokers send `iss` only in some answers (R6); when it is there it must be right (RFC 9207).
    if issuer is not None and issuer.rstrip("/") != metadata.issuer.rstrip("/"):
        raise LoginRefusedError("token_refused", "foreign iss in the answer")
    tokens = await provider.exchange(code, attempt.verifier, attempt.redirect_uri)
    claims = await provider.claims(str(tokens.get("id_token", "")), attempt.nonce)
    profile = PROFILES[provider.settings.profile]
    if profile.userinfo and tokens.get("access_token"):
        # What is signed wins over what is told beside it.
        claims = {**await provider.userinfo(str(tokens["access_token"]), str(claims["sub"])), **claims}
    return profile.read(metadata.issuer, claims)
