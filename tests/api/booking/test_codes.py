"""Our names and the wire's numbers say the same."""

from api.booking.codes import OCCUPIES, ONE_AT_A_TIME, Blocked, Form, Kind, Status
from api.jobcentre import wire


def test_codes_are_the_wires() -> None:
    assert {kind.code for kind in Kind} == {int(kind) for kind in wire.Samtaletype}
    assert {form.code for form in Form} == {int(form) for form in wire.Samtaleform}
    assert {str(status) for status in Status} == {str(status) for status in wire.Status}
    assert {str(why) for why in Blocked} == {str(why) for why in wire.IkkeSelvbook}
    assert {str(status) for status in OCCUPIES} == {str(status) for status in wire.ACTIVE}
    assert {kind.code for kind in ONE_AT_A_TIME} == {int(kind) for kind in wire.ONE_FUTURE_TYPES}


def test_numbers_lead_back() -> None:
    assert all(Kind.from_code(kind.code) is kind for kind in Kind)
    assert all(Form.from_code(form.code) is form for form in Form)
    assert Kind.from_code(999) is Kind.OTHER
