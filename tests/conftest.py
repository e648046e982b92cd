"""What every test may ask for. The fixtures themselves stand in `tests/support`, by subject."""

import pytest

from api.collector import spare_the_collector

pytest_plugins = ["tests.support.scheduling", "tests.support.browser"]
# Those that others build on come first, so that each is read by pytest itself.
FIXTURES = (
    "tests.support.places",
    "tests.support.processes",
    "tests.support.cache",
    "tests.support.record",
    "tests.support.services",
    "tests.support.jobcentre",
    "tests.support.application",
    "tests.support.exchange",
    "tests.support.dialogue",
    "tests.support.bot",
)
pytest.register_assert_rewrite(*FIXTURES)


def pytest_configure(config: pytest.Config) -> None:
    """Read the fixtures where tests run: the process that only hands them out would wait for it in vain."""
    hands_out = config.getoption("numprocesses", None) and not hasattr(config, "workerinput")
    for name in () if hands_out else FIXTURES:
        config.pluginmanager.import_plugin(name)


def pytest_collection_finish() -> None:
    """Let what has been read stay: to look it over again and again for garbage is a tenth of a run."""
    spare_the_collector()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add how many times the kill tests kill: 20 at home, more in CI and in the proof."""
    parser.addoption("--kills", type=int, default=20, help="how often the kill tests kill (default 20)")


@pytest.fixture(scope="session")
def kills(request: pytest.FixtureRequest) -> int:
    """How often the kill tests kill a process."""
    return int(request.config.getoption("--kills"))
