"""Events from the demo jobcentre to a receiver: signed, one a deed, in order, retried, parked, replayed."""

from collections.abc import AsyncIterator, Iterator

import pytest

from api import clock
from api.jobcentre import wire
from api.jobcentre.connect import open_jobcentre
from api.jobcentre.port import Jobcentre
from api.jobcentre.wire import Event, EventType, System
from tests.api.jobcentre.acts import book, free_times, key
from tests.api.jobcentre.receiver import Receiver, receiving
from tests.support.jobcentre import SECRET, DemoJobcentre, cpr_of, ref_of
from tests.support.prefork import Prefork

ME, OTHER = "kontanthjaelp-jobready", "book-at-once"


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory, prefork: Prefork
) -> Iterator[tuple[Receiver, DemoJobcentre]]:
    """A receiver, and a demo jobcentre that sends to it and never rests longer than a second."""
    options = ("--secret", SECRET, "--max-retry-seconds", "1")
    with receiving() as listening:
        folder = tmp_path_factory.mktemp("events") / "jobcentre"
        subscribed = ("--subscriber", listening.url, *options)
        started = DemoJobcentre(folder, subscribed, launch=prefork).start()
        yield listening, started
        started.stop()


@pytest.fixture
def demo(running: tuple[Receiver, DemoJobcentre]) -> DemoJobcentre:
    """The demo jobcentre, with nothing left to deliver."""
    running[1].no_faults()
    running[1].deliveries()
    return running[1]


@pytest.fixture
def receiver(running: tuple[Receiver, DemoJobcentre], demo: DemoJobcentre) -> Receiver:
    """The receiver, with nothing in it."""
    del demo
    running[0].arrived.clear()
    running[0].answers.clear()
    return running[0]


@pytest.fixture
async def opened(demo: DemoJobcentre) -> AsyncIterator[Jobcentre]:
    """The connector to it."""
    connector = open_jobcentre(demo.connection())
    yield connector
    await connector.close()


async def _book_move_cancel(opened: Jobcentre, persona: str = ME) -> str:
    cpr = cpr_of(persona)
    times = await free_times(opened, cpr)
    booked = await book(opened, times[0], cpr)
    await opened.move(cpr, booked.id, times[1].tid_id, None, version=1, key=key())
    await opened.cancel(cpr, booked.id, "Nyt job", version=2, key=key())
    return str(booked.id)


def _about(events: list[Event], subject: str) -> list[Event]:
    return [event for event in events if event.subject == subject]


async def test_one_event_a_deed_signed_in_order_and_without_the_cpr(
    opened: Jobcentre, receiver: Receiver
) -> None:
    subject = await _book_move_cancel(opened)
    receiver.wait(5)
    events = receiver.events()
    ours = _about(events, subject)
    assert [event.type for event in ours] == [EventType.BOOKET, EventType.OMBOOKET, EventType.AFLYST]
    assert [event.data.version for event in ours] == [1, 2, 3]
    assert {event.data.borger_ref for event in ours} == {ref_of(ME)}
    assert {event.data.ophav_system for event in ours} == {System.VEJVISER}
    first = events[0].data.borger_sekvens or 0
    assert [event.data.borger_sekvens for event in events] == list(range(first, first + 5))
    assert ours[0].traceparent
    assert not any(cpr_of(ME).encode() in body for _, body in receiver.arrived)


async def test_no_contact_pauses_and_drains_in_order(opened: Jobcentre, receiver: Receiver) -> None:
    receiver.answers = [503, 503, 429]
    subject = await _book_move_cancel(opened)
    receiver.wait(8)
    ours = _about(receiver.events()[3:], subject)
    assert [event.data.version for event in ours] == [1, 2, 3]
    assert len({body for _, body in receiver.arrived[:4]}) == 1


async def test_an_answer_parks_and_the_citizens_next_event_goes_on(
    opened: Jobcentre, receiver: Receiver, demo: DemoJobcentre
) -> None:
    receiver.answers = [400]
    start = clock.now()
    await _book_move_cancel(opened)
    receiver.wait(5)
    assert demo.deliveries()["parked"] == 1
    await opened.replay("vejviser", start, key=key())
    receiver.wait(10)
    first = receiver.events()
    assert first[5].id == first[0].id
    assert demo.deliveries()["parked"] == 0


async def test_a_dropped_event_never_comes_until_it_is_replayed(
    opened: Jobcentre, receiver: Receiver, demo: DemoJobcentre
) -> None:
    demo.fault("event-drop", times=1)
    start = clock.now()
    subject = await _book_move_cancel(opened)
    receiver.wait(4)
    assert EventType.BOOKET not in {event.type for event in _about(receiver.events(), subject)}
    await opened.replay("vejviser", start, key=key())
    receiver.wait(9)
    assert EventType.BOOKET in {event.type for event in _about(receiver.events(), subject)}


async def test_a_duplicate_has_the_same_id(
    opened: Jobcentre, receiver: Receiver, demo: DemoJobcentre
) -> None:
    demo.fault("event-duplicate", times=1)
    await _book_move_cancel(opened)
    receiver.wait(6)
    events = receiver.events()
    assert events[0].id == events[1].id
    assert len({event.id for event in events}) == 5


async def test_reordered_events_tell_by_their_version(
    opened: Jobcentre, receiver: Receiver, demo: DemoJobcentre
) -> None:
    receiver.answers = [503]
    demo.fault("event-reorder", times=1)
    await _book_move_cancel(opened)
    receiver.wait(6)
    sequence = [event.data.borger_sekvens or 0 for event in receiver.events()]
    assert sequence != sorted(sequence)
    assert set(sequence) == set(range(min(sequence), min(sequence) + 5))


async def test_staff_and_jobnet_are_told_apart_from_us(
    opened: Jobcentre, receiver: Receiver, demo: DemoJobcentre
) -> None:
    ref = ref_of(OTHER)
    demo.staff(f"borgere/{ref}/plan", text="Du starter på et kursus", start="2027-01-04")
    demo.staff(f"borgere/{ref}/fakta", key="readiness", value="jobparat")
    demo.staff(f"borgere/{ref}/frist", due="2027-01-11")
    sent = await opened.message(cpr_of(OTHER), _message(), key=key())
    demo.staff(f"beskeder/{sent.kvittering_id}", text="Vi bestiller en tolk")
    receiver.wait(4)
    assert receiver.types() == ["minplan.aendret", "fakta.aendret", "frist.aendret", "besked.besvaret"]
    assert {event.data.ophav_system for event in receiver.events()} == {System.PLANLAEGGER}
    answer = (await opened.answers(cpr_of(OTHER), sent.modtaget))[0]
    assert (answer.kvittering_id, answer.tekst) == (sent.kvittering_id, "Vi bestiller en tolk")
    plan = await opened.plan(cpr_of(OTHER))
    assert plan
    assert (plan.version, plan.kvitteret) == (2, False)
    assert plan.aktiviteter[-1].beskrivelse == "Du starter på et kursus"


def _message() -> wire.Besked:
    return wire.Besked(kategori="tolk", tekst="Jeg har brug for tolk")


async def test_a_receiver_that_is_away_gets_all_when_it_is_back(
    opened: Jobcentre, demo: DemoJobcentre, receiver: Receiver
) -> None:
    demo.kill()
    demo.start()
    subject = await _book_move_cancel(opened)
    receiver.wait(5)
    assert len(_about(receiver.events(), subject)) == 3
