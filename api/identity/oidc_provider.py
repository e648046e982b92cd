"""The broker's side of the protocol: discovery, code for tokens, keys. All from our server, never the browser."""

from typing import Any

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict, ValidationError

from api.identity.model import LoginRefusedError
from api.settings import Oidc

ALGORITHMS = ["RS256", "PS256", "ES256"]
"""Signatures with a key pair. `none` and the symmetric ones would let anybody write a token."""
SKEW_SECONDS = 30
TIMEOUT = httpx2.Timeout(10)


class Metadata(BaseModel):
    """The parts of the discovery document that are used."""

    model_config = ConfigDict(frozen=True)
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None


class Provider:
    """One broker. What it says of itself is read once a process; its keys again when a key is unknown."""

    def __init__(self, settings: Oidc, http: httpx2.AsyncClient) -> None:
        self.settings, self._http = settings, http
        self._metadata: Metadata | None = None
        self._keys: KeySet | None = None

    async def metadata(self) -> Metadata:
        """Return the discovery document; its issuer must be the one that is configured."""
        if self._metadata is None:
            configured = str(self.settings.issuer).rstrip("/")
            found = await self._get(f"{configured}/.well-known/openid-configuration")
            try:
                metadata = Metadata.model_validate(found)
            except ValidationError as error:
                raise LoginRefusedError("broker_failed", "discovery") from error
            if metadata.issuer.rstrip("/") != configured:
                raise LoginRefusedError("broker_failed", "foreign issuer")
            self._metadata = metadata
        return self._metadata

    async def exchange(self, code: str, verifier: str, redirect_uri: str) -> dict[str, Any]:
        """Return the tokens for a code; raises LoginRefusedError when the broker refuses it."""
        metadata = await self.metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        secret = self.settings.client_secret.get_secret_value()
        answer = await self._http.post(
            metadata.token_endpoint, data=form, auth=(self.settings.client_id, secret), timeout=TIMEOUT
        )
        return _json(answer, "code_refused")

    async def claims(self, id_token: str, nonce: str) -> dict[str, Any]:
        """Return the claims of an ID token that is genuine, for us, fresh, and an answer to our request."""
        metadata = await self.metadata()
        checks = jwt.JWTClaimsRegistry(
            leeway=SKEW_SECONDS,
            iss={"essential": True, "value": metadata.issuer},
            aud={"essential": True, "value": self.settings.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        for fresh in (False, True):
            try:
                token = jwt.decode(id_token, await self._key_set(fresh=fresh), algorithms=ALGORITHMS)
                checks.validate(token.claims)
            except (JoseError, ValueError) as error:
                if fresh:
                    raise LoginRefusedError("token_refused", type(error).__name__) from error
            else:
                return dict(token.claims)
        raise AssertionError("the second try returns or raises")

    async def userinfo(self, access_token: str, subject: str) -> dict[str, Any]:
        """Return what more is told of the person, if it is the same person."""
        endpoint = (await self.metadata()).userinfo_endpoint
        if endpoint is None:
            return {}
        told = await self._get(endpoint, {"Authorization": f"Bearer {access_token}"})
        if str(told.get("sub")) != subject:
            raise LoginRefusedError("token_refused", "another subject at userinfo")
        return told

    async def _key_set(self, *, fresh: bool) -> KeySet:
        if self._keys is None or fresh:
            keys = await self._get((await self.metadata()).jwks_uri)
            self._keys = KeySet.import_key_set(keys)  # type: ignore[arg-type]
        return self._keys

    async def _get(self, address: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        return _json(await self._http.get(address, headers=headers or {}, timeout=TIMEOUT), "broker_failed")


def _json(answer: httpx2.Response, reason: str) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError as error:
        raise LoginRefusedError(reason, f"status {answer.status_code}, no JSON") from error
    if answer.status_code != 200 or not isinstance(body, dict):
        raise LoginRefusedError(reason, f"status {answer.status_code}")
    return body
