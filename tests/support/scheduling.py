"""Which tests run in one process: those that share what is dear to start."""

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


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Hand out tests by this; the groups of `--dist loadgroup` are lost with pytest 9.2."""
    return Together(config, log)
