"""What every test may ask for. The fixtures themselves stand in `tests/support`, by subject."""

import pytest

from api.settings import Settings

# Those that others build on come first, so that each is read by pytest itself.
pytest_plugins = [
    "tests.support.places",
    "tests.support.processes",
    "tests.support.cache",
    "tests.support.record",
    "tests.support.browser",
    "tests.support.jobcentre",
    "tests.support.application",
    "tests.support.exchange",
    "tests.support.dialogue",
    "tests.support.services",
    "tests.support.bot",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add how many times the kill tests kill: 20 at home, more in CI and in the proof."""
    parser.addoption("--kills", type=int, default=20, help="how often the kill tests kill (default 20)")


@pytest.fixture(scope="session")
def kills(request: pytest.FixtureRequest) -> int:
    """How often the kill tests kill a process."""
    return int(request.config.getoption("--kills"))


@pytest.fixture
def settings(database_url: str, redis_url: str) -> Settings:
    """Settings of a demo installation over this test's PostgreSQL database and Redis."""
    return Settings(
        environment="demo",
        database_url=database_url,
        redis_url=redis_url,
        secret_key="a-key-for-tests-that-is-long-enough",
    )
