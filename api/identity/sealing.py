"""Encryption at rest for the few values that must be readable again: CPR numbers and chat addresses."""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken

from api.errors import ConfigurationError


@cache
def _derived(secret_key: str) -> bytes:
    # Made to be slow against guessing, and one key is all a process knows.
    return hashlib.scrypt(secret_key.encode(), salt=b"vejviser/seal/1", n=2**14, r=8, p=1, dklen=32)


class Seal:
    """Seals and opens short texts with a key derived from `VEJVISER_SECRET_KEY`."""

    def __init__(self, secret_key: str) -> None:
        derived = _derived(secret_key)
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))
        self._print_key = hmac.digest(derived, b"vejviser/fingerprint/1", "sha256")

    def fingerprint(self, plain: str) -> str:
        """Return a keyed hash under which a secret can be looked up without being stored."""
        return hmac.new(self._print_key, plain.encode(), hashlib.sha256).hexdigest()

    def seal(self, plain: str) -> str:
        """Return the text encrypted."""
        return self._fernet.encrypt(plain.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return the text again; raises ConfigurationError when the key has changed."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise ConfigurationError(
                "VEJVISER_SECRET_KEY: cannot open what was sealed; it must be the key the data was written with"
            ) from error
