"""The worker's own channels: mail through a real SMTP server, files for SMS and Digital Post, the open widget."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis.asyncio import Redis
from sqlalchemy import select

from api.db.tables.notices import deliveries
from api.notices import deliveries as out
from api.notices import heartbeat, sending
from api.notices.channels.files import Files
from api.notices.channels.live import Live
from api.notices.channels.mail import Mail
from api.notices.channels.port import Sender
from api.settings import Smtp
from api.tenants.model import Channel
from api.tenants.outbound import leaks
from tests.api.notices.conftest import NOW, World
from tests.support.smtp import MailServer

START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PAGE = "https://chat.example.dk"


@pytest.fixture
async def mail_server() -> AsyncIterator[MailServer]:
    server = await MailServer().start()
    yield server
    await server.stop()


@pytest.fixture
def everywhere(world: World) -> World:
    """A municipality that offers every channel."""
    channels = {"notice_channels": ("web", "telegram", "email", "sms", "digital_post")}
    for tenant in list(world.tenants):
        world.tenants = type(world.tenants)({tenant.code: tenant.model_copy(update=channels)})
    return world


async def send(world: World, channel: Channel, sender: Sender, now: datetime = NOW) -> None:
    await sending.send_waiting(world.database, channel, sender, most=9, clock=lambda: now)


async def state(world: World, channel: Channel) -> tuple[str, str | None, int]:
    async with world.database.transaction() as tx:
        row = (await tx.execute(select(deliveries).where(deliveries.c.channel == channel))).one()
    return row.state, row.last_error, row.attempts


async def test_a_mail_says_day_time_and_link_only(everywhere: World, mail_server: MailServer) -> None:
    citizen = await everywhere.citizen(email="karla@example.dk")
    await everywhere.interview(citizen, START, details={"place": "Havnegade 1"})
    await everywhere.tick(NOW)
    smtp = Smtp(host="127.0.0.1", port=mail_server.port, sender="kommunen@example.dk")
    await send(everywhere, "email", Mail(smtp, PAGE))
    (mail,) = mail_server.mails
    text = mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert (mail["To"], mail["Subject"]) == ("karla@example.dk", "Besked fra kommunen")
    assert "Du har en aftale onsdag den 25. november 2026 kl. 10.00." in text
    assert PAGE in text
    assert leaks(text, "neutral") == ()
    assert await state(everywhere, "email") == ("sent", None, 1)


async def test_a_mail_server_that_is_away_is_tried_again_and_a_dead_address_is_not(
    everywhere: World, mail_server: MailServer
) -> None:
    citizen = await everywhere.citizen(email="karla@example.dk")
    await everywhere.interview(citizen, START)
    await everywhere.tick(NOW)
    mail = Mail(Smtp(host="127.0.0.1", port=mail_server.port), PAGE)
    mail_server.away = True
    await send(everywhere, "email", mail)
    assert (await state(everywhere, "email"))[0] == "waiting"
    mail_server.away = False
    await everywhere.heard(NOW + timedelta(minutes=2))
    mail_server.refuse.add("karla@example.dk")
    await send(everywhere, "email", mail, NOW + timedelta(minutes=2))
    assert await state(everywhere, "email") == ("dropped", "address refused", 2)


async def test_what_was_handed_over_waits_when_contact_is_lost_and_is_read_again(
    everywhere: World, mail_server: MailServer
) -> None:
    citizen = await everywhere.citizen(email="karla@example.dk")
    interview = await everywhere.interview(citizen, START)
    await everywhere.tick(NOW)
    mail = Mail(Smtp(host="127.0.0.1", port=mail_server.port), PAGE)
    now = NOW
    for _ in range(10):
        now += timedelta(minutes=3)
        await send(everywhere, "email", mail, now)
    assert (await state(everywhere, "email"))[:2] == ("waiting", "silent")
    async with everywhere.database.transaction() as tx:
        assert (await heartbeat.beat(tx, now=now)).not_sent >= 1, "held back is late all the same"
    await everywhere.change_interview(interview, active=False, status="aflyst")
    now += timedelta(minutes=3)
    await everywhere.heard(now)
    await send(everywhere, "email", mail, now)
    assert (await state(everywhere, "email"))[:2] == ("dropped", "not true any more")
    assert mail_server.mails == []


@pytest.mark.parametrize("channel", ["sms", "digital_post"])
async def test_a_file_is_written_once_and_says_nothing_it_may_not(
    everywhere: World, tmp_path: Path, channel: Channel
) -> None:
    citizen = await everywhere.citizen(lang="en")
    await everywhere.interview(citizen, START)
    await everywhere.tick(NOW)
    await send(everywhere, channel, Files(tmp_path, PAGE))
    (file,) = (tmp_path / channel).glob("*.json")
    written = json.loads(file.read_text(encoding="utf-8"))
    assert (written["channel"], written["language"], written["recipient"]) == (channel, "en", "sealed")
    assert leaks(written["text"] + written["subject"], "neutral") == ()
    assert not list((tmp_path / channel).glob(".*")), "no half-written file is left"


async def test_the_open_widget_hears_kinds_and_ids_only(everywhere: World, redis: Redis) -> None:
    citizen = await everywhere.citizen()
    interview = await everywhere.interview(citizen, START)
    await everywhere.tick(NOW)
    async with redis.pubsub() as channel:
        await channel.subscribe(f"citizen:{citizen}")
        await channel.get_message(timeout=1)
        await send(everywhere, "web", Live(redis))
        heard = await channel.get_message(ignore_subscribe_messages=True, timeout=2)
    assert heard
    told = json.loads(heard["data"])
    assert set(told) == {"kind", "notice"}
    assert told["kind"] == "interview_reminder"
    assert str(interview) not in heard["data"]


async def test_a_failure_of_the_channel_is_noted_and_holds_up_nobody(everywhere: World) -> None:
    class Broken:
        async def send(self, *_: object, **__: object) -> None:
            raise RuntimeError("broken")

    for _ in range(2):
        citizen = await everywhere.citizen()
        await everywhere.interview(citizen, START)
    await everywhere.tick(NOW)
    await send(everywhere, "sms", Broken())
    async with everywhere.database.transaction() as tx:
        assert ("sms", "failed", 2) in await out.counts(tx)


async def test_two_senders_never_send_the_same(everywhere: World, tmp_path: Path) -> None:
    citizen = await everywhere.citizen()
    await everywhere.interview(citizen, START)
    await everywhere.tick(NOW)
    async with everywhere.database.transaction() as one:
        mine = await out.claim(one, "sms", most=9, lease=timedelta(minutes=1), now=NOW)
        async with everywhere.database.transaction() as other:
            assert await out.claim(other, "sms", most=9, lease=timedelta(minutes=1), now=NOW) == []
    assert len(mine) == 1
