"""The table of legal moves, typed from the contract and not from the code; and staff's marks in the demo."""

from collections.abc import Callable
from itertools import product

import pytest

from api.jobcentre.connect import open_jobcentre
from api.jobcentre.wire import ACTIVE, Status, is_legal
from tests.api.jobcentre.acts import book, free_times
from tests.support.jobcentre import JSON, DemoJobcentre, cpr_of

# old -> what anybody may make it; after the bar what only people at the jobcentre may.
TABLE = """
venteliste: tilbudt reserveret booket aflyst |
tilbudt: reserveret booket aflyst | fejlregistreret
reserveret: reserveret booket aflyst | fejlregistreret
booket: booket aflyst | moedt afholdt udeblevet fejlregistreret
moedt: | afholdt fejlregistreret
udeblevet: | moedt afholdt fejlregistreret
afholdt: | fejlregistreret
aflyst: | fejlregistreret
fejlregistreret: |
"""
_ROWS = [line.partition(":") for line in TABLE.strip().splitlines()]
ANYBODY = {old: set(rest.partition("|")[0].split()) for old, _, rest in _ROWS}
STAFF = {old: set(rest.replace("|", " ").split()) for old, _, rest in _ROWS}


@pytest.mark.parametrize(("old", "new"), list(product(Status, Status)))
def test_every_pair_of_states(old: Status, new: Status) -> None:
    assert is_legal(old, new, by_staff=False) == (new in ANYBODY[old])
    assert is_legal(old, new, by_staff=True) == (new in STAFF[old])


def test_every_state_has_its_name_in_fhir() -> None:
    assert [status.fhir for status in Status] == [
        "proposed",
        "pending",
        "booked",
        "arrived",
        "fulfilled",
        "cancelled",
        "noshow",
        "entered-in-error",
        "waitlist",
    ]
    assert {status.fhir for status in ACTIVE} == {"pending", "booked", "arrived"}


async def test_staff_mark_who_came_and_nobody_undoes_a_held_interview(
    start_jobcentre: Callable[..., DemoJobcentre],
) -> None:
    demo, cpr = start_jobcentre(), cpr_of("kontanthjaelp-jobready")
    opened = open_jobcentre(demo.connection())
    booked = await book(opened, (await free_times(opened, cpr))[0], cpr)
    path = f"aftaler/{booked.id}/status"
    demo.staff(path, status="udeblevet")
    demo.staff(path, status="moedt")
    demo.staff(path, status="afholdt")
    refused = demo.client.post(f"{demo.url}/_staff/{path}", data={"status": "udeblevet"}, headers=JSON)
    assert refused.json()["type"].endswith("ulovligt-statusskift")
    rated = await opened.rate(cpr, booked.id, 5, "God samtale", version=4, key="rate-1")
    assert (rated.status, rated.bedoemmelse, rated.bedoemmelse_ord) == (Status.AFHOLDT, 5, "God samtale")
    await opened.close()
