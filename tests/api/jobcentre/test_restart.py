"""The demo jobcentre keeps everything: killed, and started again by the fault panel."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from api.jobcentre import wire
from api.jobcentre.connect import open_jobcentre
from api.jobcentre.errors import Refused, Unreachable
from api.jobcentre.port import Jobcentre
from tests.api.jobcentre.acts import book, free_times, key
from tests.support.jobcentre import JSON, DemoJobcentre, cpr_of

ME = "kontanthjaelp-jobready"


async def test_kill_and_start_keeps_bookings_holds_keys_and_messages(
    start_jobcentre: Callable[..., DemoJobcentre],
) -> None:
    demo, cpr = start_jobcentre("--extra-citizens", "5"), cpr_of(ME)
    before = open_jobcentre(demo.connection())
    times = await free_times(before, cpr)
    booked = await book(before, times[0], cpr)
    hold, hold_key = uuid4(), key()
    held = await before.reserve(cpr, hold, times[1].tid_id, key=hold_key)
    sent = await before.message(cpr, wire.Besked(kategori="tolk", tekst="Jeg har brug for tolk"), key=key())
    demo.kill()
    demo.start()
    after = open_jobcentre(demo.connection())
    assert await after.interview(cpr, booked.id) == booked.interview
    assert await after.reserve(cpr, hold, times[1].tid_id, key=hold_key) == held
    order = wire.Booking(tid_id=times[0].tid_id, samtaleform=1)
    with pytest.raises(Refused, match="fremtidig"):
        await after.book(cpr, uuid4(), order.model_copy(update={"tid_id": times[2].tid_id}), key=key())
    owed = await after.answers(cpr, sent.modtaget)
    assert [answer.kvittering_id for answer in owed] == [sent.kvittering_id]
    await before.close()
    await after.close()


async def _ask_until_it_fails(opened: Jobcentre) -> None:
    while True:
        await opened.code_list("system")


async def test_the_panel_restarts_it_on_the_same_port(start_jobcentre: Callable[..., DemoJobcentre]) -> None:
    demo = start_jobcentre()
    opened = open_jobcentre(demo.connection())
    status = await opened.status(cpr_of(ME))
    assert demo.client.post(f"{demo.url}/_restart", data={"seconds": 0.5}, headers=JSON).status_code == 204
    with pytest.raises(Unreachable):
        await _ask_until_it_fails(opened)
    demo.wait()
    assert await opened.status(cpr_of(ME)) == status
    await opened.close()


def test_a_subscriber_without_a_secret_is_refused(tmp_path: Path) -> None:
    demo = DemoJobcentre(tmp_path / "none", ("--subscriber", "http://127.0.0.1:9/"))
    with pytest.raises(AssertionError, match="needs a secret"):
        demo.start()
