"""Pages of the running product, watched: what a page's policy refuses, or a script throws, fails the test."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.web.host import Host
from tests.web.product import running_product
from tests.web.widget import Widget

# Long, because a busy machine is no fault of the widget; speed is measured by `bench`.
expect.set_options(timeout=20_000)

OpenPage = Callable[..., Awaitable[Page]]
OpenWidget = Callable[..., Awaitable[Widget]]


@dataclass
class Watch:
    """What happened on the pages of one test that should not."""

    site: str
    hosts: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Listen to a page."""
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that loses its connection on purpose says so on the console; a refusal by policy is a fault.
        if message.type == "error" and "net::ERR_" not in message.text and "status of" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        allowed = {urlsplit(self.site).netloc, *self.hosts}
        if address.scheme.startswith("http") and address.netloc not in allowed:
            self.faults.append(f"asked somebody else: {request.url}")


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the running product, one for all tests of the pages.

    What a test books stays booked, so each test that books takes a citizen whom no other test takes.
    """
    with running_product() as address:
        yield address


@pytest.fixture
def watch(site: str) -> Watch:
    """The watch over this test's pages."""
    return Watch(site)


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, site: str, watch: Watch) -> AsyncIterator[OpenPage]:
    """Open an address of the product (or a whole address) in a context of its own; options are the context's."""

    opened: list[BrowserContext] = []

    async def open_it(path: str = "/", **options: Any) -> Page:
        defaults = {"locale": "da-DK", "timezone_id": "Europe/Copenhagen", "base_url": site}
        context = await browser.new_context(
            **{**defaults, "viewport": {"width": 1280, "height": 900}, **options}
        )
        opened.append(context)
        context.set_default_timeout(60_000)
        page = await context.new_page()
        watch.follow(page)
        await page.goto(path)
        return page

    yield open_it
    for context in opened:
        await context.close()
    assert watch.faults == []


@pytest_asyncio.fixture(loop_scope="session")
async def open_widget(open_page: OpenPage, site: str) -> OpenWidget:
    """Open the front page, as a demo citizen when one is named, with the talk begun."""

    async def open_it(
        path: str = "/", *, persona: str | None = None, lang: str | None = None, **options: Any
    ) -> Widget:
        page = await open_page("/healthz" if persona else path, **options)
        if persona:
            answer = await page.request.post("/v1/sessions", data={"persona": persona})
            assert answer.status == 201
            await page.goto(path)
        widget = Widget(page)
        if lang:
            await widget.element.evaluate("(element, lang) => { element.lang = lang; }", lang)
        await widget.open()
        return widget

    return open_it


@pytest.fixture
def host(site: str, watch: Watch) -> Any:
    """A web server of another origin, as a municipality's own site: give it a page, get its address."""
    with Host(site) as started:
        watch.hosts.add(urlsplit(started.address).netloc)
        yield started
