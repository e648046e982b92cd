"""A real OpenID provider that enforces the protocol (PKCE, redirect address, single-use codes), as a process."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.support.places import free_port, open_folder

CLIENT, SECRET = "vejviser", "a-secret-for-tests"
USER, PASSWORD = "karla", "a-password-for-tests"
_SETTINGS = """
config_version: 1
server: {{host: 127.0.0.1, port: {port}}}
oauth:
  issuer: "http://127.0.0.1:{port}"
  audience: "{client}"
  token_expiry_minutes: 5
  clients:
    - {{client_id: "{client}", client_secret: "{secret}", redirect_uris: ["{redirect}"]}}
"""
_USERS = """
config_version: 1
users:
  {user}: {{password: "{password}", email: "karla@example.dk", roles: [USER], tenant: default}}
"""


@dataclass(frozen=True)
class NanoIdp:
    """The running provider."""

    issuer: str

    def log_in(self, address: str) -> httpx2.Response:
        """Fill in the login form at the authorization address; returns the answer that leads back to us."""
        with httpx2.Client() as browser:
            form = browser.get(address)
            hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.text))
            return browser.post(address, data=hidden | {"username": USER, "password": PASSWORD})


@contextmanager
def nanoidp(redirect_uri: str) -> Iterator[NanoIdp]:
    """Run the provider with one client; it ends with the block."""
    port = free_port()
    with open_folder("idp") as folder:
        settings = _SETTINGS.format(port=port, client=CLIENT, secret=SECRET, redirect=redirect_uri)
        (folder / "settings.yaml").write_text(settings)
        (folder / "users.yaml").write_text(_USERS.format(user=USER, password=PASSWORD))
        command = [sys.executable, "-m", "nanoidp", "--config", str(folder), "--port", str(port)]
        process = subprocess.Popen(
            [*command, "--profile", "oauth21"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _await(f"http://127.0.0.1:{port}", process)
            yield NanoIdp(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(10)


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx2.get(f"{address}/.well-known/openid-configuration").raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"nanoidp did not start in {Path.cwd()}")
