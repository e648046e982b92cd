"""Min Plan over HTTP."""

from fastapi import APIRouter

from api.plan import store as plans
from api.plan.model import Plan
from api.web.deps import LoggedIn, Tx
from api.web.problems import PROBLEMS, ProblemError

router = APIRouter(prefix="/v1", tags=["plan"], responses=PROBLEMS)


@router.get("/plan")
async def get_plan(citizen: LoggedIn, tx: Tx) -> Plan:
    """Return the citizen's plan as the jobcentre last gave it; 404 when there is none."""
    plan = await plans.read(tx, citizen.id)
    if plan is None:
        raise ProblemError(404, "no-plan")
    return plan
