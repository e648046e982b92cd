"""An installation on one machine: its data folder, its secret, and the parts it runs."""

import sys
from pathlib import Path

from api.embedded import ports
from api.embedded.account import Account, server_account
from api.embedded.child import Child
from api.embedded.environment import child_environment, given
from api.embedded.folder import default_data, make_data_folder
from api.embedded.postgres import EmbeddedPostgres
from api.embedded.programs import ROOTS_PLACE
from api.embedded.redis import EmbeddedRedis
from api.embedded.secret import kept_secret, webhook_secret
from api.settings import read_settings

_ABOVE = Path(__file__).resolve().parents[2]
CLONE = _ABOVE if (_ABOVE / "pyproject.toml").exists() else Path.cwd()


class Installation:
    """What `vejviser up` runs, in the order in which it must start."""

    def __init__(self, data: Path | None, *, port: int, demo: bool) -> None:
        self.account: Account | None = server_account((data or CLONE / ".data") / "postgresql")
        self.folder = (data or default_data(CLONE, self.account)).absolute()
        self.demo = demo
        self._port, self._planner_port = port, ports.free_port(port + 100)
        self.url = f"http://{ports.HOST}:{port}"
        self.planner_url = f"http://{ports.HOST}:{self._planner_port}"
        self._postgres = EmbeddedPostgres(self.folder / "postgresql", log=self._log("postgresql"))
        self._redis = EmbeddedRedis(self.folder / "redis", log=self._log("redis"))

    def where(self) -> str:
        """Say where the data lie, and why there when root's servers cannot reach the clone."""
        if self.account and self.folder.parent == ROOTS_PLACE:
            return f"{self.folder} (the account {self.account.name} cannot enter {CLONE})"
        return str(self.folder)

    def prepare(self) -> None:
        """Make the folder, and refuse what cannot work before anything has started; raises VejviserError."""
        ports.require_free(self._port)
        make_data_folder(self.folder, self.account)
        read_settings(self.environment())

    def servers(self) -> list[EmbeddedPostgres | EmbeddedRedis]:
        """Return the embedded servers: those the operator has not replaced by an address."""
        servers = (("database_url", self._postgres), ("redis_url", self._redis))
        return [server for name, server in servers if not given(name)]

    def tasks(self) -> list[Child]:
        """Return what runs to its end before we serve: the schema, the fictional data."""
        return [self._ours(name) for name in ("migrate", *(["seed"] if self.demo else []))]

    def planner(self) -> list[Child]:
        """Return the demo jobcentre, which needs nothing of ours; none without the demo."""
        command: list[str | Path] = [sys.executable, "-m", "api.jobcentre.demo"]
        command += ["--port", str(self._planner_port), "--data", self.folder / "jobcentre"]
        command += ["--subscriber", f"{self.url}/v1/webhooks/jobcentre"]
        return [self._child("jobcentre", command)] if self.demo else []

    def processes(self) -> list[Child]:
        """Return our own processes."""
        application = self._ours("serve", "--host", ports.HOST, "--port", str(self._port))
        return [application, self._ours("worker"), *([self._ours("bot")] if given("telegram_token") else [])]

    def addresses(self) -> str:
        """Return what a person needs to know now."""
        lines = {
            "Page with the chat": f"{self.url}/",
            "API": f"{self.url}/docs",
            **({"The demo jobcentre": f"{self.planner_url}/"} if self.demo else {}),
            "Telegram": "the bot runs" if given("telegram_token") else "off; set VEJVISER_TELEGRAM_TOKEN",
            "Data": self.where(),
        }
        return "\n".join(["Vejviser is ready.", *(f"  {name:<19} {value}" for name, value in lines.items())])

    def environment(self) -> dict[str, str]:
        """Return what our processes find in their environment."""
        secret = kept_secret(self.folder / "secret_key")
        return child_environment(
            database_url=self._postgres.url,
            redis_url=self._redis.url,
            secret_key=secret,
            public_url=self.url,
            demo_planner=self.planner_url,
            demo_webhook_secret=webhook_secret(secret),
            outbox_dir=self.folder / "outbox",
        )

    def _ours(self, name: str, *words: str) -> Child:
        return self._child(name, [sys.executable, "-m", "api", name, *words])

    def _child(self, name: str, command: list[str | Path]) -> Child:
        return Child(name, command, log=self._log(name), environment=self.environment())

    def _log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"
