"""The whole product as a citizen meets it: PostgreSQL, Redis, demo jobcentre, application and worker."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from api.embedded.ports import HOST, answers_ok
from tests.support.places import free_port, open_folder

READY_WITHIN = 180


@contextmanager
def running_product() -> Iterator[str]:
    """Start `vejviser up` in a fresh folder; give its address; stop it as Ctrl-C does."""
    site = f"http://{HOST}:{free_port()}"
    with open_folder("web") as folder:
        command = [
            sys.executable,
            "-m",
            "api",
            "up",
            "--port",
            site.rpartition(":")[2],
            "--data",
            str(folder / "data"),
        ]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            _wait(process, site)
            yield site
        finally:
            process.terminate()
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", site: str) -> None:
    end = time.monotonic() + READY_WITHIN
    while not answers_ok(f"{site}/readyz"):
        assert process.poll() is None, f"the product ended with {process.returncode}"
        assert time.monotonic() < end, f"the product was not ready within {READY_WITHIN} s"
        time.sleep(0.2)
