"""Messages that leave (outbox) and arrive (inbox): written in the deed's own transaction."""

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from api.db.tables.base import instant, metadata

outbox = Table(
    "outbox",
    metadata,
    # The order of the deeds; per destination and subject it is the order of delivery.
    Column("sequence", BigInteger, Identity(always=True), primary_key=True),
    Column("id", UUID(as_uuid=True), nullable=False, unique=True),  # the idempotency key on the wire
    Column("destination", Text, nullable=False),  # "jobcentre:32601", "citizen", "telegram", "email", ...
    Column("subject", Text, nullable=False),  # whose order is kept: the citizen's id
    Column("kind", String(48), nullable=False),
    Column("body", JSONB, nullable=False),
    Column("state", String(12), nullable=False, server_default="waiting"),  # waiting, done, parked, dropped
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("last_error", Text),
    Column("trace", Text),
    # The Idempotency-Key and the fingerprint of the citizen's request that asked for it.
    Column("asked_with", Text),
    Column("asked", String(64)),
    instant("due_at"),
    # Somebody is delivering it until then; after that it is anybody's again.
    instant("claimed_until", nullable=True),
    instant("expires_at", nullable=True),
    instant("created_at"),
    instant("finished_at", nullable=True),
    Index("ix_outbox_waiting", "destination", "sequence", postgresql_where=text("state = 'waiting'")),
    Index(
        "ix_outbox_order", "destination", "subject", "sequence", postgresql_where=text("state = 'waiting'")
    ),
    Index(
        "uq_outbox_asked",
        "subject",
        "asked_with",
        unique=True,
        postgresql_where=text("asked_with IS NOT NULL"),
    ),
    Index("ix_outbox_parked", "destination", postgresql_where=text("state = 'parked'")),
)

inbox = Table(
    "inbox",
    metadata,
    Column("sequence", BigInteger, Identity(always=True), primary_key=True),
    Column("source", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("jobcentre", String(5), nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("state", String(12), nullable=False, server_default="waiting"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("last_error", Text),
    instant("due_at"),
    instant("claimed_until", nullable=True),
    instant("received_at"),
    instant("finished_at", nullable=True),
    UniqueConstraint("source", "event_id"),
    Index("ix_inbox_waiting", "jobcentre", "sequence", postgresql_where=text("state = 'waiting'")),
)

# One row a counterpart ("jobcentre:32601"): how far it was read, when it was heard, whether it is paused.
cursors = Table(
    "cursors",
    metadata,
    Column("source", Text, primary_key=True),
    Column("cursor", Text),
    instant("read_from", nullable=True),
    instant("heard_at", nullable=True),
    instant("paused_until", nullable=True),
    Column("failures", Integer, nullable=False, server_default="0"),
)
