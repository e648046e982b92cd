"""Signed events after Standard Webhooks: two secrets while one is rotated, five minutes of clock skew."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import SecretStr, ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from api.errors import VejviserError
from api.jobcentre.wire import Event

CONTENT_TYPE = "application/cloudevents+json"


class BadSignature(VejviserError):  # noqa: N818
    """Not signed by a secret we know, too old, or from the future: answer 401 and store nothing."""


class BadEvent(VejviserError):  # noqa: N818
    """Signed, but no CloudEvent of ours: answer 400, so that the sender parks it."""


def sign(secrets: Sequence[SecretStr], message_id: str, now: datetime, body: bytes) -> dict[str, str]:
    """Return the headers that sign `body`, one signature for each secret in use."""
    text = body.decode()
    signatures = [Webhook(secret.get_secret_value()).sign(message_id, now, text) for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
        "content-type": CONTENT_TYPE,
    }


def verify(secrets: Sequence[SecretStr], headers: Mapping[str, str], body: bytes) -> Event:
    """Return the event in `body` when one of the secrets signed it.

    Raises BadSignature or BadEvent.
    """
    if not any(_signed_by(secret, headers, body) for secret in secrets):
        raise BadSignature("no known secret signed this event, or its time is more than five minutes off")
    try:
        return Event.model_validate_json(body)
    except ValidationError as error:
        raise BadEvent(f"not a CloudEvent of the contract: {error.error_count()} errors") from error


def _signed_by(secret: SecretStr, headers: Mapping[str, str], body: bytes) -> bool:
    try:
        Webhook(secret.get_secret_value()).verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError):
        # ValueError: a header that is no signature at all (the library unpacks before it checks).
        return False
    return True
