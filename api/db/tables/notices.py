"""Reminders and notices (owned by `api.notices`): what is to be said, and through which channel it went."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from api.db.tables.base import instant, metadata

# What is to be said, planned ahead or told by the worker. `basis` is what it was planned from (the start of
# the interview, the day of the deadline): when that changes, the notice is planned anew.
notices = Table(
    "notices",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("step", String(12), nullable=False),
    Column("subject", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("body", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("state", String(12), nullable=False, server_default="waiting"),  # waiting, handed, dropped
    # Why it was dropped; while it waits, why it was put off: "quiet" hours, or a "silent" jobcentre.
    Column("reason", Text),
    instant("planned_at"),
    instant("due_at"),
    instant("expires_at"),
    instant("created_at"),
    instant("finished_at", nullable=True),
    UniqueConstraint("citizen_id", "kind", "subject", "step", "basis"),
    Index("ix_notices_waiting", "due_at", postgresql_where=text("state = 'waiting'")),
)

# One message on one channel: several notices that were due together. `address` is the chat's keyed hash.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("address", Text),
    Column("notice_ids", ARRAY(UUID(as_uuid=True)), nullable=False),
    Column("state", String(12), nullable=False, server_default="waiting"),  # waiting, sent, dropped, failed
    Column("attempts", Integer, nullable=False, server_default="0"),
    # A sender died between sending and noting it: the message may have come twice.
    Column("maybe_twice", Boolean, nullable=False, server_default="false"),
    Column("last_error", Text),
    instant("due_at"),
    instant("expires_at"),
    instant("claimed_until", nullable=True),
    instant("created_at"),
    instant("finished_at", nullable=True),
    Index("ix_deliveries_waiting", "channel", "due_at", postgresql_where=text("state = 'waiting'")),
    Index("ix_deliveries_citizen", "citizen_id"),
)

notice_settings = Table(
    "notice_settings",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("off", ARRAY(Text), nullable=False),
    Column("channels", ARRAY(Text)),
    Column("quiet_from", Time, nullable=False),
    Column("quiet_to", Time, nullable=False),
)
