"""Min Plan as the dialogue shows it."""

from datetime import date

from pydantic import BaseModel, ConfigDict

JOBNET_PLAN = "https://job.jobnet.dk/CV/MinPlan"


class Activity(BaseModel):
    """One step of the plan (aktivitet)."""

    model_config = ConfigDict(frozen=True)
    id: str
    start: date
    end: date | None = None
    kind: str
    description: str
    place: str | None = None
    hours_per_week: float | None = None
    authority: str | None = None


class Plan(BaseModel):
    """The plan: goals, agreements and steps, next first."""

    model_config = ConfigDict(frozen=True)
    version: int
    goals: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()

    def in_order(self, today: date) -> tuple[Activity, ...]:
        """Return the steps that are not over, the next one first."""
        open_steps = [step for step in self.activities if step.end is None or step.end >= today]
        return tuple(sorted(open_steps, key=lambda step: (step.start, step.id)))

    def next_step(self, today: date) -> Activity | None:
        """Return the step that runs or comes next, or None when all are over."""
        return next(iter(self.in_order(today)), None)
