"""A bad day at the jobcentre, as the connector tells it to the worker."""

import asyncio
from collections.abc import AsyncIterator, Callable
from uuid import uuid4

import pytest

from api.jobcentre import wire
from api.jobcentre.connect import open_jobcentre
from api.jobcentre.errors import BrokenAnswer, Unreachable
from api.jobcentre.port import Jobcentre
from tests.api.jobcentre.acts import book, book_any, free_times, key, somebody
from tests.api.jobcentre.receiver import receiving
from tests.support.jobcentre import DemoJobcentre


@pytest.fixture
async def ailing(shared_jobcentre: DemoJobcentre, jobcentre: Jobcentre) -> AsyncIterator[Jobcentre]:
    """A connector to the session's demo jobcentre, whose faults end with the test."""
    yield jobcentre
    shared_jobcentre.no_faults()


@pytest.fixture
async def hasty(shared_jobcentre: DemoJobcentre, ailing: Jobcentre) -> AsyncIterator[Jobcentre]:
    """A connector that waits half a second: for the call that is to fail."""
    del ailing
    opened = open_jobcentre(shared_jobcentre.connection(timeout_seconds=0.5))
    yield opened
    await opened.close()


async def test_html_with_200_is_no_success(shared_jobcentre: DemoJobcentre, ailing: Jobcentre) -> None:
    shared_jobcentre.fault("html-200", times=1)
    with pytest.raises(BrokenAnswer, match="text/html") as caught:
        await ailing.status(somebody())
    assert caught.value.retryable


@pytest.mark.parametrize(("status", "seconds"), [(429, 7), (500, 0), (502, 0), (503, 3), (504, 0)])
async def test_too_many_and_server_errors_are_no_contact(
    shared_jobcentre: DemoJobcentre, ailing: Jobcentre, status: int, seconds: int
) -> None:
    shared_jobcentre.fault("status", status=status, seconds=seconds, times=1)
    with pytest.raises(Unreachable, match=str(status)) as caught:
        await ailing.status(somebody())
    assert caught.value.retryable
    assert caught.value.retry_after == (seconds or None)


async def test_a_burst_ends_by_itself(shared_jobcentre: DemoJobcentre, ailing: Jobcentre) -> None:
    shared_jobcentre.fault("status", status=503, times=3)
    for _ in range(3):
        with pytest.raises(Unreachable):
            await ailing.code_list("samtaletype")
    assert await ailing.code_list("samtaletype")


async def test_a_key_in_flight_is_tried_again_later(
    shared_jobcentre: DemoJobcentre, ailing: Jobcentre
) -> None:
    shared_jobcentre.fault("status", status=409, times=1)
    with pytest.raises(Unreachable, match="in flight") as caught:
        await ailing.reserve(somebody(), uuid4(), "any", key=key())
    assert caught.value.retry_after == 1


async def test_slow_is_no_contact_and_the_retry_succeeds(
    shared_jobcentre: DemoJobcentre, ailing: Jobcentre, hasty: Jobcentre
) -> None:
    cpr = somebody()
    shared_jobcentre.fault("delay", seconds=3, times=1)
    with pytest.raises(Unreachable, match="Timeout"):
        await hasty.status(cpr)
    assert (await ailing.status(cpr)).kan_selvbooke


async def test_a_booking_done_but_never_answered_is_answered_at_the_retry(
    shared_jobcentre: DemoJobcentre, ailing: Jobcentre, hasty: Jobcentre
) -> None:
    cpr, interview_id = somebody(), uuid4()
    order = wire.Booking(tid_id=(await free_times(ailing, cpr))[0].tid_id, samtaleform=1)
    shared_jobcentre.fault("timeout-after-success", seconds=2, times=1, method="PUT")
    with pytest.raises(Unreachable):
        await hasty.book(cpr, interview_id, order, key=key())
    made = await ailing.book(cpr, interview_id, order, key=key())
    assert made.version == 1
    assert [item.indkaldelse_id for item in (await ailing.changes(made.aendret, cpr=cpr)).items] == [
        interview_id
    ]


async def test_a_move_done_but_never_answered_is_answered_by_its_key(
    shared_jobcentre: DemoJobcentre, ailing: Jobcentre, hasty: Jobcentre
) -> None:
    booked, times = await book_any(ailing)
    same_key = key()
    shared_jobcentre.fault("timeout-after-success", seconds=2, times=1, path="ombook")

    async def move(by: Jobcentre) -> wire.Indkaldelse:
        return await by.move(booked.cpr, booked.id, times[10].tid_id, None, version=1, key=same_key)

    with pytest.raises(Unreachable):
        await move(hasty)
    moved = await move(ailing)
    assert moved.version == 2
    assert await move(ailing) == moved


async def test_received_before_is_followed_by_a_look(
    shared_jobcentre: DemoJobcentre, ailing: Jobcentre
) -> None:
    booked, times = await book_any(ailing)
    moved = await ailing.move(booked.cpr, booked.id, times[11].tid_id, None, version=1, key=key())
    shared_jobcentre.fault("status", status=412, times=1, path="ombook")
    again = ailing.move(booked.cpr, booked.id, times[11].tid_id, None, version=1, key=key())
    assert await again == moved
    shared_jobcentre.fault("status", status=412, times=1, path="aflys")
    with pytest.raises(Unreachable, match="received before"):
        await ailing.cancel(booked.cpr, booked.id, "Nej", version=2, key=key())


async def test_more_callers_than_go_at_once_take_turns(jobcentre: Jobcentre) -> None:
    calls, made = iter(range(320)), [0] * 64

    async def caller(number: int) -> None:
        for _ in calls:
            await jobcentre.code_list("samtaletype")
            made[number] += 1

    await asyncio.gather(*map(caller, range(64)))
    # A call may be slow on a busy machine; where newcomers pass, half of the callers wait until the others are done.
    assert sorted(made)[16] >= 3


async def test_nobody_there_is_no_contact(start_jobcentre: Callable[..., DemoJobcentre]) -> None:
    demo = start_jobcentre()
    demo.kill()
    gone = open_jobcentre(demo.connection())
    with pytest.raises(Unreachable, match="ClientConnectorError"):
        await gone.status(somebody())
    await gone.close()


@pytest.mark.parametrize(
    "answer",
    [
        (404, "text/html", b"<h1>404</h1>"),
        (404, "application/problem+json", b'{"oops": 1}'),
        (200, "application/json", b'{"borgerRef": 7}'),
        (200, "application/json", b"not json"),
        (204, "application/json", b""),
        (302, "text/html", b""),
    ],
)
async def test_an_answer_outside_the_contract_is_broken(
    shared_jobcentre: DemoJobcentre, answer: tuple[int, str, bytes]
) -> None:
    cpr = somebody()
    with receiving() as stranger:
        stranger.answers.append(answer)
        opened = open_jobcentre(shared_jobcentre.connection(base_url=stranger.url))
        with pytest.raises(BrokenAnswer) as caught:
            await opened.status(cpr)
        await opened.close()
    assert cpr not in str(caught.value)


async def test_a_wrong_clock_moves_the_planners_answers(
    shared_jobcentre: DemoJobcentre, ailing: Jobcentre
) -> None:
    cpr = somebody()
    times = await free_times(ailing, cpr)
    held = await ailing.reserve(cpr, uuid4(), times[20].tid_id, key=key())
    shared_jobcentre.skew(1200)
    after = await ailing.reserve(cpr, uuid4(), times[21].tid_id, key=key())
    assert (after.udloeber - held.udloeber).total_seconds() == pytest.approx(1200, abs=10)
    booked = await book(ailing, times[20])
    assert booked.interview.tid_id == held.tid_id
