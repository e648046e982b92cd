"""SMS, NemSMS and Digital Post as files in a folder: what a municipality's own sender picks up."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from api.i18n import words_for
from api.notices import words
from api.notices.channels.port import NotNowError, Recipient
from api.notices.content import Said
from api.notices.model import Delivery

TRY_AGAIN = 60.0


class Files:
    """Writes one JSON file a message, whole or not at all; the same message again replaces itself."""

    def __init__(self, folder: Path, public_url: str) -> None:
        self._folder, self._public_url = folder, public_url

    async def send(self, delivery: Delivery, to: Recipient, said: Sequence[Said], *, now: datetime) -> None:
        """Write the file, later when the folder cannot take it now.

        The recipient stands there sealed: only the municipality's sender has the key.
        """
        w = words_for(to.lang)
        content = {
            "id": str(delivery.id),
            "channel": delivery.channel,
            "recipient": to.sealed_cpr,
            "language": to.lang,
            "subject": words.subject(w),
            "text": words.neutral(w, [one.truth for one in said], self._public_url),
            "written_at": now.isoformat(),
        }
        folder = self._folder / delivery.channel
        try:
            _write(folder, str(delivery.id), json.dumps(content, ensure_ascii=False))
        except OSError as error:
            raise NotNowError(TRY_AGAIN, f"{delivery.channel}: {error.strerror}") from error


def _write(folder: Path, name: str, content: str) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f".{name}"
    part.write_text(content, encoding="utf-8")
    part.rename(folder / f"{name}.json")
