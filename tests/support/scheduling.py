"""Which tests are left out, and which run in one process: those that share what is dear to start."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# One browser, and one product behind the pages. One product at a time on the address people know.
TOGETHER = {
    "tests/web/": "browser",
    "tests/api/jobcentre/test_pages.py": "browser",
    "tests/api/cli/test_up.py": "up",
}


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out tests one by one, but for those that run together."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for start, group in TOGETHER.items() if nodeid.startswith(start)), nodeid)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add that everything is done of what is done in part at home: CI does."""
    parser.addoption("--whole", action="store_true", help="do whole what is else done in part")


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether everything is to be done of what is else done in part."""
    return bool(request.config.getoption("--whole"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is only in the whole."""
    if not config.getoption("--whole"):
        leave_out(config, items, "whole")


def leave_out(config: pytest.Config, items: list[pytest.Item], mark: str) -> None:
    """Take the tests with a mark out of those that were collected, and say so."""
    left_out = [item for item in items if item.get_closest_marker(mark)]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Hand out tests by this; the groups of `--dist loadgroup` are lost with pytest 9.2."""
    return Together(config, log)
