"""A job of the worker and how often it runs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from api.worker.context import Worker

Job = Callable[[Worker], Awaitable[object]]
JobOfOne = Callable[[Worker, str], Awaitable[object]]


@dataclass(frozen=True)
class Every:
    """A job and the seconds between two runs. One that found as much as it could carry runs again at once.

    One with `idle` runs that seldom when it has found nothing for a while.
    """

    seconds: float
    job: Job
    at_once_from: int | None = None
    idle: float | None = None
