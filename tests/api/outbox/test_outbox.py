"""Messages: written with the deed, taken in order per citizen, by one worker at a time."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from api.db.engine import Database
from api.outbox import counterparts, inbox, store
from api.outbox.model import CITIZEN, LONGEST_WAIT, Message, wait_after

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=10)
TO = "jobcentre:32601"


async def put(database: Database, *subjects: UUID, to: str = TO, kind: str = "book") -> None:
    """Put one message for each subject, in their order."""
    async with database.transaction() as tx:
        for subject in subjects:
            await store.put(tx, destination=to, subject=subject, kind=kind, body={}, now=NOW)


async def claim(database: Database, *, most: int = 10, now: datetime = NOW) -> list[Message]:
    """Claim and commit."""
    async with database.transaction() as tx:
        return await store.claim(tx, TO, most=most, lease=LEASE, now=now)


async def finish(database: Database, message: Message) -> bool:
    """End a message."""
    async with database.transaction() as tx:
        return await store.finish(tx, message, now=NOW)


async def test_only_the_oldest_of_each_citizen_is_taken(database: Database) -> None:
    ann, bo = uuid4(), uuid4()
    await put(database, ann, ann, bo, ann, bo)
    first = await claim(database)
    assert [message.citizen for message in first] == [ann, bo]
    assert await claim(database) == []
    await finish(database, first[1])
    assert [message.citizen for message in await claim(database)] == [bo]
    await finish(database, first[0])
    assert [message.citizen for message in await claim(database)] == [ann]


async def test_what_is_taken_is_ended_by_the_same_transaction_or_not_at_all(database: Database) -> None:
    ann, bo = uuid4(), uuid4()
    await put(database, ann, bo, ann)

    async def take() -> list[Message]:
        async with database.transaction() as tx:
            return await store.take(tx, TO, most=10, now=NOW)

    async with database.engine.connect() as dies:
        assert [message.citizen for message in await store.take(dies, TO, most=10, now=NOW)] == [ann, bo]
        # Somebody else passes over what is in hand, and over what comes after it.
        assert await take() == []
    assert [[message.citizen for message in await take()] for _ in range(3)] == [[ann, bo], [ann], []]


async def test_a_rolled_back_deed_sends_nothing(database: Database) -> None:
    async def deed() -> None:
        async with database.transaction() as tx:
            await store.put(tx, destination=TO, subject=uuid4(), kind="book", body={}, now=NOW)
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        await deed()
    assert await claim(database) == []


async def test_who_dies_with_a_message_loses_it_to_the_next(database: Database) -> None:
    await put(database, uuid4())
    first = (await claim(database))[0]
    assert await claim(database, now=NOW + LEASE - timedelta(seconds=1)) == []
    second = (await claim(database, now=NOW + LEASE))[0]
    assert (first.attempts, second.attempts) == (1, 2)
    assert await finish(database, second)
    assert not await finish(database, first), "the answer is written once"


async def test_many_workers_take_each_message_once(database: Database) -> None:
    people = [uuid4() for _ in range(40)]
    await put(database, *people, *people)

    async def work() -> list[Message]:
        done = []
        while batch := await claim(database, most=3):
            for message in batch:
                await finish(database, message)
                done.append(message)
        return done

    done = [message for some in await asyncio.gather(*(work() for _ in range(6))) for message in some]
    done += await work()
    assert len(done) == 80
    assert len({message.sequence for message in done}) == 80


async def test_a_retry_waits_and_a_parked_one_lets_the_next_go(database: Database) -> None:
    citizen = uuid4()
    await put(database, citizen, citizen)
    message = (await claim(database))[0]
    due = NOW + timedelta(seconds=3)
    async with database.transaction() as tx:
        await store.retry(tx, message, due_at=due, error="503")
    assert await claim(database, now=due - timedelta(seconds=1)) == []
    again = (await claim(database, now=due))[0]
    assert again.id == message.id, "one key for all attempts"
    async with database.transaction() as tx:
        await store.finish(tx, again, now=due, state="parked", note="422")
        assert [row["last_error"] for row in await store.parked(tx)] == ["422"]
    following = (await claim(database, now=due))[0]
    assert following.id != message.id
    await finish(database, following)
    async with database.transaction() as tx:
        assert await store.unpark(tx, [message.id], now=due) == 1
    assert (await claim(database, now=due))[0].id == message.id


async def test_destinations_do_not_wait_for_each_other(database: Database) -> None:
    citizen = uuid4()
    await put(database, citizen, to=CITIZEN)
    await put(database, citizen)
    assert len(await claim(database)) == 1


async def test_what_is_done_is_forgotten_later_and_what_is_parked_is_not(database: Database) -> None:
    await put(database, uuid4(), uuid4(), uuid4())
    done, parked, _ = await claim(database)
    async with database.transaction() as tx:
        await store.finish(tx, done, now=NOW)
        await store.finish(tx, parked, now=NOW, state="parked")
        assert await store.forget(tx, before=NOW) == 0
        assert await store.forget(tx, before=NOW + LEASE) == 1
        assert sorted((state, count) for _, state, count, _ in await store.counts(tx)) == [
            ("parked", 1),
            ("waiting", 1),
        ]


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 1), (2, 3), (3, 7), (10, 1023), (13, 8191), (14, 10800), (5000, 10800)]
)
def test_the_wait_is_the_contracts(failures: int, seconds: int) -> None:
    assert wait_after(failures) == timedelta(seconds=seconds) <= LONGEST_WAIT


async def test_a_pause_grows_and_ends_when_the_other_side_is_heard(database: Database) -> None:
    async with database.transaction() as tx:
        for seconds in (1, 3, 7):
            known = await counterparts.pause(tx, TO, now=NOW)
            assert known.paused_until == NOW + timedelta(seconds=seconds)
        longer = await counterparts.pause(tx, TO, now=NOW, at_least=timedelta(seconds=60))
        assert longer.paused_until == NOW + timedelta(seconds=60)
        assert (await counterparts.get(tx, TO)).is_paused(NOW)
        await counterparts.heard(tx, TO, now=NOW)
        known = await counterparts.get(tx, TO)
    assert (known.failures, known.heard_at, known.is_paused(NOW)) == (0, NOW, False)


async def test_an_event_is_stored_once_per_source_and_id(database: Database) -> None:
    async with database.transaction() as tx:
        stored = [
            await inbox.receive(
                tx, source=source, event_id=event, jobcentre="32601", kind="k", body={}, now=NOW
            )
            for source, event in [("a", "1"), ("a", "1"), ("b", "1"), ("a", "2")]
        ]
        assert stored == [True, False, True, True]
        taken = await inbox.claim(tx, "32601", most=10, lease=LEASE, now=NOW)
        assert len(taken) == 3
        assert await inbox.claim(tx, "32601", most=10, lease=LEASE, now=NOW) == []
        await inbox.finish(tx, [taken[0].sequence], now=NOW)
        await inbox.finish(tx, [taken[1].sequence], now=NOW, state="parked", note="x")
        await inbox.retry(tx, [taken[2].sequence], due_at=NOW, error="503")
        assert len(await inbox.claim(tx, "32601", most=10, lease=LEASE, now=NOW)) == 1
        assert sorted(state for _, state, _ in await inbox.waiting(tx)) == ["parked", "waiting"]
        assert await inbox.unpark(tx, now=NOW) == 1
        assert await inbox.forget(tx, before=NOW + LEASE) == 1
