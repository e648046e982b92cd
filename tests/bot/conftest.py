"""What all tests of the bot share."""

import pytest

from api.logs import set_up_logs


@pytest.fixture(scope="session", autouse=True)
def _logs() -> None:
    set_up_logs(as_json=True)
