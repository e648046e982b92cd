"""The rules of the headers, told to the demo jobcentre directly."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest

from api.jobcentre.demo.seeding import extra_cpr
from tests.api.jobcentre.acts import somebody
from tests.support.jobcentre import DemoJobcentre

ORGANISATION = {"ActiveOrganisation": "type=8; code=32601"}
SYSTEM = {**ORGANISATION, "RequestUserMetadata": "type=3; system=91"}


def citizen(cpr: str) -> dict[str, str]:
    """Headers of a citizen who acts for themselves."""
    return {
        **ORGANISATION,
        "RequestUserMetadata": f"type=1; system=91; id={cpr}",
        "x-civilRegistrationIdentifier": cpr,
    }


def a_post() -> dict[str, str]:
    """Headers that make a POST safe to repeat."""
    return {"Idempotency-Key": str(uuid4()), "x-requestId": str(uuid4())}


MESSAGE = {"kategori": "henvendelse", "tekst": "Hej"}


@pytest.fixture
def send(shared_jobcentre: DemoJobcentre) -> Any:
    """Send a request and return (status, kind of problem or None, response)."""

    def sent(
        method: str, path: str, headers: dict[str, str], json: Any = None
    ) -> tuple[int, str | None, Any]:
        response = shared_jobcentre.client.request(
            method, f"{shared_jobcentre.url}{path}", headers=headers, json=json
        )
        problem = response.headers.get("content-type", "").startswith("application/problem+json")
        kind = response.json()["type"].rpartition(":")[2] if problem else None
        return response.status_code, kind, response

    return sent


def test_a_post_needs_its_key_and_its_request_id(send: Any) -> None:
    me = citizen(somebody())
    assert send("POST", "/v1/beskeder", {**me, "x-requestId": "1"}, MESSAGE)[:2] == (
        400,
        "mangler-idempotency-key",
    )
    assert send("POST", "/v1/beskeder", {**me, "Idempotency-Key": "k"}, MESSAGE)[:2] == (422, "validering")
    long = {**me, **a_post(), "x-requestId": "x" * 47}
    assert send("POST", "/v1/beskeder", long, MESSAGE)[:2] == (422, "validering")


def test_the_key_is_checked_before_the_request_id(send: Any) -> None:
    headers = {**citizen(somebody()), **a_post()}
    first = send("POST", "/v1/beskeder", headers, MESSAGE)
    again = send("POST", "/v1/beskeder", headers, MESSAGE)
    assert first[0] == again[0] == 202
    assert first[2].content == again[2].content
    other_body = {**MESSAGE, "tekst": "Noget andet"}
    assert send("POST", "/v1/beskeder", headers, other_body)[:2] == (422, "noegle-genbrugt")
    other_key = {**headers, "Idempotency-Key": str(uuid4())}
    assert send("POST", "/v1/beskeder", other_key, MESSAGE)[:2] == (412, "allerede-modtaget")


def test_a_refusal_is_kept_with_its_key(send: Any) -> None:
    headers = {**citizen(somebody()), **a_post()}
    path = f"/v1/indkaldelser/{uuid4()}/action/reserver"
    first = send("POST", path, headers, {"tidId": "findes-ikke"})
    again = send("POST", path, {**headers, "x-requestId": str(uuid4())}, {"tidId": "findes-ikke"})
    assert first[:2] == again[:2] == (404, "ikke-fundet")


def test_a_change_needs_the_version_seen(send: Any) -> None:
    me = {**citizen(somebody()), **a_post()}
    path = f"/v1/indkaldelser/{uuid4()}/action/aflys"
    assert send("POST", path, me, {"aarsag": "Nej"})[:2] == (428, "mangler-if-match")
    assert send("POST", path, {**me, "If-Match": "*"}, {"aarsag": "Nej"})[:2] == (422, "validering")
    assert send("POST", path, {**me, "If-Match": '"v1"'}, {"aarsag": "Nej"})[:2] == (404, "booking-ukendt")


def test_a_booking_says_that_it_is_new(send: Any) -> None:
    order = {"tidId": "x", "samtaleform": 1}
    path = f"/v1/indkaldelser/{uuid4()}"
    assert send("PUT", path, citizen(somebody()), order)[:2] == (428, "mangler-if-match")


def test_only_the_citizen_self_books(send: Any) -> None:
    cpr = somebody()
    order = {"tidId": "x", "samtaleform": 1, "selvbooket": True}
    headers = {**SYSTEM, "x-civilRegistrationIdentifier": cpr, "If-None-Match": "*"}
    assert send("PUT", f"/v1/indkaldelser/{uuid4()}", headers, order)[:2] == (403, "ingen-rettigheder")


def test_nobody_acts_for_another(send: Any) -> None:
    headers = {**citizen(somebody()), "x-civilRegistrationIdentifier": somebody()}
    assert send("GET", "/v1/borgerstatus", headers)[:2] == (403, "ingen-rettigheder")
    other = {**citizen(somebody()), "ActiveOrganisation": "type=8; code=99999"}
    status, kind, response = send("GET", "/v1/borgerstatus", other)
    assert (status, kind, response.json()["starKode"]) == (403, "ingen-rettigheder", 4575)


def test_staff_do_not_come_through_the_api(send: Any) -> None:
    headers = {
        **ORGANISATION,
        "RequestUserMetadata": "type=2; system=91",
        "x-civilRegistrationIdentifier": somebody(),
    }
    cancel = {"aarsag": "Nej", "af": "myndighed"}
    path = f"/v1/indkaldelser/{uuid4()}/action/aflys"
    assert send("POST", path, {**headers, **a_post(), "If-Match": '"v1"'}, cancel)[0] == 403


@pytest.mark.parametrize(
    ("cpr", "status", "kind"), [("0101010000", 404, "borger-ukendt"), ("12", 422, "validering")]
)
def test_unknown_and_malformed_citizens(send: Any, cpr: str, status: int, kind: str) -> None:
    headers = {**SYSTEM, "x-civilRegistrationIdentifier": cpr}
    sent = send("GET", "/v1/borgerstatus", headers)
    assert sent[:2] == (status, kind)
    assert cpr not in sent[2].text


def test_free_text_holds_no_markup(send: Any) -> None:
    body = {"kategori": "henvendelse", "tekst": "<b>Hej</b>"}
    assert send("POST", "/v1/beskeder", {**citizen(somebody()), **a_post()}, body)[:2] == (422, "validering")


def test_unknown_fields_are_refused_by_name(send: Any) -> None:
    body = {**MESSAGE, "tjekboks": True}
    status, kind, response = send("POST", "/v1/beskeder", {**citizen(somebody()), **a_post()}, body)
    assert (status, kind, response.json()["detail"]) == (422, "validering", "tjekboks")


def test_times_may_be_kept_fifteen_seconds_and_a_period_must_make_sense(send: Any) -> None:
    offers = send("GET", "/v1/moedetilbud", citizen(extra_cpr(0)))[2].json()["moedetilbud"]
    path = f"/v1/moedetilbud/{offers[0]['moedetilbudId']}/tider"
    response: httpx2.Response = send("GET", f"{path}?fra=2027-01-04&til=2027-01-08", SYSTEM)[2]
    assert response.headers["cache-control"] == "private, max-age=15"
    assert send("GET", f"{path}?fra=2027-01-08&til=2027-01-04", SYSTEM)[:2] == (422, "periode")
    assert send("GET", f"{path}?fra=i-morgen&til=2027-01-04", SYSTEM)[:2] == (422, "validering")


def test_an_address_or_method_there_is_not_is_a_problem_too(send: Any) -> None:
    assert send("GET", "/v1/findes-ikke", SYSTEM)[:2] == (404, "ikke-fundet")
    assert send("DELETE", "/v1/borgerstatus", SYSTEM)[0] == 405
