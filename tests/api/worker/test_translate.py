"""From the wire's words to ours, on both nights on which the clocks change."""

from datetime import UTC, datetime, timedelta

import pytest

from api.booking.codes import Form
from api.clock import wall
from api.jobcentre import wire
from api.worker import translate


def _time(start: str, end: str, forms: list[int] | None = None) -> wire.Tid:
    return wire.Tid.model_validate(
        {
            "tidId": "t",
            "moedetilbudId": "o",
            "start": start,
            "slut": end,
            "vejleder": {"vejlederId": "a", "navn": "Anna"},
            "samtaleformer": forms or [1],
        }
    )


@pytest.mark.parametrize(
    ("start", "end", "is_offered"),
    [
        ("2027-03-28T01:30:00+01:00", "2027-03-28T03:00:00+02:00", True),
        # There is no 2.30 that morning, whatever offset it is given.
        ("2027-03-28T02:30:00+01:00", "2027-03-28T03:00:00+01:00", False),
        ("2027-03-28T02:30:00+02:00", "2027-03-28T03:00:00+02:00", False),
        ("2027-03-28T03:00:00+02:00", "2027-03-28T03:30:00+02:00", True),
        # 2.30 comes twice in October: two times, an hour apart.
        ("2027-10-31T02:30:00+02:00", "2027-10-31T02:00:00+01:00", True),
        ("2027-10-31T02:30:00+01:00", "2027-10-31T03:00:00+01:00", True),
        # An offset Danish clocks do not have, and an end before its start.
        ("2027-06-01T10:00:00+01:00", "2027-06-01T10:30:00+01:00", False),
        ("2027-06-01T10:00:00+02:00", "2027-06-01T09:30:00+02:00", False),
        ("2027-06-01T08:00:00Z", "2027-06-01T08:30:00Z", True),
    ],
)
def test_times_that_can_be_offered(start: str, end: str, is_offered: bool) -> None:
    assert (translate.free_time(_time(start, end)) is not None) is is_offered


def test_half_an_hour_stays_half_an_hour_over_the_change() -> None:
    found = translate.free_time(_time("2027-10-31T02:30:00+02:00", "2027-10-31T02:00:00+01:00"))
    assert found
    assert found.ends_at - found.starts_at == timedelta(minutes=30)
    assert found.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert wall(found.ends_at).hour == 2


def test_a_form_we_do_not_know_is_left_out() -> None:
    found = translate.free_time(_time("2027-06-01T08:00:00Z", "2027-06-01T08:30:00Z", [99, 8, 1]))
    assert found
    assert found.forms == (Form.VIDEO, Form.IN_PERSON)
    assert translate.free_time(_time("2027-06-01T08:00:00Z", "2027-06-01T08:30:00Z", [99])) is None
