"""What the jobcentre knows and does is read: each citizen, each change, the whole window, the free times."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from api.booking import differences, service
from api.booking.codes import Reason
from api.citizens import store as citizens
from api.clock import day_end, day_start
from api.jobcentre import wire
from api.jobcentre.demo.citizens import personas
from api.messages import service as messages
from api.messages import store as message_store
from api.metrics import JOBCENTRE_SILENT
from api.outbox import inbox
from api.plan import store as plans
from api.tenants.store import read_tenants
from api.worker import alarms, arrivals, notices, refresh, sweep
from api.worker.reconcile import reconcile
from tests.api.jobcentre.acts import key
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre, cpr_of, ref_of


async def persona(exchange: Exchange, name: str) -> UUID:
    """One of the demo's fictional citizens, read for the first time."""
    return await exchange.citizen(name=name, cpr=cpr_of(name))


@pytest.mark.parametrize("name", [one.id for one in personas()])
async def test_where_each_fictional_citizen_books(exchange: Exchange, name: str) -> None:
    """The facts we reason from never contradict the planner, and nobody is asked to book a summoned one."""
    citizen = await persona(exchange, name)
    status = await exchange.worker.jobcentres[CODE].status(cpr_of(name))
    seen = await exchange.overview(citizen)
    assert seen.may_selfbook == status.kan_selvbooke
    assert seen.instant_booking_required == status.straksbooking_paakraevet
    assert {deadline.id for deadline in seen.deadlines} == {frist.frist_id for frist in status.frister}
    assert await exchange.news(citizen) == [], "the first reading is no news"
    if name == "dagpenge-new":
        assert seen.not_selfbook_reason is Reason.BELONGS_TO_AKASSE
    if name == "kontanthjaelp-new":
        assert seen.not_selfbook_reason is Reason.SUMMONED
        assert not seen.interviews[0].may_move


async def test_facts_and_plan_are_read_and_news_of_them_told(
    exchange: Exchange, partner: DemoJobcentre
) -> None:
    name = "young-activity"
    citizen = await persona(exchange, name)
    async with exchange.database.transaction() as tx:
        facts = {fact.key: fact.value for fact in await citizens.known_facts(tx, citizen)}
        plan = await plans.read(tx, citizen)
    assert facts["benefit"] == "kontanthjaelp"
    assert plan
    assert plan.activities
    partner.staff(f"borgere/{ref_of(name)}/plan", text="Du går til jobsøgning", start="2027-01-10")
    partner.staff(
        f"borgere/{ref_of(name)}/frist", due=(exchange.now() + timedelta(days=20)).date().isoformat()
    )
    await refresh.refresh(exchange.worker, CODE, citizen)
    assert sorted(await exchange.news(citizen)) == ["deadline_changed", "plan_changed"]


async def test_a_message_is_delivered_and_its_answer_comes_back(
    exchange: Exchange, partner: DemoJobcentre
) -> None:
    citizen = await exchange.citizen()
    tenant = read_tenants(None, {"planner": partner.url, "webhook_secret": "whsec_eA=="}).first()
    async with exchange.database.transaction() as tx:
        who = await citizens.by_id(tx, citizen)
        assert who
        sent = await messages.send(
            tx, who, tenant, "interpreter", "Jeg har brug for en <tolk> & hjælp", message_id=UUID(int=7),
            now=exchange.now(),
        )  # fmt: skip
    await exchange.settle()
    async with exchange.database.transaction() as tx:
        known = await message_store.get(tx, sent.id)
    assert known
    assert (known.state, bool(known.receipt)) == ("delivered", True)
    partner.staff(f"beskeder/{known.receipt}", text="Vi bestiller en tolk.")
    await refresh.refresh(exchange.worker, CODE, citizen, [refresh.answers])
    await refresh.refresh(exchange.worker, CODE, citizen, [refresh.answers])
    assert await exchange.news(citizen) == ["message_answered"]


async def test_what_the_office_does_is_pulled(exchange: Exchange, partner: DemoJobcentre) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    free = await exchange.free(citizen, limit=40)
    asked = await exchange.book(citizen, free[0])
    await exchange.settle()
    partner.staff(f"aftaler/{asked.id}/flyt", time_id=free[12].time_id)
    await exchange.pull()
    assert (await exchange.interview(citizen, asked.id)).start == free[12].start
    partner.staff(f"aftaler/{asked.id}/aflys", reason="Sygdom")
    await exchange.pull()
    await exchange.pull()
    seen = await exchange.interview(citizen, asked.id)
    assert (seen.state, seen.cancelled_by) == ("cancelled", "office")
    assert await exchange.news(citizen) == [
        "interview_confirmed",
        "interview_changed",
        "interview_cancelled_by_office",
    ]


async def test_a_closed_time_is_not_shown_and_a_booked_one_on_jobnet_neither(
    exchange: Exchange, partner: DemoJobcentre
) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    first, second = (await exchange.free(citizen))[4:6]
    partner.staff(f"tider/{first.time_id}/luk")
    order = wire.Booking(tid_id=second.time_id, samtaleform=1)
    planner = exchange.worker.jobcentres[CODE]
    await planner.book(exchange.somebody(), UUID(int=11), order, key=key())
    exchange.clock.skip += timedelta(minutes=6)
    await exchange.look()
    shown = {time.time_id for time in await exchange.free(citizen, limit=200)}
    assert not {first.time_id, second.time_id} & shown
    partner.staff(f"tider/{first.time_id}/aabn")


async def test_a_list_that_is_cut_off_hides_no_time(
    open_exchange: Callable[..., Exchange], start_jobcentre: Callable[..., DemoJobcentre]
) -> None:
    """The demo lists at most 2,000 times at once, and here has more than that in a fortnight."""
    exchange = open_exchange(start_jobcentre("--extra-citizens", "9", "--extra-advisers", "20"))
    await exchange.citizen()
    await exchange.look()
    planner = exchange.worker.jobcentres[CODE]
    offer = next(one for one in await planner.offers(exchange.somebody()) if one.samtaletype == 7)
    late = offer.til - timedelta(days=offer.til.weekday() + 4)
    theirs = {one.tid_id for one in await planner.times(offer.moedetilbud_id, late, late)}
    query = text(
        "SELECT time_id FROM times WHERE offer_id = :offer AND starts_at >= :start AND starts_at < :end"
    )
    async with exchange.database.transaction() as tx:
        span = {"offer": offer.moedetilbud_id, "start": day_start(late), "end": day_end(late)}
        ours = set((await tx.execute(query, span)).scalars())
    assert len(theirs) > 200
    assert ours == theirs


async def test_reconciliation_repairs_what_has_one_answer(exchange: Exchange, partner: DemoJobcentre) -> None:
    moved, summoned, lost = [await exchange.citizen() for _ in range(3)]
    await exchange.look()
    free = await exchange.free(moved, limit=80)
    asked = await exchange.book(moved, free[0])
    vanished = await exchange.book(lost, free[1])
    await exchange.settle()
    async with exchange.database.transaction() as tx:
        # One the planner does not have (any more): nobody has told us why.
        query = text("UPDATE interviews SET id = gen_random_uuid() WHERE id = :id RETURNING id")
        ghost = (await tx.execute(query, {"id": vanished.id})).scalar_one()
    reference = await exchange.reference(summoned)
    partner.staff(f"aftaler/{vanished.id}/aflys", reason="Oprettet ved en fejl")
    partner.staff(f"aftaler/{asked.id}/flyt", time_id=free[20].time_id)
    partner.staff(f"borgere/{reference}/indkald", time_id=free[30].time_id)
    exchange.clock.skip += timedelta(seconds=1)

    counts = await reconcile(exchange.worker, CODE)
    found = {kind: counts.get(kind) for kind in ("version_differs", "missing_here", "missing_there")}
    assert found == {"version_differs": 1, "missing_here": 1, "missing_there": 1}
    assert counts["repaired"] == 3
    assert (await exchange.interview(moved, asked.id)).start == free[20].start
    assert len((await exchange.overview(summoned)).interviews) == 1
    assert (await exchange.interview(lost, ghost)).state == "cancelled"
    assert (await exchange.news(lost))[-1] == "interview_cancelled_by_office"
    again = await reconcile(exchange.worker, CODE)
    assert again["repaired"] == 0
    async with exchange.database.transaction() as tx:
        assert await differences.open_ones(tx, CODE) == []


async def test_half_a_window_proves_nothing(exchange: Exchange, partner: DemoJobcentre) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    await exchange.book(citizen, (await exchange.free(citizen))[0])
    await exchange.settle()
    partner.fault("html-200", path="/v1/indkaldelser", method="GET")
    with pytest.raises(Exception, match="text/html"):
        await reconcile(exchange.worker, CODE)
    assert (await exchange.overview(citizen)).interviews[0].state == "booked"


async def test_a_silent_jobcentre_raises_an_alarm(exchange: Exchange) -> None:
    await exchange.pull()
    assert await _alarms(exchange) == []
    assert JOBCENTRE_SILENT.labels(CODE)._value.get() < 60
    exchange.clock.skip += timedelta(hours=1)
    assert await _alarms(exchange) == ["jobcentre_silent"]
    assert JOBCENTRE_SILENT.labels(CODE)._value.get() >= 3600


async def test_a_worker_that_has_just_begun_calls_nobody_silent(exchange: Exchange) -> None:
    assert await _alarms(exchange) == []
    exchange.clock.skip += timedelta(minutes=14)
    assert await _alarms(exchange) == []
    exchange.clock.skip += timedelta(minutes=2)
    assert await _alarms(exchange) == ["jobcentre_silent"], "never heard at all"


async def _alarms(exchange: Exchange) -> list[str]:
    with capture_logs() as said:
        await alarms.watch(exchange.worker)
    return [one["event"] for one in said if one["log_level"] == "error"]


async def test_death_stops_every_message(exchange: Exchange, partner: DemoJobcentre) -> None:
    citizen = await exchange.citizen()
    await exchange.look()
    asked = await exchange.book(citizen, (await exchange.free(citizen))[0])
    async with exchange.database.transaction() as tx:
        await service.cancel(tx, citizen, asked.id, "x", version=asked.version, now=exchange.now())
        # As if the first had been tried before, so that it is really sent.
        await tx.execute(text("UPDATE outbox SET attempts = 1 WHERE kind = 'book'"))
    partner.staff(f"borgere/{await exchange.reference(citizen)}/tilstand", state="doed")
    await exchange.settle()
    assert await exchange.news(citizen) == []
    async with exchange.database.transaction() as tx:
        states = (await tx.execute(text("SELECT kind, state FROM outbox ORDER BY sequence"))).all()
    assert [tuple(row) for row in states] == [("book", "done"), ("cancel", "dropped")]


async def test_an_event_is_only_a_reason_to_fetch(exchange: Exchange, partner: DemoJobcentre) -> None:
    """Duplicates, old versions, unknown citizens and unknown kinds do no harm."""
    citizen = await exchange.citizen()
    await exchange.look()
    asked = await exchange.book(citizen, (await exchange.free(citizen))[0])
    await exchange.settle()
    partner.staff(f"aftaler/{asked.id}/aflys", reason="Sygdom")
    reference = await exchange.reference(citizen)
    kinds = ["booket", "aflyst", "aflyst", "booket"]
    for number, kind in enumerate(kinds):
        await _arrives(exchange, number, f"dk.jobcenter.indkaldelse.{kind}.v1", str(asked.id), reference)
    await _arrives(exchange, 10, "dk.jobcenter.indkaldelse.booket.v1", str(UUID(int=5)), "nobody")
    await _arrives(exchange, 11, "dk.jobcenter.nyt.v9", "x", None)
    await _arrives(exchange, 12, "dk.jobcenter.tid.aabnet.v1", "some-time", None)
    while await arrivals.work_off(exchange.worker, CODE):
        pass
    await notices.tell(exchange.worker)
    assert await exchange.waiting() == 0
    assert await exchange.news(citizen) == ["interview_confirmed", "interview_cancelled_by_office"]
    await sweep.forget(exchange.worker)


async def _arrives(exchange: Exchange, number: int, kind: str, subject: str, ref: str | None) -> None:
    event = wire.Event(
        id=str(number), source="urn:jobcenter:32601", type=kind, subject=subject, time=exchange.now(),
        data=wire.EventData(version=9, aendringstype=2, borger_ref=ref, ophav_system=32),
    )  # fmt: skip
    async with exchange.database.transaction() as tx:
        await inbox.receive(
            tx, source=event.source, event_id=event.id, jobcentre=CODE, kind=kind,
            body=event.model_dump(mode="json", exclude_none=True), now=exchange.now(),
        )  # fmt: skip
