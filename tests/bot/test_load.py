"""A morning's reminders through senders that are killed: none is missed, and what may come twice is listed."""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, update

from api import clock
from api.db.engine import Transaction
from api.db.tables.booking import interviews
from api.db.tables.citizens import chat_links, citizens
from api.db.tables.notices import deliveries, notices
from api.notices import deliveries as out
from api.notices.model import INTERVIEW_REMINDER
from api.outbox import counterparts
from api.outbox.counterparts import OVERLAP
from api.outbox.model import jobcentre_queue
from api.settings import Settings
from api.wiring import Services
from bot.limits import GLOBAL_PER_SECOND
from bot.person import name_of
from tests.support.processes import kill, wait_for_line
from tests.support.telegram import BotApi

BATCH = 500


def sender(settings: Settings, per_second: int) -> subprocess.Popen[str]:
    """Start a sender."""
    values = {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "TELEGRAM_API": settings.telegram_api,
        "TELEGRAM_TOKEN": settings.telegram_token.get_secret_value() if settings.telegram_token else "",
    }
    environment = os.environ | {f"VEJVISER_{name}": value for name, value in values.items()}
    command = [sys.executable, "-m", "tests.support.pusher", str(per_second)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


async def a_morning(services: Services, telegram: BotApi, count: int) -> None:
    """Give `count` linked citizens an interview in ninety minutes, and queue a reminder for each."""
    for first in range(1, count + 1, BATCH):
        async with services.database.transaction() as tx:
            for number in range(first, min(first + BATCH, count + 1)):
                telegram.state.chat(number).started = True
            await _reminders(tx, services, range(first, min(first + BATCH, count + 1)))


async def _reminders(tx: Transaction, services: Services, numbers: range) -> None:
    now = clock.now()
    start, old = now + timedelta(minutes=90), now - timedelta(days=3)
    ids = [(number, uuid4(), uuid4(), uuid4()) for number in numbers]
    common = {"created_at": old}
    await tx.execute(insert(citizens), [_citizen(who, common) for _n, who, _i, _m in ids])
    await tx.execute(
        insert(chat_links),
        [
            {
                "chat_hash": name_of(services, number),
                "channel": "telegram",
                "chat_sealed": services.seal.seal(str(number)),
                "citizen_id": who,
                "level": "neutral",
                "consented": False,
                "blocked": False,
                "linked_at": old,
            }
            for number, who, _i, _m in ids
        ],
    )
    times = {
        "starts_at": start,
        "ends_at": start + timedelta(minutes=30),
        "wall_start": start.replace(tzinfo=None),
    }
    await tx.execute(
        insert(interviews),
        [
            {
                "id": interview,
                "citizen_id": who,
                "jobcentre": "32601",
                "kind": "jobsamtale",
                "form": "phone",
                "adviser_id": str(interview),
                "status": "booket",
                "active": True,
                "changed_at": old,
                **common,
                **times,
            }
            for _n, who, interview, _m in ids
        ],
    )
    due = {"planned_at": now, "due_at": now, "expires_at": start, "created_at": now}
    rows = [
        {
            "id": message,
            "citizen_id": who,
            "kind": INTERVIEW_REMINDER,
            "step": "two_hours",
            "subject": str(interview),
            "basis": start.isoformat(),
            "state": "handed",
            **due,
        }
        for _n, who, interview, message in ids
    ]
    await tx.execute(insert(notices), rows)
    waiting = {"channel": "telegram", "due_at": now, "expires_at": start, "created_at": now}
    addressed = [
        {
            "id": uuid4(),
            "citizen_id": who,
            "address": name_of(services, n),
            "notice_ids": [message],
            **waiting,
        }
        for n, who, _i, message in ids
    ]
    await tx.execute(insert(deliveries), addressed)


def _citizen(who: UUID, common: Mapping[str, object]) -> dict[str, object]:
    named = {"reference": str(who), "display_name": "Nogen", "cpr_sealed": "sealed"}
    return {"id": who, "tenant": "0326", "jobcentre": "32601", **named, **common}


async def read_on(services: Services) -> None:
    """The worker goes on reading what changes at the jobcentre: without that no reminder is said."""
    while True:
        async with services.database.transaction() as tx:
            read_from = clock.now() - OVERLAP
            await counterparts.read_to(tx, jobcentre_queue("32601"), read_from=read_from, cursor=None)
        await asyncio.sleep(20)


async def wait_until(services: Services, telegram: BotApi, count: int, seconds: float) -> None:
    """Wait until the server has that many messages."""
    end = time.monotonic() + seconds
    while sum(len(chat.messages) for chat in telegram.state.chats.values()) < count:
        assert time.monotonic() < end, await states(services)
        await asyncio.sleep(0.05 + count / 50_000)


async def states(services: Services) -> dict[str, int]:
    async with services.database.transaction() as tx:
        return {state: count for _channel, state, count in await out.counts(tx)}


async def morning_with_kills(
    services: Services, telegram: BotApi, *, count: int, kills: int, per_second: int, patience: float
) -> str:
    """Send a morning's reminders, killing the sender at random moments; return what became of them."""
    await a_morning(services, telegram, count)
    reading = asyncio.create_task(read_on(services))
    began, rng = time.monotonic(), random.Random(count)
    for number in range(kills):
        process = sender(services.settings, per_second)
        wait_for_line(process, "sending")
        await wait_until(
            services, telegram, (number + 1) * count // (kills + 2) + rng.randrange(20), patience
        )
        kill(process)
        # What a dead sender had in hand is free again when its lease is over: not waited for, but let run out.
        async with services.database.transaction() as tx:
            held = update(deliveries).where(deliveries.c.claimed_until.is_not(None))
            await tx.execute(held.values(claimed_until=clock.now()))
    last = sender(services.settings, per_second)
    try:
        await wait_until(services, telegram, count, patience)
        end = time.monotonic() + 30
        while (await states(services)).get("waiting") and time.monotonic() < end:
            await wait_until(services, telegram, count, patience)
    finally:
        kill(last)
        reading.cancel()
    return await verdict(services, telegram, count, time.monotonic() - began)


async def verdict(services: Services, telegram: BotApi, count: int, seconds: float) -> str:
    """Check that nobody was missed and that everybody who was told twice is listed."""
    got = Counter({number: len(chat.messages) for number, chat in telegram.state.chats.items()})
    assert await states(services) == {"sent": count}
    assert min(got.values()) == 1, "nobody is missed"
    twice = {name_of(services, number) for number, messages in got.items() if messages > 1}
    async with services.database.transaction() as tx:
        listed = set(await out.maybe_twice(tx))
        rows = await tx.execute(deliveries.select().where(deliveries.c.id.in_(listed)))
        listed_chats = {row.address for row in rows}
    assert twice <= listed_chats
    assert max(got.values()) <= 2 or len(listed) > 0
    return f"{count} reminders in {seconds:.0f} s; {len(twice)} came twice, {len(listed)} listed; 0 missed"


@pytest.mark.whole
async def test_no_reminder_is_missed_when_senders_are_killed(services: Services, telegram: BotApi) -> None:
    print(await morning_with_kills(services, telegram, count=100, kills=1, per_second=200, patience=60))


@pytest.mark.proof
async def test_a_hundred_thousand_reminders_of_one_morning(services: Services, telegram: BotApi) -> None:
    """At the pace that the bot keeps: Telegram allows some thirty messages a second to all chats together."""
    told = await morning_with_kills(
        services, telegram, count=100_000, kills=20, per_second=GLOBAL_PER_SECOND, patience=2 * 3600
    )
    print(told)
