"""The only source of randomness: ids, tokens and their hashes."""

import hashlib
import secrets
from typing import NewType
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

CitizenId = NewType("CitizenId", UUID)
InterviewId = NewType("InterviewId", UUID)
ConversationId = NewType("ConversationId", str)


def new_uuid() -> UUID:
    """Return a fresh random UUID."""
    return uuid4()


def new_token() -> str:
    """Return a URL-safe secret of 256 bits, within Telegram's 64-character limit for start links."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return the form in which a token is stored, so that a stolen table opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived_uuid(*parts: str) -> UUID:
    """Return the same UUID for the same parts, so that a message sent twice does its deed once."""
    return uuid5(NAMESPACE_OID, "\x1f".join(parts))
