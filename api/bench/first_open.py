"""The first open of the widget in a headless Chromium whose CPU is slowed four times, on the whole product."""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from api.embedded.ports import HOST, answers_ok, free_port
from api.errors import VejviserError

SLOWDOWN = 4
TIMES = 7
READY_WITHIN = 180
PARTS = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
LONG_TASKS = (
    "new PerformanceObserver(l => { window.longTasks = (window.longTasks || 0) + l.getEntries().length })\
.observe({type: 'longtask', buffered: true})"
)


@dataclass(frozen=True)
class FirstOpen:
    """Medians of several first opens, each in a fresh browser profile; times in ms."""

    script_ms: float
    layout_ms: float
    long_tasks: float
    panel_ms: float
    greeting_ms: float
    requests: float

    @property
    def busy_ms(self) -> float:
        """How long script, style and layout held the main thread, together."""
        return round(self.script_ms + self.layout_ms, 1)


def measure_first_open() -> FirstOpen:
    """Start the product, open the widget some times, and return the medians."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  a test tool that production lacks

    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise VejviserError("bench widget needs a Chromium: install chromium")
    with _product() as site, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        opened = [_open_once(browser, site) for _ in range(TIMES)]
        browser.close()
    return FirstOpen(**{name: round(statistics.median(one[name] for one in opened), 1) for name in opened[0]})


@contextmanager
def _product() -> Iterator[str]:
    port = free_port(8700)
    with tempfile.TemporaryDirectory(prefix="vejviser-bench-", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "api", "up", "--port", str(port), "--data", folder]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  our own program
        try:
            yield _ready(process, f"http://{HOST}:{port}")
        finally:
            process.terminate()
            process.wait()


def _ready(process: "subprocess.Popen[bytes]", site: str) -> str:
    end = time.monotonic() + READY_WITHIN
    while not answers_ok(f"{site}/readyz"):
        if process.poll() is not None or time.monotonic() > end:
            raise VejviserError(f"the product did not become ready on {site}")
        time.sleep(0.3)
    return site


def _open_once(browser: Any, site: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.add_init_script(LONG_TASKS)
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable")
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(f"{site}/")
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    before, start = _metrics(tools), time.perf_counter()
    page.evaluate("window.longTasks = 0")
    page.locator("vejviser-chat .launch").dispatch_event("click")
    page.locator(".panel").wait_for()
    panel = time.perf_counter() - start
    page.locator(".bot").first.wait_for()
    greeting = time.perf_counter() - start
    after = _metrics(tools)
    spent = {name: 1000 * (after[name] - before[name]) for name in PARTS}
    result = {
        "script_ms": spent["ScriptDuration"],
        "layout_ms": spent["LayoutDuration"] + spent["RecalcStyleDuration"],
        "long_tasks": page.evaluate("window.longTasks"),
        "panel_ms": 1000 * panel,
        "greeting_ms": 1000 * greeting,
        "requests": len(requests),
    }
    context.close()
    return result


def _metrics(tools: Any) -> dict[str, float]:
    return {metric["name"]: metric["value"] for metric in tools.send("Performance.getMetrics")["metrics"]}
