"""What differs between brokers: how the level is asked for, and what the claims are called (R5 to R7).

Read from the brokers' public pages, tried against stand-ins only: no real broker has been spoken to.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from api.identity.model import NSIS, Assurance, Identity, LoginRefusedError

Claims = Mapping[str, Any]
_IDURA = "urn:grn:authn:dk:mitid:"


@dataclass(frozen=True)
class Profile:
    """One kind of broker. Values of claims may come as strings, numbers or lists: they are read, never trusted."""

    scope: str
    acr: str
    loa: tuple[str, ...]
    cpr: str
    uuid: str
    name: str
    extra: Mapping[str, str] = field(default_factory=dict)
    prefix: str = NSIS
    # Some tell the person's claims at the userinfo endpoint only.
    userinfo: bool = False

    def ask(self) -> dict[str, str]:
        """Return what goes into the authorization request: the level is asked for."""
        return {"scope": self.scope, "acr_values": self.acr, **self.extra}

    def read(self, issuer: str, claims: Claims) -> Identity:
        """Return the person; raises LoginRefusedError when the level is missing or unknown."""
        told = next((claims[name] for name in self.loa if claims.get(name)), None)
        if told is None:
            raise LoginRefusedError("no_level")
        return Identity(
            issuer=issuer,
            subject=str(claims["sub"]),
            loa=self._level(told),
            ial=self._level(claims["ial"]) if claims.get("ial") else None,
            aal=self._level(claims["aal"]) if claims.get("aal") else None,
            cpr=_text(claims, self.cpr),
            uuid=_text(claims, self.uuid),
            full_name=_text(claims, self.name),
        )

    def _level(self, told: object) -> Assurance:
        word = str(told)
        if word.startswith(self.prefix):
            word = word.removeprefix(self.prefix)
            word = word if self.prefix == NSIS else word.capitalize()
        return Assurance.read(word)


def _text(claims: Claims, name: str) -> str | None:
    value = claims.get(name)
    return str(value) if value not in (None, "") else None


PROFILES: dict[Literal["neb", "idura", "plain"], Profile] = {
    # Signaturgruppen / Nets eID Broker.
    "neb": Profile(
        scope="openid mitid ssn",
        acr=f"{NSIS}Substantial",
        loa=("loa", "acr"),
        cpr="dk.cpr",
        uuid="mitid.uuid",
        name="mitid.identity_name",
        extra={
            "idp_values": "mitid",
            "idp_params": json.dumps({"mitid": {"loa_value": f"{NSIS}Substantial"}}, separators=(",", ":")),
        },
        userinfo=True,
    ),
    "idura": Profile(
        scope="openid ssn",
        acr=f"{_IDURA}substantial",
        loa=("acr", "authenticationtype"),
        cpr="cprNumberIdentifier",
        uuid="uuid",
        name="name",
        prefix=_IDURA,
    ),
    # A proxy in front of NemLog-in that speaks OIDC with the attributes' own short names.
    "plain": Profile(
        scope="openid profile",
        acr=f"{NSIS}Substantial",
        loa=("acr", "loa"),
        cpr="cprNumber",
        uuid="cprUuid",
        name="name",
        userinfo=True,
    ),
}
