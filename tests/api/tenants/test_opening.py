"""Opening hours: Danish wall time, closed on holidays, and a promise that a person can keep."""

from datetime import UTC, date, datetime

import pytest

from api.tenants.model import Tenant
from api.tenants.opening import answer_by, is_holiday, is_open
from api.tenants.store import read_tenants


@pytest.fixture
def tenant() -> Tenant:
    return read_tenants(None, {"planner": "http://127.0.0.1:1", "webhook_secret": "whsec_eA=="}).first()


@pytest.mark.parametrize(
    "day", [date(2026, 12, 24), date(2026, 6, 5), date(2026, 12, 31), date(2026, 12, 25)]
)
def test_offices_are_closed(day: date) -> None:
    assert is_holiday(day)


def test_store_bededag_is_a_working_day_since_2024() -> None:
    assert is_holiday(date(2023, 5, 5))
    assert not is_holiday(date(2024, 4, 26))


def test_open_by_the_wall_clock_summer_and_winter(tenant: Tenant) -> None:
    assert is_open(tenant, datetime(2026, 7, 6, 7, 30, tzinfo=UTC))
    assert not is_open(tenant, datetime(2026, 11, 23, 7, 30, tzinfo=UTC))


def test_an_answer_is_promised_over_a_weekend_on_a_working_day(tenant: Tenant) -> None:
    promised = answer_by(tenant, datetime(2026, 11, 27, 15, tzinfo=UTC))
    assert (promised.date(), promised.hour) == (date(2026, 12, 1), 15)


def test_christmas_is_not_counted(tenant: Tenant) -> None:
    assert answer_by(tenant, datetime(2026, 12, 23, 9, tzinfo=UTC)).date() == date(2026, 12, 29)
