"""Every process of a whole installation, each of which can be killed at any instant and started again."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.db.engine import open_database
from api.db.migrations import upgrade
from api.embedded.postgres import EmbeddedPostgres
from tests.support.application import Program, environment
from tests.support.jobcentre import SECRET, DemoJobcentre
from tests.support.places import free_port, open_folder
from tests.support.prefork import Prefork

VICTIMS = ("worker", "jobcentre", "postgres", "serve")
WEIGHTS = (8, 6, 4, 2)


class MachineRoom:
    """PostgreSQL (durable, of its own), the application, the worker and a demo jobcentre that pushes events."""

    def __init__(self, folder: Path, redis_url: str) -> None:
        self.postgres = EmbeddedPostgres(folder / "pg")
        self.postgres.start()
        port = free_port()
        hook = f"http://127.0.0.1:{port}/v1/webhooks/jobcentre"
        options = (
            "--extra-citizens",
            "64",
            "--subscriber",
            hook,
            "--secret",
            SECRET,
            "--max-retry-seconds",
            "2",
        )
        self.launch = Prefork()
        self.jobcentre = DemoJobcentre(folder / "jobcentre", options, launch=self.launch)
        values = environment(self.postgres.url, redis_url, "http://127.0.0.1:0")
        self.serve = Program("serve", values, folder / "serve.log", port, launch=self.launch)
        self.worker = Program("worker", values, folder / "worker.log", launch=self.launch)
        self.killed: dict[str, int] = dict.fromkeys(VICTIMS, 0)

    async def start(self) -> None:
        """Make the schema and start everything."""
        database = open_database(self.postgres.url)
        await upgrade(database)
        await database.close()
        self.jobcentre.start()
        for program in (self.serve, self.worker):
            program.environment["VEJVISER_DEMO_PLANNER"] = self.jobcentre.url
        self.worker.start()
        self.serve.start().wait()

    def kill(self, victim: str) -> None:
        """Kill a process with SIGKILL and start it again at once."""
        self.killed[victim] += 1
        if victim == "postgres":
            assert self.postgres.process_id
            os.kill(self.postgres.process_id, signal.SIGKILL)
            self.postgres.start()
        elif victim == "jobcentre":
            self.jobcentre.kill()
            self.jobcentre.start()
        else:
            program: Program = getattr(self, victim)
            program.kill()
            program.start()

    def stop(self) -> None:
        """Stop everything."""
        for program in (self.worker, self.serve):
            program.stop()
        self.jobcentre.stop()
        self.launch.close()
        self.postgres.stop()


@contextmanager
def open_machine_room(redis_url: str) -> Iterator[MachineRoom]:
    """Open a machine room in a folder of its own."""
    with open_folder("room") as folder:
        room = MachineRoom(folder, redis_url)
        try:
            yield room
        finally:
            room.stop()
