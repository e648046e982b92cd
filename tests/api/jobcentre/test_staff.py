"""What people at the jobcentre do on their pages, and Jobnet beside them."""

import re
import time
from collections.abc import Callable, Iterator

import pytest

from api import clock
from api.jobcentre import wire
from api.jobcentre.connect import open_jobcentre
from tests.api.jobcentre.acts import book, free_times, key, today
from tests.support.jobcentre import JSON, DemoJobcentre, cpr_of, ref_of
from tests.support.prefork import Prefork

ME = "kontanthjaelp-jobready"
DEAD, DEPRIVED, WRITER = "case-4", "case-2", "case-6"
PAGES = ["", "tider", "beskeder", "borgere", "fejl"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, prefork: Prefork) -> Iterator[DemoJobcentre]:
    """A demo jobcentre of this file's own; every test has its own citizen."""
    started = DemoJobcentre(tmp_path_factory.mktemp("staff") / "jobcentre", launch=prefork).start()
    yield started
    started.stop()


async def test_what_staff_do_shows_at_the_citizen(demo: DemoJobcentre) -> None:
    opened, cpr = open_jobcentre(demo.connection()), cpr_of(ME)
    times = await free_times(opened, cpr)
    booked = await book(opened, times[0], cpr)
    demo.staff(f"aftaler/{booked.id}/flyt", time_id=times[2].tid_id)
    demo.staff(f"aftaler/{booked.id}/aflys", reason="Din sagsbehandler er syg")
    seen = await opened.interview(cpr, booked.id)
    assert seen
    assert (seen.tid_id, seen.status, seen.aflyst_af) == (times[2].tid_id, wire.Status.AFLYST, "myndighed")
    assert [post.brugertype for post in await opened.history(cpr, booked.id)] == [1, 2, 2]
    demo.staff(f"borgere/{ref_of(ME)}/indkald", time_id=times[3].tid_id)
    convened = (await opened.changes(seen.aendret, cpr=cpr)).items[-1]
    assert (convened.selvbooket, convened.ombooking_mulig) == (False, False)
    await opened.close()


async def test_closing_a_time_takes_it_away_and_opening_gives_it_back(demo: DemoJobcentre) -> None:
    opened, cpr = open_jobcentre(demo.connection()), cpr_of(ME)
    time_id = (await free_times(opened, cpr))[0].tid_id
    demo.staff(f"tider/{time_id}/luk")
    assert time_id not in {free.tid_id for free in await free_times(opened, cpr)}
    demo.staff(f"tider/{time_id}/aabn")
    assert time_id in {free.tid_id for free in await free_times(opened, cpr)}
    await opened.close()


def test_no_time_is_opened_in_the_hour_that_spring_takes_away(demo: DemoJobcentre) -> None:
    form = {"adviser": "mette", "day": "2027-03-28", "wall": "02:30"}
    missing = demo.client.post(f"{demo.url}/_staff/tider", data=form, headers=JSON)
    assert (missing.status_code, missing.json()["type"].rpartition(":")[2]) == (422, "periode")
    demo.staff("tider", **(form | {"wall": "03:30"}))
    overlapping = demo.client.post(f"{demo.url}/_staff/tider", data=form | {"wall": "03:45"}, headers=JSON)
    assert overlapping.json()["type"].endswith("tid-optaget")


async def test_whoever_is_dead_is_never_written_to(demo: DemoJobcentre) -> None:
    opened = open_jobcentre(demo.connection())
    demo.staff(f"borgere/{ref_of(DEAD)}/tilstand", state="doed")
    with pytest.raises(Exception, match="død") as caught:
        await opened.status(cpr_of(DEAD))
    assert getattr(caught.value, "problem").star_kode == 4405  # noqa: B009
    await opened.close()


async def test_taking_the_right_to_book_closes_the_deadline(demo: DemoJobcentre) -> None:
    opened, cpr = open_jobcentre(demo.connection()), cpr_of(DEPRIVED)
    demo.staff(f"borgere/{ref_of(DEPRIVED)}/selvbooking", why_not="frataget")
    status = await opened.status(cpr)
    assert status.aarsag_ikke_selvbook == wire.IkkeSelvbook.FRATAGET
    assert status.frister[0].friststatus_type == wire.FristStatusType.ADMINISTRATIVT_LUKKET
    await opened.close()


async def test_jobnet_books_beside_us_and_nothing_overlaps(demo: DemoJobcentre) -> None:
    demo.jobnet(6000)
    end = time.monotonic() + 20
    while demo.read("_jobnet")["done"] < 60:
        assert time.monotonic() < end
    demo.jobnet(0)
    opened = open_jobcentre(demo.connection())
    listed = (await opened.changes(clock.day_start(today()))).items
    assert {item.ophav.system for item in listed} >= {wire.System.JOBNET}
    assert {item.status for item in listed} >= {wire.Status.BOOKET, wire.Status.AFLYST}
    assert demo.read("_doubles") == {"seats": 0, "interviews": 0}
    await opened.close()


async def test_the_deadline_ends_and_the_next_is_given(start_jobcentre: Callable[..., DemoJobcentre]) -> None:
    demo = start_jobcentre()
    opened, cpr = open_jobcentre(demo.connection()), cpr_of(ME)
    first = (await opened.deadlines(cpr))[0]
    demo.skew((first.fristdato - today()).days * 86400 + 2 * 86400)
    newest, old = await opened.deadlines(cpr)
    assert old.friststatus_type == wire.FristStatusType.OVERSKREDET
    assert newest.friststatus_type == wire.FristStatusType.AKTIV
    assert (newest.fristdato - first.fristdato).days == 16
    await opened.close()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_danish_html_with_one_heading(demo: DemoJobcentre, page: str) -> None:
    html = demo.client.get(f"{demo.url}/{page}").text
    assert '<html lang="da">' in html
    assert len(re.findall("<h1", html)) == 1


async def test_what_a_citizen_wrote_is_shown_as_text(demo: DemoJobcentre) -> None:
    opened, cpr = open_jobcentre(demo.connection()), cpr_of(WRITER)
    await opened.message(
        cpr, wire.Besked(kategori="henvendelse", tekst='" onmouseover="x" &amp; {{ 7*7 }}'), key=key()
    )
    html = demo.client.get(f"{demo.url}/beskeder").text
    assert "{{ 7*7 }}" in html
    assert '" onmouseover' not in html
    await opened.close()
