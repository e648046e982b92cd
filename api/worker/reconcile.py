"""Compares our interviews with the planner's, whole; repairs what has one safe answer, lists the rest."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from api.booking import differences, sync
from api.booking.differences import Difference, Ours
from api.jobcentre import wire
from api.worker import people
from api.worker.context import Worker
from api.worker.taking import take_in

# Further back than any interview that could still matter.
_WINDOW = timedelta(days=400)
_ACTIVE = wire.ACTIVE


async def reconcile(worker: Worker, code: str) -> dict[str, int]:
    """Read the planner's whole window and compare; return the counts, which are kept with the differences.

    Raises Unreachable or BrokenAnswer: then nothing has been concluded, since half a window proves nothing.
    """
    began = worker.now()
    theirs = await _read_all(worker, code, began - _WINDOW)
    async with worker.database.transaction() as tx:
        ours = await differences.settled(tx, code, since=began - _WINDOW, before=began)
        whose = await people.by_reference(tx, code, {one.borger_ref for one in theirs.values()})
    found = [*_compare(ours, theirs, whose), *_overlapping(theirs.values(), whose)]
    repaired = [await _repair(worker, code, one, theirs, ours) for one in found]
    counts = dict(Counter(one.kind for one in found)) | {
        "ours": len(ours),
        "theirs": sum(one.borger_ref in whose for one in theirs.values()),
        "repaired": sum(one.repaired for one in repaired),
    }
    async with worker.database.transaction() as tx:
        await differences.keep(tx, code, began - _WINDOW, counts, repaired, now=worker.now())
    return counts


async def _read_all(worker: Worker, code: str, since: datetime) -> dict[UUID, wire.Indkaldelse]:
    cursor, theirs = None, dict[UUID, wire.Indkaldelse]()
    while True:
        page = await worker.jobcentres[code].changes(since, cursor)
        theirs |= {one.indkaldelse_id: one for one in page.items}
        cursor = page.cursor
        if cursor is None:
            return theirs


def _compare(
    ours: dict[UUID, Ours], theirs: dict[UUID, wire.Indkaldelse], whose: dict[str, UUID]
) -> Iterable[Difference]:
    for one in theirs.values():
        mine = ours.get(one.indkaldelse_id)
        if one.borger_ref not in whose or one.status is wire.Status.RESERVERET:
            continue
        if mine is None and one.status in _ACTIVE:
            yield Difference(kind="missing_here", interview_id=one.indkaldelse_id, theirs=_shown(one))
        elif mine and mine.version != one.version:
            yield Difference(
                kind="version_differs", interview_id=mine.id, ours=mine.shown(), theirs=_shown(one)
            )
    for mine in ours.values():
        if mine.stands and mine.id not in theirs:
            yield Difference(kind="missing_there", interview_id=mine.id, ours=mine.shown())


def _overlapping(theirs: Iterable[wire.Indkaldelse], whose: dict[str, UUID]) -> Iterable[Difference]:
    alone = [
        one for one in theirs if one.status in _ACTIVE and one.gruppemoede_id is None and one.vejleder_id
    ]
    alone.sort(key=lambda one: (one.vejleder_id or "", one.start))
    for first, second in pairwise(alone):
        same = first.vejleder_id == second.vejleder_id and second.start < first.slut
        if same and (first.borger_ref in whose or second.borger_ref in whose):
            yield Difference(
                kind="overlapping",
                interview_id=second.indkaldelse_id,
                ours=_shown(first),
                theirs=_shown(second),
            )


def _shown(one: wire.Indkaldelse) -> dict[str, str | int]:
    return {
        "id": str(one.indkaldelse_id),
        "version": one.version,
        "status": one.status,
        "start": one.start.isoformat(),
    }


async def _repair(
    worker: Worker,
    code: str,
    found: Difference,
    theirs: dict[UUID, wire.Indkaldelse],
    ours: dict[UUID, Ours],
) -> Difference:
    """What the planner has and we have older or not at all is taken in; what it has not, twice seen, is gone."""
    repaired = False
    if found.kind in {"missing_here", "version_differs"}:
        repaired = bool(await take_in(worker, code, [theirs[found.interview_id]]))
    if found.kind == "missing_there":
        repaired = await _gone(worker, code, ours[found.interview_id])
    return found.model_copy(update={"repaired": repaired})


async def _gone(worker: Worker, code: str, mine: Ours) -> bool:
    async with worker.database.transaction() as tx:
        numbers = await people.numbers(tx, worker.seal, [mine.citizen_id])
    found = await worker.jobcentres[code].interview(numbers[mine.citizen_id], mine.id)
    if found:
        return bool(await take_in(worker, code, [found]))
    async with worker.database.transaction() as tx:
        return await sync.vanished(tx, mine.citizen_id, mine.id, version=mine.version, now=worker.now())
