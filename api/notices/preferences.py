"""What a citizen wants to hear, and how."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.dialects.postgresql import UUID as PG_UUID

from api.db.engine import Transaction
from api.db.tables.notices import notice_settings
from api.notices.model import GROUPS, Preferences
from api.tenants.model import Channel, Group

_WISHES = select(notice_settings).where(
    notice_settings.c.citizen_id == any_(bindparam("whose", type_=ARRAY(PG_UUID(as_uuid=True))))
)


async def read(tx: Transaction, citizen_id: UUID) -> Preferences:
    """Return the citizen's wishes; everything is on until they say otherwise."""
    return (await read_all(tx, [citizen_id])).get(citizen_id, Preferences())


async def read_all(tx: Transaction, citizens: Iterable[UUID]) -> dict[UUID, Preferences]:
    """Return the wishes of those citizens who have said any."""
    rows = (await tx.execute(_WISHES, {"whose": list(citizens)})).mappings()
    return {
        row["citizen_id"]: Preferences.model_validate({k: v for k, v in row.items() if k != "citizen_id"})
        for row in rows
    }


async def write(tx: Transaction, citizen_id: UUID, wanted: Preferences) -> None:
    """Keep the citizen's wishes."""
    values = {
        "off": sorted(wanted.off),
        "channels": None if wanted.channels is None else sorted(wanted.channels),
        "quiet_from": wanted.quiet_from,
        "quiet_to": wanted.quiet_to,
    }
    row = insert(notice_settings).values(citizen_id=citizen_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=[notice_settings.c.citizen_id], set_=values))


async def switch(tx: Transaction, citizen_id: UUID, group: Group) -> Preferences:
    """Switch one group off, or on again, and return the wishes as they are now."""
    assert group in GROUPS
    before = await read(tx, citizen_id)
    after = before.model_copy(update={"off": before.off ^ {group}})
    await write(tx, citizen_id, after)
    return after


async def switch_channel(
    tx: Transaction, citizen_id: UUID, channel: Channel, offered: Iterable[Channel]
) -> Preferences:
    """Switch one channel off, or on again; with all that are offered on, later ones are on as well."""
    before = await read(tx, citizen_id)
    every = frozenset(offered)
    chosen = (every if before.channels is None else before.channels) ^ {channel}
    after = before.model_copy(update={"channels": None if chosen >= every else chosen})
    await write(tx, citizen_id, after)
    return after
