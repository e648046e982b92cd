"""E-mail by SMTP. The text is neutral: mail is read on locked screens and by others."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage

import aiosmtplib

from api.i18n import words_for
from api.notices import words
from api.notices.channels.port import NobodyThereError, NotNowError, Recipient
from api.notices.content import Said
from api.notices.model import Delivery
from api.settings import Smtp

TRY_AGAIN = 60.0


class Mail:
    """Sends through one mail server."""

    def __init__(self, smtp: Smtp, public_url: str) -> None:
        self._smtp, self._public_url = smtp, public_url

    async def send(self, delivery: Delivery, to: Recipient, said: Sequence[Said], *, now: datetime) -> None:
        """Send one mail; a server that is away is tried again, a refused address is not."""
        if delivery.address is None:
            raise NobodyThereError("no e-mail address")
        w = words_for(to.lang)
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self._smtp.sender, delivery.address, words.subject(w)
        # The same message again has the same id, so that a mailbox can drop the second.
        mail["Message-ID"] = f"<{delivery.id}@{self._smtp.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(words.neutral(w, [one.truth for one in said], self._public_url))
        try:
            await aiosmtplib.send(mail, hostname=self._smtp.host, port=self._smtp.port)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise NobodyThereError("address refused") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise NotNowError(TRY_AGAIN, type(error).__name__) from error
