"""The only source of randomness: ids, tokens and their hashes."""

import hashlib
import secrets
from typing import NewType
from uuid import UUID, uuid4

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
