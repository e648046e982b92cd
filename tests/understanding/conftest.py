"""One understanding for all tests here: opening the encoder takes a moment."""

import pytest

from api.understand import Understanding, open_understanding


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    """The committed model with the encoder where this machine runs it."""
    return open_understanding()
