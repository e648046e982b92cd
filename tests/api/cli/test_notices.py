"""`vejviser notices` shows what became of everything."""

from datetime import time, timedelta

import pytest

from api import clock
from api.cli.notices import show
from api.db.tables.notices import deliveries
from api.notices import deliveries as out
from api.notices import preferences
from api.notices.model import Preferences
from tests.api.notices.conftest import World, tenants, world

__all__ = ["tenants", "world"]


async def test_it_counts_and_lists(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    now = clock.now()
    citizen = await world.citizen()
    old = {"changed_at": now - timedelta(days=3), "created_at": now - timedelta(days=3)}
    await world.interview(citizen, now + timedelta(minutes=90), **old)
    async with world.database.transaction() as tx:
        await preferences.write(tx, citizen, Preferences(quiet_from=time(0), quiet_to=time(0)))
    await world.tick(now)
    long_ago = now - timedelta(hours=1)
    async with world.database.transaction() as tx:
        await tx.execute(deliveries.update().values(due_at=long_ago))
        for at in (long_ago, now):
            (claimed,) = await out.claim(tx, "web", most=9, lease=timedelta(seconds=1), now=at)
    assert await show(world.database) == 1, "something is late"
    async with world.database.transaction() as tx:
        await out.finish(tx, claimed.id, "sent", now=now)
    assert await show(world.database) == 0
    told = capsys.readouterr().out
    assert "interview_reminder" in told
    assert "not sent: 1" in told
    assert str(claimed.id) in told
