"""How to reach one jobcentre."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from api.jobcentre.wire import Jobcentercode


class Connection(BaseModel):
    """Settings of one connector. `secrets` sign events: the present one first, then the old one."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["http", "caldav"] = "http"
    base_url: str = Field(pattern=r"^https?://")
    organisation_code: Jobcentercode
    secrets: tuple[SecretStr, ...] = Field(default=(), max_length=2)
    user: str | None = None
    password: SecretStr | None = None
    certificate: str | None = None
    key_file: str | None = None
    ca_file: str | None = None
    timeout_seconds: float = Field(default=10.0, gt=0)
    subscription: str = "vejviser"

    @field_validator("base_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        return url.rstrip("/")
