"""A missing or malformed setting names the variable, its form and an example."""

import pytest

from api.errors import ConfigurationError
from api.settings import read_settings

GOOD = {
    "VEJVISER_DATABASE_URL": "postgresql://app@/app?host=/tmp/x",
    "VEJVISER_REDIS_URL": "unix:///tmp/x.sock",
    "VEJVISER_SECRET_KEY": "x" * 32,
}


def test_good_settings_are_read() -> None:
    assert read_settings({**GOOD, "VEJVISER_PUBLIC_URL": "https://chat.example.dk/"[:-1]}).secure_cookies


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VEJVISER_DATABASE_URL", "sqlite:///x"),
        ("VEJVISER_REDIS_URL", "http://x"),
        ("VEJVISER_SECRET_KEY", "short"),
        ("VEJVISER_PUBLIC_URL", "chat.example.dk"),
        ("VEJVISER_ENVIRONMENT", "test"),
    ],
)
def test_a_malformed_value_names_variable_and_example(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"{name}: .*Example: {name}="):
        read_settings({**GOOD, name: value})


def test_a_missing_value_names_the_variable() -> None:
    with pytest.raises(ConfigurationError, match="VEJVISER_DATABASE_URL"):
        read_settings({key: value for key, value in GOOD.items() if "DATABASE" not in key})


def test_production_is_refused_with_the_reason() -> None:
    with pytest.raises(ConfigurationError, match="NemLog-in"):
        read_settings({**GOOD, "VEJVISER_ENVIRONMENT": "production"})


def test_an_oidc_broker_is_read_from_its_group() -> None:
    oidc = {
        "VEJVISER_OIDC_ISSUER": "https://b.example",
        "VEJVISER_OIDC_CLIENT_ID": "a",
        "VEJVISER_OIDC_CLIENT_SECRET": "s",
    }
    settings = read_settings({**GOOD, **oidc})
    assert settings.oidc is not None
    assert settings.oidc.client_id == "a"
