"""From a citizen's HTTP call to the jobcentre's own store and back, through processes of their own."""

import asyncio
from collections.abc import Callable
from typing import Any

from icalendar import Calendar

from api.db.engine import Database
from tests.support.application import Program
from tests.support.browserless import Caller, log_in
from tests.support.exchange import add_citizen
from tests.support.jobcentre import SECRET, DemoJobcentre
from tests.support.places import free_port


async def until(caller: Caller, interview: str, **wanted: Any) -> dict[str, Any]:
    """Wait until the interview is told as wanted."""
    for _ in range(300):
        seen = await caller.see(interview)
        if all(seen[name] == value for name, value in wanted.items()):
            return seen
        await asyncio.sleep(0.05)
    raise AssertionError(f"still {seen}")


async def test_book_move_cancel_and_what_the_office_does(
    database: Database,
    start_program: Callable[..., Program],
    start_jobcentre: Callable[..., DemoJobcentre],
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/v1/webhooks/jobcentre"
    demo = start_jobcentre("--extra-citizens", "20", "--subscriber", url, "--secret", SECRET)
    serve = start_program("serve", planner=demo.url, port=port)
    start_program("worker", planner=demo.url)
    caller = await log_in(database, serve.url, await add_citizen(database, 1))

    times: list[dict[str, Any]] = []
    for _ in range(200):
        times = await caller.times(limit=60)
        if times:
            break
        await asyncio.sleep(0.1)
    assert {"time_id", "start", "end", "forms", "adviser"} <= set(times[0])

    sent = await caller.book(times[0]["time_id"])
    assert (sent.status_code, sent.json()["state"]) == (202, "waiting")
    assert sent.headers["etag"] == '"v1"'
    interview = sent.json()["id"]
    booked = await until(caller, interview, state="booked")

    assert (await caller.act(interview, "move", None, time_id="x")).status_code == 428
    assert (await caller.act(interview, "move", 99, time_id=times[9]["time_id"])).status_code == 412
    key = "a-key-of-the-citizens"
    moved = await caller.act(interview, "move", booked["version"], key=key, time_id=times[9]["time_id"])
    again = await caller.act(interview, "move", booked["version"], key=key, time_id=times[9]["time_id"])
    other = await caller.act(interview, "move", booked["version"], key=key, time_id=times[8]["time_id"])
    assert (moved.status_code, again.json(), other.status_code) == (202, moved.json(), 422)
    assert moved.json()["start"] == booked["start"], "the old time stands"
    booked = await until(caller, interview, start=times[9]["start"], wish_state="confirmed")

    before = await caller.client.get(f"/v1/interviews/{interview}.ics")
    assert before.headers["content-type"].startswith("text/calendar")
    # The office moves it, then cancels it: events, not polling, bring it here.
    demo.staff(f"aftaler/{interview}/flyt", time_id=times[20]["time_id"])
    await until(caller, interview, start=times[20]["start"])
    demo.staff(f"aftaler/{interview}/aflys", reason="Sygdom")
    seen = await until(caller, interview, state="cancelled")
    assert seen["cancelled_by"] == "office"
    after = await caller.client.get(f"/v1/interviews/{interview}.ics")
    events: list[Any] = [
        next(iter(Calendar.from_ical(one.content).walk("VEVENT"))) for one in (before, after)
    ]
    assert events[0]["uid"] == events[1]["uid"]
    assert events[1]["sequence"] > events[0]["sequence"]
    assert events[1]["status"] == "CANCELLED"

    second = (await caller.book(times[30]["time_id"])).json()
    second = await until(caller, second["id"], state="booked")
    preview = (await caller.client.get(f"/v1/interviews/{second['id']}/cancel-preview")).json()
    assert preview["allowed"]
    assert preview["obligatory"]
    gone = await caller.act(second["id"], "cancel", second["version"])
    assert (gone.status_code, gone.json()["state"], gone.json()["wish"]) == (202, "booked", "cancel")
    await until(caller, second["id"], state="cancelled")
    overview = (await caller.client.get("/v1/interviews")).json()
    assert [one["state"] for one in overview["recent"]] == ["cancelled", "cancelled"]
    await caller.close()
