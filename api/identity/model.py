"""Who has logged in, in the neutral words of OIOSAML 3 (R4), whichever broker said it."""

from enum import IntEnum

from pydantic import BaseModel, ConfigDict

from api.errors import VejviserError

NSIS = "https://data.gov.dk/concept/core/nsis/"
"""Prefix of the assurance levels (loa, ial, aal): `…/loa` names the attribute, `…/Substantial` a value."""
EID = "https://data.gov.dk/model/core/eid/"
SPEC_VERSION = "OIO-SAML-3.0"


class LoginRefusedError(VejviserError):
    """The login must not be trusted; `reason` is a stable code the page has words for."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class Assurance(IntEnum):
    """NSIS levels, in their order. Case data needs Substantial (LBK 333/2025 § 2: betydelig eller høj)."""

    Low = 1
    Substantial = 2
    High = 3

    @classmethod
    def read(cls, value: object) -> "Assurance":
        """Return the level; a word we do not know is refused, never taken for a level (R3)."""
        word = str(value).removeprefix(NSIS)
        if word not in cls.__members__:
            raise LoginRefusedError("unknown_level", word[:60])
        return cls[word]


class Identity(BaseModel):
    """A natural person, as NemLog-in or a broker has told it. `subject` is theirs, not ours."""

    model_config = ConfigDict(frozen=True)
    issuer: str
    subject: str
    loa: Assurance
    ial: Assurance | None = None
    aal: Assurance | None = None
    # Key to the case, for a public client only (R8); never logged, stored as a keyed hash.
    cpr: str | None = None
    uuid: str | None = None
    full_name: str | None = None
    spec_version: str = SPEC_VERSION

    @property
    def may_see_case(self) -> bool:
        """Whether the level allows case data (R2)."""
        return self.loa >= Assurance.Substantial

    def as_attributes(self) -> dict[str, str]:
        """Return the OIOSAML attributes this stands for."""
        named = {
            f"{NSIS}loa": self.loa.name,
            f"{NSIS}ial": self.ial.name if self.ial else None,
            f"{NSIS}aal": self.aal.name if self.aal else None,
            f"{EID}cprNumber": self.cpr,
            f"{EID}cprUuid": self.uuid,
            f"{EID}fullName": self.full_name,
            "https://data.gov.dk/model/core/specVersion": self.spec_version,
        }
        return {name: value for name, value in named.items() if value is not None}
