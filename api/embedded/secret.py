"""A secret that an installation keeps: made once, readable by its owner only."""

import base64
import hashlib
import os
from pathlib import Path

from api.embedded.account import EmbeddedError
from api.ids import new_token


def kept_secret(file: Path) -> str:
    """Return the secret in the file, made at first use with rights 0600; raises EmbeddedError."""
    try:
        if not file.exists():
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as fresh:
                fresh.write(new_token())
        secret = file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise EmbeddedError(f"cannot keep a secret in {file}: {error.strerror}") from error
    if len(secret) < 32:
        raise EmbeddedError(f"{file} holds no secret of 32 characters: remove it, and log-ins start afresh")
    return secret


def webhook_secret(secret: str) -> str:
    """Return the secret that signs the demo jobcentre's events, derived so that one secret is kept."""
    return "whsec_" + base64.b64encode(hashlib.sha256(f"webhook {secret}".encode()).digest()).decode()
