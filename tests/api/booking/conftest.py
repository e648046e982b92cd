"""Fixtures of self-booking."""

import pytest

from api.db.engine import Database
from tests.api.booking.people import in_days
from tests.api.booking.town import Town, planner_time


@pytest.fixture
async def town(database: Database) -> Town:
    """Our tables with ten free times, one a day from the third day on."""
    place = Town(database)
    place.times = [planner_time(number, in_days(3 + number)) for number in range(10)]
    await place.citizen()
    await place.opens(*place.times)
    return place
