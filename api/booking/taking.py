"""One statement that takes a time and puts its command in the outbox: both or neither."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from api.booking.commands import Command
from api.booking.standing import Record, Standing
from api.clock import wall
from api.db.tables.booking import interviews
from api.db.tables.outbox import outbox
from api.ids import new_uuid
from api.outbox.model import jobcentre_queue

_ROW = (
    "id", "citizen_id", "jobcentre", "kind", "form", "time_id", "group_id", "adviser_id", "adviser", "starts_at",
    "ends_at", "wall_start", "details", "wish", "wish_state", "replaces", "hold_until", "active", "created_at",
    "changed_at",
)  # fmt: skip
_MESSAGE = (
    "id", "destination", "subject", "kind", "body", "asked_with", "asked", "due_at", "expires_at", "created_at",
)  # fmt: skip

# The constraints decide: where the time is taken nothing is inserted, and so nothing is sent.
_taken = (
    insert_or_not(interviews)
    .values({name: bindparam(f"row_{name}", type_=interviews.c[name].type) for name in _ROW})
    .on_conflict_do_nothing()
    .returning(interviews.c.id)
    .cte("taken")
)
TAKE_AND_SEND = (
    insert(outbox)
    .from_select(
        list(_MESSAGE),
        select(*(bindparam(f"message_{name}", type_=outbox.c[name].type) for name in _MESSAGE)).select_from(
            _taken
        ),
    )
    .returning(outbox.c.sequence)
)


def row_values(record: Record) -> dict[str, Any]:
    """Return the values of a new row for TAKE_AND_SEND."""
    values = {f"row_{name}": getattr(record, name) for name in _ROW if name not in {"wall_start", "details"}}
    return values | {
        "row_wall_start": wall(record.starts_at).replace(tzinfo=None),
        "row_details": record.details.model_dump(mode="json", exclude_defaults=True),
    }


def message_values(
    standing: Standing, command: Command, *, now: datetime, expires_at: datetime
) -> dict[str, Any]:
    """Return the values of its command for TAKE_AND_SEND."""
    return {
        "message_id": new_uuid(),
        "message_destination": jobcentre_queue(standing.jobcentre),
        "message_subject": str(standing.citizen_id),
        "message_kind": command.kind,
        "message_body": command.model_dump(mode="json", exclude={"kind"}),
        "message_asked_with": standing.once.key if standing.once else None,
        "message_asked": standing.once.request if standing.once else None,
        "message_due_at": now,
        "message_expires_at": expires_at,
        "message_created_at": now,
    }
