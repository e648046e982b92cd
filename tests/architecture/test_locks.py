"""The locks pin everything with hashes and name no address."""

import re

import pytest

from tests.architecture.sources import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_address_and_hashes_every_package(lock: object) -> None:
    text = str(lock.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)
    packages = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    assert packages
    assert all("--hash=sha256:" in package for package in packages)
