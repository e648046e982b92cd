"""The law that binds the flow, case by case; expectations typed from the paragraphs, not from the rules."""

from datetime import timedelta
from typing import Any

import pytest

from api.booking import rules
from api.booking.codes import Blocked, DeadlineState, Form, Kind, Reason, Status, Wish, WishState
from api.booking.standing import Record, Selfbooking, Settings, Standing
from api.clock import day_end
from tests.api.booking.people import NOW, day, deadline, free_time, in_days, record, standing


def _said(reason: Blocked) -> dict[str, Any]:
    return {
        "selfbooking": Selfbooking(may_selfbook=False, reason=reason, instant_required=False, seen_at=NOW)
    }


@pytest.mark.parametrize(
    ("blocked", "reason"),
    [
        (Blocked.AT_AKASSE, Reason.BELONGS_TO_AKASSE),
        (Blocked.SUMMONED, Reason.SUMMONED),
        (Blocked.EXEMPT, Reason.NOT_SELFBOOKING),
        (Blocked.WITHDRAWN, Reason.NOT_SELFBOOKING),
        (Blocked.OTHER, Reason.NOT_SELFBOOKING),
    ],
)
def test_the_planners_no_comes_first(blocked: Blocked, reason: Reason) -> None:
    assert rules.why_not_selfbook(standing(**_said(blocked)), Kind.JOB, NOW) is reason


def _with(facts: dict[str, Any], **changes: Any) -> Standing:
    return standing(facts=facts, **changes)


_DAGPENGE = {"benefit": "dagpenge"}
_YOUNG = {
    "birth_date": "2003-01-01",
    "qualifying_education": False,
    "dependent_children_at_home": False,
}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        # BEK 46/2026 § 11, stk. 1: the first three months in the a-kasse's own system.
        (_DAGPENGE | {"benefit_since": day(-10).isoformat()}, Reason.BELONGS_TO_AKASSE),
        (_DAGPENGE | {"benefit_since": "2026-08-25"}, Reason.BELONGS_TO_AKASSE),
        (_DAGPENGE | {"benefit_since": "2026-08-24"}, None),
        (_DAGPENGE | {"registered_on": day(-10).isoformat()}, Reason.BELONGS_TO_AKASSE),
        # BEK 1216/2023 § 8: the phase is counted in hours when they are known.
        (_DAGPENGE | {"benefit_hours": 409, "benefit_since": "2020-01-01"}, Reason.BELONGS_TO_AKASSE),
        (_DAGPENGE | {"benefit_hours": 410, "benefit_since": day(-10).isoformat()}, None),
        # LAB § 27, stk. 3: under 25 without education and children, the jobcentre's at once.
        (_DAGPENGE | {"benefit_since": day(-10).isoformat()} | _YOUNG, None),
        (
            _DAGPENGE
            | {"benefit_since": day(-10).isoformat()}
            | _YOUNG
            | {"dependent_children_at_home": True},
            Reason.BELONGS_TO_AKASSE,
        ),
        # Unknown is not yes: the planner answers.
        (_DAGPENGE, None),
        ({}, None),
        ({"benefit": "kontanthjaelp", "benefit_since": day(-10).isoformat()}, None),
        ({"selfbooking_exempt": True}, Reason.NOT_SELFBOOKING),
        ({"selfbooking_exempt": False}, None),
    ],
)
def test_where_one_books(facts: dict[str, Any], reason: Reason | None) -> None:
    assert rules.why_not_selfbook(_with(facts), Kind.JOB, NOW) is reason


@pytest.mark.parametrize(
    ("benefit", "is_summoned"),
    [
        # LAB § 34, stk. 2 with § 31, stk. 4 and 5: dagpenge and groups 2 to 5; not groups 7 to 10.
        ("kontanthjaelp", True),
        ("uddannelseshjaelp", True),
        ("integrationsydelse", True),
        ("overgangsydelse", True),
        ("sygedagpenge", False),
        ("ressourceforloebsydelse", False),
        ("ledighedsydelse", False),
    ],
)
def test_the_first_interview_is_summoned(benefit: str, is_summoned: bool) -> None:
    none_yet = {"benefit": benefit, "interviews": []}
    expected = Reason.SUMMONED if is_summoned else None
    assert rules.why_not_selfbook(_with(none_yet), Kind.JOB, NOW) is expected
    one_held = {"benefit": benefit, "interviews": [{"state": "held"}]}
    assert rules.why_not_selfbook(_with(one_held), Kind.JOB, NOW) is None
    asked_to_book = _with(none_yet, deadlines=(deadline(),))
    assert rules.why_not_selfbook(asked_to_book, Kind.JOB, NOW) is None
    assert rules.why_not_selfbook(_with({"benefit": benefit}), Kind.JOB, NOW) is None


def test_joint_interviews_only_where_the_jobcentre_chose_it() -> None:
    assert rules.why_not_selfbook(standing(), Kind.JOINT, NOW) is Reason.NOT_SELFBOOKING
    chosen = standing(settings=Settings(joint_selfbooking=True))
    assert rules.why_not_selfbook(chosen, Kind.JOINT, NOW) is None


def test_three_clocks_are_three() -> None:
    """Book by the deadline, held within a week after, moved before the authority's cut-off."""
    own = record(days=15, created_at=in_days(-1))
    where = standing(own, deadlines=(deadline(due=10),))
    assert rules.move_until(where, own) == day_end(day(10))
    assert rules.meets(where, Kind.JOB, in_days(17), NOW) is True
    assert rules.meets(where, Kind.JOB, in_days(18), NOW) is False
    near = record(days=9, created_at=in_days(-1))
    assert rules.move_until(standing(near, deadlines=(deadline(due=10),)), near) == in_days(8)


def test_who_booked_after_the_deadline_may_still_move() -> None:
    late = record(days=5, created_at=in_days(-1))
    where = standing(late, deadlines=(deadline(due=-2, state=DeadlineState.PASSED),))
    assert rules.move_until(where, late) == in_days(4)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"movable": False, "selfbooked": False}, Reason.MOVE_NOT_ALLOWED),
        ({"movable": False}, Reason.MOVE_NOT_ALLOWED),
        # Booked by oneself within the last day: time stops it. Set by the municipality: that does.
        ({"movable": False, "days": 0.9}, Reason.TOO_LATE_TO_MOVE),
        ({"movable": False, "days": 0.9, "selfbooked": False}, Reason.MOVE_NOT_ALLOWED),
        ({"days": 0.9}, Reason.TOO_LATE_TO_MOVE),
        ({"move_until": in_days(-0.1)}, Reason.TOO_LATE_TO_MOVE),
        ({"move_until": NOW}, Reason.TOO_LATE_TO_MOVE),
        ({"move_until": NOW + timedelta(seconds=1)}, None),
        ({"status": None, "wish_state": WishState.SENT}, Reason.WISH_PENDING),
        ({"wish": Wish.MOVE, "wish_state": WishState.SENT}, Reason.WISH_PENDING),
        ({"wish": Wish.MOVE, "wish_state": WishState.REFUSED}, None),
        ({"status": Status.HELD}, Reason.MOVE_NOT_ALLOWED),
        ({"status": Status.CANCELLED}, Reason.MOVE_NOT_ALLOWED),
    ],
)
def test_moving(changes: dict[str, Any], reason: Reason | None) -> None:
    own = record(**changes)
    assert rules.why_not_move(standing(own), own, NOW) is reason


def test_how_often_one_moves_is_not_limited() -> None:
    often = record(revision=400, version=200)
    assert rules.why_not_move(standing(often), often, NOW) is None


def test_never_from_a_lawful_day_to_an_unlawful_one() -> None:
    own = record(days=5)
    where = standing(own, deadlines=(deadline(due=10),))
    late = free_time(days=20, meets_deadline=False)
    assert rules.why_not_move_to(where, own, late, Form.PHONE, NOW) is Reason.WINDOW
    already_late = record(days=25)
    assert rules.why_not_move_to(where, already_late, late, Form.PHONE, NOW) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"cancellable": False}, Reason.CANCEL_NOT_ALLOWED),
        ({"cancellable": False, "days": 0.9}, Reason.TOO_LATE_TO_CANCEL),
        ({"cancellable": False, "days": 0.9, "selfbooked": False}, Reason.CANCEL_NOT_ALLOWED),
        ({"cancel_until": NOW}, Reason.TOO_LATE_TO_CANCEL),
        ({"days": -0.01}, Reason.TOO_LATE_TO_CANCEL),
        ({"status": None, "wish_state": WishState.SENT}, None),
        ({"wish": Wish.CANCEL, "wish_state": WishState.SENT}, Reason.WISH_PENDING),
        ({"status": Status.CANCELLED, "active": False}, Reason.CANCEL_NOT_ALLOWED),
    ],
)
def test_cancelling(changes: dict[str, Any], reason: Reason | None) -> None:
    own = record(**changes)
    assert rules.why_not_cancel(standing(own), own, NOW) is reason


def test_a_time_in_the_past_or_in_another_form_is_not_booked() -> None:
    assert rules.why_not_book(standing(), free_time(days=-0.01), Form.PHONE, NOW) is Reason.WINDOW
    assert rules.why_not_book(standing(), free_time(), Form.VIDEO, NOW) is Reason.FORM_NOT_OFFERED
    assert rules.why_not_book(standing(), free_time(), Form.PHONE, NOW) is None


@pytest.mark.parametrize(
    ("due", "waiting", "says_so"),
    [(1, True, True), (2, True, False), (0, True, True), (1, False, False)],
)
def test_unconfirmed_within_48_hours_of_the_deadline(due: int, waiting: bool, says_so: bool) -> None:
    state = WishState.SENT if waiting else WishState.CONFIRMED
    own = record(status=None if waiting else Status.BOOKED, wish_state=state)
    where = standing(own, deadlines=(deadline(due=due),))
    assert rules.must_use_jobnet(where, own, NOW) is says_so
    assert not rules.must_use_jobnet(standing(own), own, NOW)


def _meeting(**changes: Any) -> Record:
    return record(days=5, **changes)


@pytest.mark.parametrize(
    ("own", "meets"),
    [
        (_meeting(), True),
        (_meeting(status=None, wish_state=WishState.SENT), True),
        (_meeting(status=None, wish_state=WishState.REFUSED, active=False), False),
        (_meeting(kind=Kind.FOLLOW_UP), False),
        (_meeting(status=Status.HELD_FOR, wish=Wish.HOLD), False),
        (_meeting(status=Status.CANCELLED, active=False), False),
    ],
)
def test_what_meets_a_deadline(own: Record, meets: bool) -> None:
    due = deadline(due=10)
    assert (rules.met_by(standing(own, deadlines=(due,)), due) is not None) is meets
