"""A wrong tenant file is refused with its name and what is wrong."""

from pathlib import Path

import pytest

from api.errors import ConfigurationError
from api.tenants.store import read_tenants


def test_the_demo_file_is_whole() -> None:
    tenants = read_tenants(None, {"planner": "http://127.0.0.1:1", "webhook_secret": "whsec_eA=="})
    assert tenants.of_jobcentre("32601").code == "0326"
    assert tenants.get("9999") is None


@pytest.mark.parametrize(
    "text", ["", "municipalities: []\n  x", "municipalities:\n  - {code: '32'}", "other: 1"]
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "jobcentres.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"VEJVISER_JOBCENTRES: .*jobcentres\.yaml"):
        read_tenants(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        read_tenants(tmp_path / "nowhere.yaml")
