"""The browser of the widget's tests: an installed Chromium, else the one the browser tool fetched."""

import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright
from playwright.sync_api import sync_playwright

from tests.support.scheduling import leave_out

# The shell first: the same engine without the windows, tabs and pages of its own that nobody looks at.
NAMES = (
    *("chromium-headless-shell", "chrome-headless-shell"),
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
MISSING = "no Chromium for the browser tests: install chromium, or choose --no-browser"


def chromium() -> str | None:
    """Return the program of a Chromium, or None."""
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    if installed:
        return installed
    with sync_playwright() as tool:
        fetched = tool.chromium.executable_path
    return fetched if Path(fetched).exists() else None


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The program of a Chromium; without one the test fails with one clear line."""
    return chromium() or pytest.fail(MISSING, pytrace=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    """A headless Chromium for all tests that are marked `browser`; each opens a context of its own in it."""
    async with async_playwright() as tool:
        started = await tool.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield started
        await started.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the explicit choice to leave the browser tests out."""
    parser.addoption("--no-browser", action="store_true", help="leave out the tests that need a Chromium")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the browser tests run on the loop that drives the browser, or leave them out when told to."""
    for item in items:
        if item.get_closest_marker("browser") and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
    if config.getoption("--no-browser"):
        leave_out(config, items, "browser")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say that browser tests were left out."""
    if config.getoption("--no-browser"):
        terminalreporter.write_line("The browser tests were left out: --no-browser")


if __name__ == "__main__":
    sys.exit(MISSING if chromium() is None else 0)
