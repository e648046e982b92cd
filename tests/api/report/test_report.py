"""The key figures count what happened, and the page says them in both languages."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert

from api.__main__ import main
from api.db.engine import Database, Transaction
from api.db.tables.booking import deadlines, evidence, interviews, outages
from api.db.tables.citizens import citizens, messages
from api.db.tables.outbox import outbox
from api.i18n import words_for
from api.report.figures import count_figures
from api.report.model import Figures, Period
from api.report.page import write_page
from tests.support.application import environment

CODE = "32601"
NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
PERIOD = Period(first=date(2026, 11, 1), last=date(2026, 11, 30))


async def _citizen(tx: Transaction, jobcentre: str = CODE) -> UUID:
    row = {"id": uuid4(), "tenant": jobcentre[:4].zfill(4), "jobcentre": jobcentre, "reference": str(uuid4()),
           "cpr_sealed": "sealed", "display_name": "Karla Test", "created_at": NOW - timedelta(days=900)}  # fmt: skip
    await tx.execute(insert(citizens).values(**row))
    return UUID(str(row["id"]))


async def _interview(tx: Transaction, who: UUID, day: int, status: str, **more: Any) -> None:
    start = NOW + timedelta(days=day)
    row = {"id": uuid4(), "citizen_id": who, "jobcentre": CODE, "kind": "jobsamtale", "form": "phone",
           "starts_at": start, "ends_at": start + timedelta(minutes=30), "wall_start": start.replace(tzinfo=None),
           "status": status, "active": status == "booket", "created_at": start - timedelta(days=4),
           "changed_at": start, **more}  # fmt: skip
    await tx.execute(insert(interviews).values(**row))


async def _counted(tx: Transaction, period: Period = PERIOD) -> Figures:
    return await count_figures(tx, CODE, period, now=NOW)


async def test_interviews_by_week_kind_and_who_cancelled(database: Database) -> None:
    async with database.transaction() as tx:
        who = await _citizen(tx)
        await _interview(tx, who, -20, "afholdt")
        await _interview(tx, who, -13, "udeblevet", selfbooked=False)
        await _interview(tx, who, -12, "aflyst", cancelled_by="citizen")
        await _interview(tx, who, -11, "aflyst", cancelled_by="office")
        await _interview(tx, who, 2, "booket")
        await _interview(tx, who, -25, "afholdt")  # October: not in the period
        await _interview(tx, who, -10, "afholdt", jobcentre="10101")  # another jobcentre's
        told = await _counted(tx)
    (kind,) = told.kinds
    assert (kind.total, kind.held, kind.missed, kind.by_citizen, kind.by_office, kind.ahead) == (
        5,
        1,
        1,
        1,
        1,
        1,
    )
    assert kind.selfbooked == 4
    assert [(week.monday.day, week.held, week.missed, week.cancelled) for week in told.weeks] == [
        (2, 1, 0, 0), (9, 0, 1, 2), (23, 0, 0, 0)
    ]  # fmt: skip
    assert told.days_ahead == pytest.approx(4)


async def test_a_month_ends_at_danish_midnight(database: Database) -> None:
    late = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)  # 23.59 in Denmark
    async with database.transaction() as tx:
        who = await _citizen(tx)
        for start in (late, late + timedelta(minutes=1)):
            await _interview(tx, who, 0, "afholdt", starts_at=start, ends_at=start + timedelta(minutes=20))
        assert sum(week.held for week in (await _counted(tx)).weeks) == 1


async def test_who_has_not_been_seen_for_a_year(database: Database) -> None:
    async with database.transaction() as tx:
        lately, rather, long_ago, waits, _never = [await _citizen(tx) for _ in range(5)]
        await _interview(tx, lately, -30, "afholdt")
        await _interview(tx, rather, -300, "afholdt")
        await _interview(tx, long_ago, -400, "afholdt")
        await _interview(tx, waits, 10, "booket")
        await _citizen(tx, "10101")
        contact = (await _counted(tx)).contact
    assert (contact.citizens, contact.within_six_months, contact.six_to_twelve_months) == (5, 1, 1)
    assert (contact.longer_or_never, contact.longer_or_never_without_a_time) == (3, 2)


async def test_deadlines_searches_answers_messages_and_outages(database: Database) -> None:
    hours = timedelta(hours=1)
    async with database.transaction() as tx:
        who = await _citizen(tx)
        due = {"citizen_id": who, "kind": "jobsamtale", "latest_held": PERIOD.last, "first_seen_at": NOW,
               "changed_at": NOW}  # fmt: skip
        for number, (state, day) in enumerate([("met", 3), ("met", 30), ("passed", 10)]):
            row = due | {"deadline_id": str(number), "state": state, "due": date(2026, 11, day)}
            await tx.execute(insert(deadlines).values(**row))
        for found in (0, 0, 3):
            row = {
                "id": uuid4(),
                "citizen_id": who,
                "kind": "search",
                "data": {"found": found},
                "created_at": NOW,
            }
            await tx.execute(insert(evidence).values(**row))
        for seconds, state in ((1, "done"), (3, "done"), (0, "waiting")):
            ended = NOW + timedelta(seconds=seconds) if state == "done" else None
            row = {"id": uuid4(), "destination": f"jobcentre:{CODE}", "subject": str(who), "kind": "book",
                   "body": {}, "state": state, "due_at": NOW, "created_at": NOW, "finished_at": ended}  # fmt: skip
            await tx.execute(insert(outbox).values(**row))
        sent = {"citizen_id": who, "kind": "handover", "body": "Hej", "changed_at": NOW}
        asked = [uuid4() for _ in range(3)]
        for question, promised in zip(asked, (-1, 5, -1), strict=True):
            row = sent | {"id": question, "direction": "out", "state": "delivered",
                          "promised_by": NOW + promised * hours, "created_at": NOW - 9 * hours}  # fmt: skip
            await tx.execute(insert(messages).values(**row))
        for question in asked[:2]:
            row = sent | {"id": uuid4(), "direction": "in", "state": "unread", "answers": question,
                          "created_at": NOW}  # fmt: skip
            await tx.execute(insert(messages).values(**row))
        await tx.execute(
            insert(outages).values(
                jobcentre=CODE, cause="5xx", began_at=NOW - 3 * hours, ended_at=NOW - hours
            )
        )
        told = await _counted(tx)
    assert [(one.state, one.count) for one in told.deadlines] == [("met", 2), ("passed", 1)]
    assert (told.searches.written, told.searches.in_vain, told.searches.citizens_in_vain) == (3, 2, 1)
    assert (told.answers.answered, told.answers.median, told.answers.waiting) == (2, 2.0, 1)
    (handover,) = told.messages
    assert (handover.sent, handover.answered, handover.in_time, handover.overdue) == (3, 2, 1, 1)
    assert (told.outages.count, told.outages.hours) == (1, 2)


@pytest.mark.parametrize(("given", "average"), [([6, 5, 5, 4], None), ([6, 5, 5, 4, 1], 4.2)])
async def test_few_ratings_tell_nobodys_opinion(
    database: Database, given: list[int], average: float | None
) -> None:
    async with database.transaction() as tx:
        for number, rating in enumerate(given):
            await _interview(tx, await _citizen(tx), -1 - number, "afholdt", rating=rating)
        told = (await _counted(tx)).ratings
    assert (told.count, told.average) == (len(given), average)
    assert bool(told.by_rating) == (average is not None)


async def test_the_page_speaks_danish_and_english_and_shows_empty_figures(database: Database) -> None:
    async with database.transaction() as tx:
        empty = await _counted(tx)
        await _interview(tx, await _citizen(tx), -3, "udeblevet")
        some = await _counted(tx)
    for figures in (empty, some):
        danish, english = (
            write_page(figures, name="X <&>", words=words_for(lang), now=NOW) for lang in ("da", "en")
        )
        assert "Nøgletal: X &lt;&amp;&gt;" in danish
        assert "Key figures: X &lt;&amp;&gt;" in english
        assert "None" not in danish + english
    assert "100 %" in write_page(some, name="X", words=words_for("da"), now=NOW)


def test_the_command_writes_the_file_and_says_what_is_wrong(
    database_url: str, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for name, value in environment(database_url, redis_url, "http://127.0.0.1:1").items():
        monkeypatch.setenv(name, value)
    out = tmp_path / "out.html"
    assert main(["report", "--jobcentre", CODE, "--from", "2026-11-01", "--to", "2026-11-30", str(out)]) == 0
    assert "<h1>Nøgletal" in out.read_text()
    assert main(["report", "--jobcentre", "99999", str(out)]) == 1
    assert "no jobcentre has the code '99999'" in capsys.readouterr().err
    turned = ["report", "--jobcentre", CODE, "--from", "2026-12-01", "--to", "2026-11-30", str(out)]
    assert main(turned) == 1
    assert "the first day comes first" in capsys.readouterr().err
    assert main(["report", "--jobcentre", CODE, str(tmp_path / "no" / "such.html")]) == 1
    with pytest.raises(SystemExit) as wrong:
        main(["report", "--jobcentre", CODE, "--from", "1/11", str(out)])
    assert wrong.value.code == 2
