"""What we ask of the planner, as it lies in the outbox: ids and choices, never a CPR number."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter

from api.booking.codes import Form
from api.booking.model import Frozen
from api.booking.standing import Standing
from api.db.engine import Transaction
from api.outbox import store as outbox
from api.outbox.model import jobcentre_queue


class Reserve(Frozen):
    """Hold a time for an interview; again on the same time extends the hold."""

    kind: Literal["reserve"] = "reserve"
    interview_id: UUID
    wire_id: UUID
    time_id: str


class Release(Frozen):
    """Give a hold back."""

    kind: Literal["release"] = "release"
    wire_id: UUID


class Book(Frozen):
    """Book a time, held or free."""

    kind: Literal["book"] = "book"
    interview_id: UUID
    time_id: str
    form: Form
    # What is booked, where advisers hold several kinds of interviews at one time.
    offer_id: str | None = None


class Move(Frozen):
    """Move in one step. `from_time_id` is the time the citizen saw: another one means that things changed."""

    kind: Literal["move"] = "move"
    interview_id: UUID
    new_row: UUID
    time_id: str
    form: Form
    from_time_id: str | None


class Cancel(Frozen):
    """Cancel the interview as the citizen saw it: at one of `from_time_ids`."""

    kind: Literal["cancel"] = "cancel"
    interview_id: UUID
    reason: str
    from_time_ids: tuple[str | None, ...]


class Rate(Frozen):
    """Rate a held interview, 1 to 6."""

    kind: Literal["rate"] = "rate"
    interview_id: UUID
    stars: int
    word: str | None = None


class JoinWaitingList(Frozen):
    """Wait for an earlier time."""

    kind: Literal["join_waiting_list"] = "join_waiting_list"
    entry_id: UUID
    interview_id: UUID
    earliest: date | None = None
    latest: date | None = None


class LeaveWaitingList(Frozen):
    """Wait no longer."""

    kind: Literal["leave_waiting_list"] = "leave_waiting_list"
    entry_id: UUID


Command = Annotated[
    Reserve | Release | Book | Move | Cancel | Rate | JoinWaitingList | LeaveWaitingList,
    Field(discriminator="kind"),
]
COMMANDS: TypeAdapter[Command] = TypeAdapter(Command)


async def send(
    tx: Transaction,
    standing: Standing,
    command: Command,
    *,
    now: datetime,
    expires_at: datetime | None = None,
) -> None:
    """Put a command in the outbox of the citizen's jobcentre; after `expires_at` it is of no use any more."""
    await outbox.put(
        tx,
        destination=jobcentre_queue(standing.jobcentre),
        subject=standing.citizen_id,
        kind=command.kind,
        body=command.model_dump(mode="json", exclude={"kind"}),
        now=now,
        expires_at=expires_at,
        asked=(standing.once.key, standing.once.request) if standing.once else None,
    )
