"""The application's services over a test's own record; the law and the understanding are read once for all tests."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from api.settings import Settings
from api.understand import Understanding, open_understanding
from api.wiring import Services, open_services_over
from rights import Law, read_law

OpenOurs = Callable[[Settings], AbstractAsyncContextManager[Services]]


def settings_over(database_url: str, redis_url: str) -> Settings:
    """Return the settings of a demo installation over a record and a Redis."""
    return Settings(
        environment="demo",
        database_url=database_url,
        redis_url=redis_url,
        secret_key="a-key-for-tests-that-is-long-enough",
    )


@pytest.fixture
def settings(database_url: str, redis_url: str) -> Settings:
    """The settings of a demo installation over this test's PostgreSQL database and Redis."""
    return settings_over(database_url, redis_url)


@pytest.fixture(scope="session")
def library() -> tuple[Law, Understanding]:
    """What every replica reads at its start."""
    return read_law(), open_understanding()


@pytest.fixture
def open_ours(library: tuple[Law, Understanding]) -> OpenOurs:
    """Open the services for some settings: `async with open_ours(settings) as services`."""
    return lambda settings: open_services_over(settings, *library)
