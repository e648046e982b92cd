"""Starting the demo jobcentre as a process of its own."""

import argparse
import os
import socket
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import uvicorn
from pydantic import SecretStr

from api.jobcentre.demo.app import create_app
from api.jobcentre.demo.config import Config, Subscriber
from api.settings import demo_webhook_secret


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be set to a parser."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the jobcentre's own store")
    parser.add_argument("--port", type=int, default=0, help="port to serve on (0: a free one, printed)")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on")
    parser.add_argument("--code", default="32601", help="the jobcentre's five digits")
    parser.add_argument("--subscriber", action="append", default=[], metavar="URL", help="where events go")
    parser.add_argument(
        "--secret",
        action="append",
        default=[],
        metavar="whsec_S",
        help="signs events; two while one is rotated",
    )
    parser.add_argument("--citizens", type=Path, help="another file of fictional citizens")
    parser.add_argument("--jobnet-per-minute", type=float, default=0, help="how busy Jobnet is")
    parser.add_argument("--hold-minutes", type=int, default=10, help="how long a time is held")
    parser.add_argument("--extra-citizens", type=int, default=0, help="more citizens, for load tests")
    parser.add_argument("--extra-advisers", type=int, default=0, help="more advisers, for load tests")
    parser.add_argument(
        "--joint-selfbooking", action="store_true", help="joint interviews can be self-booked"
    )
    parser.add_argument(
        "--max-retry-seconds", type=int, default=10_800, help="longest pause between deliveries"
    )
    parser.add_argument(
        "--at", type=datetime.fromisoformat, help="begin at this instant, such as 2027-03-27T09:00+01:00"
    )
    parser.add_argument("--seed", type=int, default=1, help="seed of everything that happens by chance")
    parser.add_argument(
        "--without-exclusion",
        action="store_true",
        help="let two have one time: the race test's negative control",
    )


def read_config(options: argparse.Namespace) -> Config:
    """Return the settings from parsed options."""
    secrets = tuple(SecretStr(secret) for secret in options.secret)
    names = ["vejviser", *(f"abonnent-{number}" for number in range(2, len(options.subscriber) + 1))]
    return Config(
        data=options.data,
        host=options.host,
        port=options.port,
        code=options.code,
        subscribers=tuple(
            Subscriber(name=name, url=url, secrets=secrets)
            for name, url in zip(names, options.subscriber, strict=False)
        ),
        citizens=options.citizens,
        jobnet_per_minute=options.jobnet_per_minute,
        hold_minutes=options.hold_minutes,
        extra_citizens=options.extra_citizens,
        extra_advisers=options.extra_advisers,
        joint_selfbooking=options.joint_selfbooking,
        max_retry_seconds=options.max_retry_seconds,
        at=options.at,
        seed=options.seed,
        exclusion=not options.without_exclusion,
    )


def serve(config: Config) -> tuple[int, float | None]:
    """Serve until stopped; return the port, and after how many seconds to start again, None for never."""
    listener = socket.create_server((config.host, config.port), reuse_port=False)
    port = listener.getsockname()[1]
    app = create_app(config)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2, lifespan="on")
    )
    sys.stdout.write(f"jobcentre ready on http://{config.host}:{port}\n")
    sys.stdout.flush()
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()
    return port, getattr(app.state, "restart_after", None)


def main(arguments: Sequence[str]) -> int:
    """Run the command; the process image is replaced when the fault panel asks for a restart."""
    parser = argparse.ArgumentParser(prog="python -m api.jobcentre.demo", description="The demo jobcentre")
    add_arguments(parser)
    options = parser.parse_args(arguments)
    options.secret = options.secret or [secret for secret in [demo_webhook_secret()] if secret]
    if options.subscriber and not options.secret:
        parser.error(
            "--subscriber needs a secret (--secret or VEJVISER_DEMO_WEBHOOK_SECRET): events are signed"
        )
    port, again = serve(read_config(options))
    if again is None:
        return 0
    time.sleep(again)
    os.execv(sys.executable, [sys.executable, "-m", "api.jobcentre.demo", *arguments, f"--port={port}"])  # noqa: S606
    return 0
