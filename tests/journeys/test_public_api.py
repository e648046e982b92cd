"""Whatever is sent to any public route, logged in or not: never a server error, always the documented form."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error

from api.embedded.postgres import EmbeddedPostgres
from api.embedded.redis import EmbeddedRedis
from api.identity.web_sessions import COOKIE
from api.settings import Settings
from api.web.app import create_app
from tests.support.application import SECRET_KEY, Program, environment
from tests.support.places import open_folder
from tests.support.prefork import Prefork
from tests.support.record import Clerk

_DATABASE = "public_api"
_SETTINGS = Settings(database_url="postgresql://x", redis_url="redis://x", secret_key=SECRET_KEY)
_QUICK = hypothesis_settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# A stream never ends, so it has no answer to check.
schema = schemathesis.openapi.from_dict(create_app(_SETTINGS).openapi()).exclude(path_regex="stream")


@pytest.fixture(scope="module")
def site(
    postgres: EmbeddedPostgres,
    clerk: Clerk,
    template_database: str,
    redis_server: EmbeddedRedis,
    prefork: Prefork,
) -> Iterator[tuple[str, dict[str, str]]]:
    """The application as a process with the demo's citizens, and the cookie of one of them."""
    clerk.copy(template_database, _DATABASE)
    with open_folder("public") as folder:
        values = environment(postgres.address_of(_DATABASE), redis_server.url, "http://127.0.0.1:9")
        program = Program("seed", values, Path(folder) / "seed.log")
        seeding = program.start().process
        assert seeding
        assert seeding.wait(60) == 0, program.log.read_text(encoding="utf-8")
        serve = Program("serve", values, Path(folder) / "serve.log", launch=prefork).start().wait()
        yield serve.url, _cookie(serve.url)
        serve.stop()
    clerk.drop(_DATABASE)


def _cookie(url: str) -> dict[str, str]:
    import httpx2

    answer = httpx2.post(f"{url}/v1/sessions", json={"persona": "kontanthjaelp-jobready"})
    answer.raise_for_status()
    return {COOKIE: answer.cookies[COOKIE]}


@pytest.mark.slow
@pytest.mark.parametrize("logged_in", [True, False])
@schema.parametrize()
@_QUICK
def test_no_server_error(
    case: schemathesis.Case[Any], site: tuple[str, dict[str, str]], logged_in: bool
) -> None:
    url, cookies = site
    response = case.call(base_url=url, cookies=cookies if logged_in else {})
    case.validate_response(response, checks=[not_a_server_error])
