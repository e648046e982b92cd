"""The only reader of the environment: one frozen model, prefix `VEJVISER_`, no default secrets."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError, field_validator

from api.errors import ConfigurationError

PREFIX = "VEJVISER_"
EXAMPLES = {
    "database_url": "postgresql://user:password@host:5432/vejviser",
    "redis_url": "redis://host:6379/0",
    "telegram_token": "123456:AbCdEf...",
    "telegram_api": "https://api.telegram.org",
    "public_url": "https://chat.example.dk",
    "secret_key": "at least 32 random characters",
    "jobcentres": "/etc/vejviser/jobcentres.yaml",
    "law_texts": "/srv/law_texts",
    "environment": "demo",
}
NOT_FOR_PRODUCTION = (
    "VEJVISER_ENVIRONMENT=production is refused: login by NemLog-in, the CPR vault, audit and retention "
    "are not built yet. Use 'demo' with fictional citizens."
)


class Oidc(BaseModel):
    """An OIDC broker (R5 to R7 of the login demands); absent in the demo."""

    model_config = ConfigDict(frozen=True)
    issuer: HttpUrl
    client_id: str
    client_secret: SecretStr
    profile: Literal["neb", "idura", "plain"] = "plain"


class Smtp(BaseModel):
    """A mail server for notices; absent means that no e-mail is sent."""

    model_config = ConfigDict(frozen=True)
    host: str
    port: int = 25
    sender: str = "noreply@example.dk"


class Settings(BaseModel):
    """Everything that differs between installations."""

    model_config = ConfigDict(frozen=True)
    environment: Literal["demo", "production"] = "demo"
    database_url: str = Field(pattern=r"^postgresql(\+asyncpg)?://")
    redis_url: str = Field(pattern=r"^(rediss?|unix)://")
    secret_key: SecretStr = Field(min_length=32)
    public_url: str = Field(default="http://127.0.0.1:8000", pattern=r"^https?://[^/\s]+$")
    telegram_token: SecretStr | None = None
    telegram_api: str = Field(default="https://api.telegram.org", pattern=r"^https?://")
    telegram_webhook: bool = False
    telegram_webhook_secret: SecretStr | None = None
    telegram_webhook_host: str = "127.0.0.1"
    telegram_webhook_port: int = 8200
    jobcentres: Path | None = None
    law_texts: Path | None = None
    outbox_dir: Path | None = None
    # The demo's own planner: where it listens, and the secret its events are signed with.
    demo_planner: str = "http://127.0.0.1:8100"
    demo_webhook_secret: SecretStr | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    oidc: Oidc | None = None
    smtp: Smtp | None = None

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        return url.rstrip("/")

    @property
    def is_demo(self) -> bool:
        """Whether citizens are fictional and personas may log in."""
        return self.environment == "demo"

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies carry `Secure`: always, but over plain http on one's own machine."""
        return self.public_url.startswith("https://")


def _nested(values: dict[str, Any], name: str) -> dict[str, Any]:
    start = f"{name}_"
    group = {key.removeprefix(start): values.pop(key) for key in list(values) if key.startswith(start)}
    return {**values, name: group} if group else values


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment.

    Raises ConfigurationError naming the variable, the form of its value and an example.
    """
    source = os.environ if environ is None else environ
    values: dict[str, Any] = {
        key.removeprefix(PREFIX).lower(): value
        for key, value in source.items()
        if key.startswith(PREFIX) and value
    }
    values = _nested(_nested(values, "oidc"), "smtp")
    if values.get("environment") == "production":
        raise ConfigurationError(NOT_FOR_PRODUCTION)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        variable = PREFIX + name.upper().replace(".", "_")
        example = EXAMPLES.get(name, "see docs/configuration.md")
        raise ConfigurationError(f"{variable}: {first['msg']}. Example: {variable}={example}") from error


def debugging(environ: Mapping[str, str] | None = None) -> bool:
    """Return whether `VEJVISER_DEBUG` asks for tracebacks instead of one-line errors."""
    return bool((os.environ if environ is None else environ).get(f"{PREFIX}DEBUG"))


def demo_webhook_secret(environ: Mapping[str, str] | None = None) -> str | None:
    """Return the secret the demo jobcentre signs its events with: not on a command line, where others see it."""
    return (os.environ if environ is None else environ).get(f"{PREFIX}DEMO_WEBHOOK_SECRET") or None
