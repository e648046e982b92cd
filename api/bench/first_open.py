"""The first open of the widget in a headless Chromium whose CPU is slowed four times, on the whole product."""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.embedded.ports import HOST, answers_ok, free_port
from api.errors import VejviserError

SLOWDOWN = 4
TIMES = 7
READY_WITHIN = 180
CATEGORIES = ["toplevel", "disabled-by-default-devtools.timeline", "devtools.timeline"]
OPEN = """async () => {
  const start = performance.now();
  const host = document.querySelector('vejviser-chat');
  const opened = new Promise((done) => host.addEventListener('vejviser:open', () => done(performance.now() - start)));
  host.shadowRoot.querySelector('.launch').click();
  const panel = await opened;
  while (!host.shadowRoot.querySelector('.bot')) await new Promise((done) => setTimeout(done, 20));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return { panel_ms: panel, greeting_ms: performance.now() - start };
}"""


@dataclass(frozen=True)
class FirstOpen:
    """Medians of several first opens, each in a fresh profile. Times in ms.

    Of the main thread its own CPU time is told, not the clock's: other work of the machine does not count.
    """

    longest_ms: float
    busy_ms: float
    panel_ms: float
    greeting_ms: float
    requests: float


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
        Path(folder).chmod(0o755)  # the account that runs the servers for root must pass through it
        command = [sys.executable, "-m", "api", "up", "--port", str(port), "--data", f"{folder}/data"]
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
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(f"{site}/")
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    browser.start_tracing(page=page, categories=CATEGORIES)
    times: dict[str, float] = page.evaluate(OPEN)
    tasks = _tasks_ms(json.loads(browser.stop_tracing())["traceEvents"])
    context.close()
    return {"longest_ms": max(tasks), "busy_ms": sum(tasks), "requests": len(requests), **times}


def _tasks_ms(events: list[dict[str, Any]]) -> list[float]:
    """Return the CPU time of each task of the page's main thread: the busiest of those so called."""
    threads = {
        (event["pid"], event["tid"]) for event in events if event["args"].get("name") == "CrRendererMain"
    }
    tasks: dict[tuple[int, int], list[float]] = {thread: [0.0] for thread in threads}
    for event in events:
        thread = (event["pid"], event["tid"])
        if event["name"] == "RunTask" and thread in tasks:
            tasks[thread].append(event.get("tdur", 0) / 1000)
    return max(tasks.values(), key=sum)
