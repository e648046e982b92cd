"""One command on its way to the planner, and what its answer writes afterwards."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from api.booking import sync
from api.booking.codes import Reason, Wish
from api.booking.standing import Record
from api.db.engine import Transaction
from api.jobcentre import wire
from api.jobcentre.errors import Refused
from api.jobcentre.port import Jobcentre
from api.outbox.model import Message
from api.worker import translate

# Writes the answer; in the same transaction the message is ended.
Apply = Callable[[Transaction], Awaitable[object]]
C = TypeVar("C")


@dataclass(frozen=True)
class Call:
    """A command with what is needed to carry it out. `rows` are our interviews it is about."""

    jobcentre: Jobcentre
    code: str
    cpr: str
    message: Message
    rows: dict[UUID, Record]
    now: datetime

    @property
    def citizen(self) -> UUID:
        """The citizen who asked."""
        return self.message.citizen

    @property
    def key(self) -> str:
        """The Idempotency-Key: the same for every retry."""
        return str(self.message.id)

    @property
    def may_have_happened(self) -> bool:
        """Whether an earlier attempt may have reached the planner without its answer reaching us."""
        return self.message.attempts > 1

    def row(self, interview_id: UUID) -> Record | None:
        """Return our row of an interview this command is about."""
        return self.rows.get(interview_id)

    def take_in(self, found: wire.Indkaldelse) -> Apply:
        """Return what writes the planner's interview into our rows."""
        return TakeIn(sync.Said(self.citizen, self.code, translate.interview(found)), self.now)


@dataclass(frozen=True)
class TakeIn:
    """Writes one version of an interview; many of them can be written together."""

    said: sync.Said
    now: datetime

    async def __call__(self, tx: Transaction) -> None:
        said = self.said
        await sync.apply(tx, said.citizen_id, said.jobcentre, said.news, now=self.now)


async def nothing(_tx: Transaction) -> None:
    """The answer changes nothing."""


def both(*deeds: Apply) -> Apply:
    """Return what writes all of them, in order."""

    async def write(tx: Transaction) -> None:
        for deed in deeds:
            await deed(tx)

    return write


_REASONS: dict[str, Reason] = {
    wire.Kind.TID_OPTAGET: Reason.TIME_TAKEN,
    wire.Kind.ALLEREDE_FREMTIDIG_AFTALE: Reason.HAS_FUTURE_INTERVIEW,
    wire.Kind.ALLEREDE_OPRETTET: Reason.VERSION_CONFLICT,
    wire.Kind.RESERVATION_UDLOEBET: Reason.HOLD_EXPIRED,
    wire.Kind.VERSION_KONFLIKT: Reason.VERSION_CONFLICT,
    wire.Kind.ULOVLIGT_STATUSSKIFT: Reason.VERSION_CONFLICT,
    wire.Kind.OMBOOKING_IKKE_MULIG: Reason.MOVE_NOT_ALLOWED,
    wire.Kind.AFLYSNING_IKKE_MULIG: Reason.CANCEL_NOT_ALLOWED,
    wire.Kind.KAN_IKKE_SELVBOOKE: Reason.NOT_SELFBOOKING,
    wire.Kind.BOOKING_UKENDT: Reason.UNKNOWN_TIME,
    wire.Kind.IKKE_FUNDET: Reason.UNKNOWN_TIME,
    wire.Kind.INGEN_TILBUD: Reason.UNKNOWN_TIME,
    wire.Kind.PERIODE: Reason.WINDOW,
}


def reason_of(no: Refused, wish: Wish) -> Reason:
    """Return why the planner said no; raises it again when the answer makes no sense to us (it is parked)."""
    if no.kind == wire.Kind.FRIST_OVERSKREDET:
        return Reason.TOO_LATE_TO_CANCEL if wish is Wish.CANCEL else Reason.TOO_LATE_TO_MOVE
    if no.kind not in _REASONS:
        raise no
    return _REASONS[no.kind]


def alternatives(no: Refused) -> Sequence[str]:
    """Return the ids of the times the planner offers instead."""
    return [time.tid_id for time in no.problem.alternativer]
