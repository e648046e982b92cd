"""Signatures of events: two secrets while one is rotated, five minutes of skew, nothing that is not ours."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from api import clock
from api.jobcentre.signing import BadEvent, BadSignature, sign, verify
from api.jobcentre.wire import Event, EventData, EventType

OLD, NEW = (
    SecretStr("whsec_b2xkIHNlY3JldCwgMzIgYnl0ZXMgbG9uZyAuLi4u"),
    SecretStr("whsec_bmV3IHNlY3JldCwgMzIgYnl0ZXMgbG9uZyAuLi4u"),
)
EVENT = Event(
    id="1",
    source="urn:jobcenter:32601",
    type=EventType.BOOKET,
    subject="b2c7",
    time=datetime(2026, 11, 24, 9, tzinfo=UTC),
    data=EventData(version=1, aendringstype=1, borger_ref="ref", borger_sekvens=1, ophav_system=91),
)
BODY = EVENT.model_dump_json().encode()


@pytest.mark.parametrize("signed_by", [[OLD], [NEW], [NEW, OLD]])
@pytest.mark.parametrize("known", [[OLD, NEW], [NEW, OLD]])
def test_either_secret_is_good_while_one_is_rotated(
    signed_by: list[SecretStr], known: list[SecretStr]
) -> None:
    assert verify(known, sign(signed_by, "1", clock.now(), BODY), BODY) == EVENT


def test_a_retired_secret_is_refused() -> None:
    with pytest.raises(BadSignature):
        verify([NEW], sign([OLD], "1", clock.now(), BODY), BODY)


@pytest.mark.parametrize("off", [-290, -5, 5, 290])
def test_a_clock_five_minutes_off_is_tolerated(off: int) -> None:
    assert verify([NEW], sign([NEW], "1", clock.now() + timedelta(seconds=off), BODY), BODY)


@pytest.mark.parametrize("off", [-310, 310])
def test_an_older_or_later_one_is_refused(off: int) -> None:
    with pytest.raises(BadSignature):
        verify([NEW], sign([NEW], "1", clock.now() + timedelta(seconds=off), BODY), BODY)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,???"},
        {"webhook-signature": ""},
        {"webhook-timestamp": "yesterday"},
        {"webhook-id": "2"},
    ],
)
def test_headers_that_sign_nothing_are_refused(changed: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        verify([NEW], sign([NEW], "1", clock.now(), BODY) | changed, BODY)


def test_another_body_is_refused_and_a_signed_one_that_is_no_event_too() -> None:
    headers = sign([NEW], "1", clock.now(), BODY)
    with pytest.raises(BadSignature):
        verify([NEW], headers, BODY.replace(b"ref", b"xyz"))
    with pytest.raises(BadEvent):
        verify([NEW], sign([NEW], "1", clock.now(), b"{}"), b"{}")
