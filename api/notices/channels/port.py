"""What a channel must do, and how it says that it could not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from api.errors import VejviserError
from api.i18n import Lang
from api.notices.content import Said
from api.notices.model import Delivery


class NotNowError(VejviserError):
    """The channel cannot take it now; to be tried again after so many seconds.

    `perhaps_sent` where it is not known that nothing of it has arrived: then it is listed as maybe twice.
    """

    def __init__(self, seconds: float, why: str, *, perhaps_sent: bool = False) -> None:
        super().__init__(why)
        self.seconds = seconds
        self.perhaps_sent = perhaps_sent


class NobodyThereError(VejviserError):
    """The address is dead: blocked, unlinked, refused. Nothing more goes there."""


@dataclass(frozen=True)
class Recipient:
    """The citizen as a channel needs them."""

    id: UUID
    lang: Lang
    email: str | None
    sealed_cpr: str


class Sender(Protocol):
    """One channel."""

    async def send(self, delivery: Delivery, to: Recipient, said: Sequence[Said], *, now: datetime) -> None:
        """Send one message; raises NotNowError or NobodyThereError."""
