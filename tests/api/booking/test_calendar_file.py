"""The calendar entry: one UID, a SEQUENCE that goes up, and the right instant on both clock-change days."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from api.booking.calendar_file import calendar
from api.booking.codes import Form, Status
from api.booking.model import Interview
from api.booking.view import show
from api.i18n import words_for
from tests.api.booking.people import NOW, record, standing


def _file(**changes: Any) -> tuple[Calendar, Any]:
    own = record(**changes)
    interview: Interview = show(standing(own), own, NOW)
    text = calendar(interview, words_for("da"), changed_at=own.changed_at)
    parsed = Calendar.from_ical(text)
    return parsed, next(iter(parsed.walk("VEVENT")))


def test_a_booked_interview() -> None:
    file, event = _file()
    assert file["method"] == "PUBLISH"
    assert event["status"] == "CONFIRMED"
    assert event["sequence"] == 2
    assert event.decoded("dtstart") == record().starts_at
    assert event["dtstart"].params["TZID"] == "Europe/Copenhagen"


def test_a_change_updates_the_same_entry() -> None:
    before, after = _file()[1], _file(revision=3, days=9)[1]
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]


def test_a_cancelled_one_takes_itself_away() -> None:
    file, event = _file(status=Status.CANCELLED, active=False, revision=4)
    assert (file["method"], event["status"]) == ("CANCEL", "CANCELLED")


def test_one_that_waits_is_tentative() -> None:
    assert _file(status=None, wish_state="sent")[1]["status"] == "TENTATIVE"


@pytest.mark.parametrize(
    ("form", "where"),
    [(Form.IN_PERSON, "Havnegade 1"), (Form.VIDEO, "https://video.example"), (Form.PHONE, None)],
)
def test_where(form: Form, where: str | None) -> None:
    details = {"address": "Havnegade 1", "link": "https://video.example", "phone": "70000000"}
    assert _file(form=form, details=details)[1].get("location") == where


@pytest.mark.parametrize(
    "start",
    [
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),  # 01.30, half an hour before the hour that is missing
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),  # 03.00, right after it
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),  # 02.30, the first of two
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),  # 02.30, the second
        datetime(2027, 10, 31, 2, 0, tzinfo=UTC),  # 03.00
    ],
)
def test_half_an_hour_stays_half_an_hour(start: datetime) -> None:
    event = _file(starts_at=start, ends_at=start + timedelta(minutes=30))[1]
    assert event.decoded("dtstart").astimezone(UTC) == start
    assert event.decoded("duration") == timedelta(minutes=30)


def test_it_says_nothing_of_why_one_meets() -> None:
    own = record(details={"title": "Samtale om kontanthjælp", "description": "CPR"})
    text = calendar(show(standing(own), own, NOW), words_for("da"), changed_at=NOW).decode()
    assert "kontanthj" not in text
    assert "CPR" not in text
