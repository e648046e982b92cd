"""Commands of another terminal find the product that runs, and only while it runs."""

from pathlib import Path

import pytest

from api.embedded.folder import lock
from api.embedded.running import settings_here, told
from api.errors import ConfigurationError

GIVEN = {
    "VEJVISER_DATABASE_URL": "postgresql://here/vejviser",
    "VEJVISER_REDIS_URL": "redis://here",
    "VEJVISER_SECRET_KEY": "a-key-that-is-long-enough-for-the-settings",
    "PATH": "/not/ours",
}


def test_the_running_product_is_found_by_its_owner_only_while_it_runs(tmp_path: Path) -> None:
    with lock(tmp_path), told(tmp_path, GIVEN):
        assert settings_here(tmp_path).database_url == GIVEN["VEJVISER_DATABASE_URL"]
        (kept,) = tmp_path.glob("*.json")
        assert kept.stat().st_mode & 0o777 == 0o600
        assert "/not/ours" not in kept.read_text()
    with pytest.raises(ConfigurationError, match="VEJVISER_DATABASE_URL: Field required"):
        settings_here(tmp_path)


def test_what_a_killed_one_left_tells_of_nobody(tmp_path: Path) -> None:
    with told(tmp_path, GIVEN), pytest.raises(ConfigurationError):
        settings_here(tmp_path)


def test_what_the_operator_says_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEJVISER_PUBLIC_URL", "https://chat.example.dk")
    with lock(tmp_path), told(tmp_path, GIVEN):
        assert settings_here(tmp_path).public_url == "https://chat.example.dk"
        for name, value in GIVEN.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("VEJVISER_DATABASE_URL", "postgresql://elsewhere/vejviser")
        assert settings_here(tmp_path).database_url == "postgresql://elsewhere/vejviser"
