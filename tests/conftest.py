"""What every test may ask for. The fixtures themselves stand in `tests/support`, by subject."""

import pytest

pytest_plugins = ["tests.support.browser", "tests.support.scheduling"]
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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add how much is done: in CI and in the proof more than at home."""
    parser.addoption("--kills", type=int, default=20, help="how often the kill tests kill (default 20)")
    parser.addoption("--whole", action="store_true", help="do whole what is else done in part")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is only in the whole."""
    if not config.getoption("--whole"):
        left_out = [item for item in items if item.get_closest_marker("whole")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether everything is to be done of what is else done in part."""
    return bool(request.config.getoption("--whole"))


@pytest.fixture(scope="session")
def kills(request: pytest.FixtureRequest) -> int:
    """How often the kill tests kill a process."""
    return int(request.config.getoption("--kills"))
