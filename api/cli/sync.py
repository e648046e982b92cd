"""`vejviser sync`: look at what waits, replay events, un-park, compare with the planner."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from api.worker.context import Worker

    Deed = Callable[[Worker, argparse.Namespace], Awaitable[None]]


def add_parsers(subparsers: Any) -> None:
    """Add the command."""
    sync = subparsers.add_parser("sync", help="the exchange with jobcentres: look, replay, unpark, reconcile")
    deeds = sync.add_subparsers(dest="deed", required=True, metavar="DEED")
    look = deeds.add_parser("look", help="what waits, what is parked and why, who is silent, what differs")
    look.set_defaults(run=_run(_look))
    replay = deeds.add_parser("replay", help="ask a jobcentre for all its events again, from an instant on")
    replay.add_argument("--jobcentre", required=True, metavar="CODE", help="five digits")
    replay.add_argument(
        "--from", dest="since", type=datetime.fromisoformat, metavar="INSTANT",
        help="as 2026-11-26T10:00+01:00 (default: a day ago)",
    )  # fmt: skip
    replay.set_defaults(run=_run(_replay))
    unpark = deeds.add_parser("unpark", help="try parked commands and events again")
    unpark.add_argument("ids", nargs="*", type=UUID, metavar="ID", help="commands (default: all)")
    unpark.set_defaults(run=_run(_unpark))
    compare = deeds.add_parser("reconcile", help="compare our interviews with the planner's, whole")
    compare.add_argument("--jobcentre", metavar="CODE", help="five digits (default: every jobcentre)")
    compare.set_defaults(run=_run(_reconcile))


def _run(deed: Deed) -> Callable[[argparse.Namespace], int]:
    def run(chosen: argparse.Namespace) -> int:
        from api.embedded.running import settings_here
        from api.jobcentre.errors import JobcentreError
        from api.worker.main import open_worker

        async def go() -> None:
            async with open_worker(settings_here()) as worker:
                await deed(worker, chosen)

        try:
            asyncio.run(go())
        except JobcentreError as fault:
            print(f"jobcentre: {fault}; nothing was changed, try again when it answers", file=sys.stderr)
            return 1
        return 0

    return run


async def _look(worker: Worker, _chosen: argparse.Namespace) -> None:
    from api.booking import differences
    from api.outbox import counterparts, inbox
    from api.outbox import store as outbox

    async with worker.database.transaction() as tx:
        for destination, state, count, oldest in await outbox.counts(tx):
            print(f"out  {destination}  {state}  {count}  oldest {oldest:%Y-%m-%d %H:%M:%S}Z")
        for code, state, count in await inbox.waiting(tx):
            print(f"in   jobcentre:{code}  {state}  {count}")
        for parked in await outbox.parked(tx):
            print(f"parked  {parked['id']}  {parked['kind']}  {parked['last_error']}")
        for one in await counterparts.all_of(tx):
            heard = f"{one.heard_at:%Y-%m-%d %H:%M:%S}Z" if one.heard_at else "never"
            paused = f"  paused until {one.paused_until:%H:%M:%S}Z" if one.is_paused(worker.now()) else ""
            print(f"with {one.source}  heard {heard}  failures {one.failures}{paused}")
        for code in worker.jobcentres:
            for found in await differences.open_ones(tx, code):
                print(
                    f"differs  {found.kind}  {found.interview_id}  ours {found.ours}  theirs {found.theirs}"
                )


async def _replay(worker: Worker, chosen: argparse.Namespace) -> None:
    from api.ids import new_uuid

    jobcentre = _jobcentre(worker, chosen.jobcentre)
    since = (chosen.since or worker.now() - timedelta(days=1)).astimezone()
    await worker.jobcentres[jobcentre].replay("vejviser", since, key=str(new_uuid()))
    print(f"{jobcentre} was asked for all events since {since.isoformat()}")


async def _unpark(worker: Worker, chosen: argparse.Namespace) -> None:
    from api.outbox import inbox
    from api.outbox import store as outbox

    async with worker.database.transaction() as tx:
        commands = await outbox.unpark(tx, chosen.ids or None, now=worker.now())
        events = 0 if chosen.ids else await inbox.unpark(tx, now=worker.now())
    print(f"{commands} commands and {events} events are tried again")


async def _reconcile(worker: Worker, chosen: argparse.Namespace) -> None:
    from api.worker.reconcile import reconcile

    codes = [_jobcentre(worker, chosen.jobcentre)] if chosen.jobcentre else list(worker.jobcentres)
    for code in codes:
        counts = await reconcile(worker, code)
        print(f"{code}  " + "  ".join(f"{name} {count}" for name, count in sorted(counts.items())))


def _jobcentre(worker: Worker, code: str) -> str:
    if code not in worker.jobcentres:
        known = ", ".join(sorted(worker.jobcentres))
        raise SystemExit(f"vejviser sync: --jobcentre {code}: not known here; there are: {known}")
    return code
