"""The fault panel and Jobnet's rate, as forms for people and as JSON for tests."""

import asyncio
import os
import signal
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response

from api.jobcentre.demo import delivery, upkeep
from api.jobcentre.demo.calls import TheOffice
from api.jobcentre.demo.faults import Fault, FaultKind
from api.jobcentre.demo.jobnet import Rate
from api.jobcentre.demo.routes.deeds import back
from api.jobcentre.demo.seeding import add_extra_citizens
from api.jobcentre.demo.storage import transaction

router = APIRouter(include_in_schema=False)


@router.get("/_faults")
async def listed(request: Request, office: TheOffice) -> dict[str, Any]:
    """Return the faults in force and how many calls and events they have struck."""
    faults = request.app.state.faults
    return {
        "faults": {number: fault.model_dump(mode="json") for number, fault in faults.listed().items()},
        "met": faults.met,
        "clock_skew_seconds": office.clock.skew.total_seconds(),
    }


@router.post("/_faults", status_code=201)
async def add(request: Request, fault: Fault) -> dict[str, int]:
    """Put a fault in force."""
    return {"number": request.app.state.faults.add(fault)}


@router.delete("/_faults", status_code=204)
async def clear(request: Request, office: TheOffice) -> Response:
    """End all faults, the clock's among them."""
    request.app.state.faults.clear()
    office.clock.skew = timedelta()
    return Response(status_code=204)


@router.put("/_clock", status_code=204)
async def skew(office: TheOffice, seconds: float) -> Response:
    """Let the clock be wrong by this many seconds, and bring the store up to the new instant."""
    office.clock.skew = timedelta(seconds=seconds)
    upkeep.tidy(office)
    return Response(status_code=204)


@router.post("/_restart", status_code=202)
async def restart(request: Request, seconds: Annotated[float, Form(ge=0, le=600)] = 1) -> Response:
    """Go down, and come back after some seconds."""
    request.app.state.restart_after = seconds
    asyncio.get_running_loop().call_later(0.1, os.kill, os.getpid(), signal.SIGINT)
    return back(request, "/fejl", "Jobcentret starter igen")


@router.get("/_jobnet")
async def jobnet_state(request: Request) -> dict[str, Any]:
    """Return Jobnet's rate and what it has done."""
    jobnet = request.app.state.jobnet
    return {**jobnet.rate.model_dump(), "done": jobnet.done, "refused": jobnet.refused}


@router.put("/_jobnet", status_code=204)
async def jobnet_rate(request: Request, rate: Rate) -> Response:
    """Set how busy Jobnet is."""
    request.app.state.jobnet.set(rate)
    return Response(status_code=204)


@router.get("/_events")
async def events(request: Request, office: TheOffice) -> dict[str, Any]:
    """Return how deliveries stand; `failures` above 0 is a paused queue."""
    couriers = {courier.subscriber.name: courier.failures for courier in request.app.state.couriers}
    return {"deliveries": delivery.counts(office), "failures": couriers}


@router.post("/_events/retry", status_code=202)
async def retry(request: Request) -> Response:
    """Try paused queues at once."""
    for courier in request.app.state.couriers:
        courier.retry.set()
    return back(request, "/fejl", "Hændelser sendes igen")


@router.post("/_load", status_code=204)
async def load(office: TheOffice, citizens: int) -> Response:
    """Have at least this many citizens without facts, for load tests."""
    with transaction(office.db):
        add_extra_citizens(office, citizens)
    return Response(status_code=204)


@router.get("/_doubles")
async def doubles(office: TheOffice) -> dict[str, int]:
    """Count what must never be: seats with two interviews, and overlapping interviews of one adviser."""
    shared = office.db.execute(
        "SELECT COUNT(*) FROM (SELECT 1 FROM seats WHERE until IS NULL GROUP BY time_id, seat HAVING COUNT(*) > 1)"
    ).fetchone()[0]
    overlapping = office.db.execute(
        "SELECT COUNT(*) FROM interviews a JOIN interviews b ON a.time_id = b.time_id AND a.id < b.id"
        " JOIN times t ON t.id = a.time_id WHERE a.status = 'booket' AND b.status = 'booket' AND t.capacity = 1"
    ).fetchone()[0]
    return {"seats": shared, "interviews": overlapping}


@router.get("/healthz")
async def healthy() -> dict[str, str]:
    """Say that the process serves."""
    return {"status": "ok"}


@router.post("/_panel/fault")
async def panel_fault(
    request: Request,
    kind: Annotated[FaultKind, Form()],
    seconds: Annotated[float, Form(ge=0, le=3600)] = 0,
    status: Annotated[int, Form(ge=400, le=599)] = 503,
    times: Annotated[int, Form(ge=0, le=10_000)] = 0,
) -> Response:
    """Put a fault in force from the page; 0 times means until it is removed."""
    fault = Fault(kind=kind, seconds=seconds, status=status, times=times or None)
    request.app.state.faults.add(fault)
    return back(request, "/fejl", "Fejlen er slået til")


@router.post("/_panel/clear")
async def panel_clear(request: Request, office: TheOffice) -> Response:
    """End all faults from the page."""
    await clear(request, office)
    return back(request, "/fejl", "Alle fejl er slået fra")


@router.post("/_panel/clock")
async def panel_clock(request: Request, office: TheOffice, seconds: Annotated[float, Form()]) -> Response:
    """Let the clock be wrong from the page."""
    await skew(office, seconds)
    return back(request, "/fejl", "Uret er ændret")


@router.post("/_panel/jobnet")
async def panel_jobnet(
    request: Request,
    per_minute: Annotated[float, Form(ge=0, le=60_000)],
    ours: Annotated[bool, Form()] = False,
) -> Response:
    """Set Jobnet's rate from the page."""
    request.app.state.jobnet.set(Rate(per_minute=per_minute, ours=ours))
    return back(request, "/fejl", "Jobnet er ændret")
