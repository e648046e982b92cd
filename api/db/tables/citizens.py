"""Citizens, what the jobcentre knows about them, and how they reach us."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from api.db.tables.base import instant, metadata

citizens = Table(
    "citizens",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("tenant", String(4), nullable=False),
    Column("jobcentre", String(5), nullable=False),
    # The planner's opaque name for the person (borgerRef); events carry it instead of a CPR number.
    Column("reference", Text, nullable=False),
    Column("cpr_sealed", Text, nullable=False),
    Column("persona", Text, unique=True),
    Column("display_name", Text, nullable=False),
    Column("lang", String(8), nullable=False, server_default="da"),
    Column("email", Text),
    instant("created_at"),
    instant("refreshed_at", nullable=True),
    UniqueConstraint("jobcentre", "reference"),
)

citizen_facts = Table(
    "citizen_facts",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    Column("dated", Date),
    instant("seen_at"),
)

# Who a login is: keyed hashes of a CPR number or of a broker's own name for the person, never the thing itself.
identity_keys = Table(
    "identity_keys",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Index("ix_identity_keys_citizen", "citizen_id"),
)

web_sessions = Table(
    "web_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("actor", Text, nullable=False),
    Column("assurance", String(16), nullable=False),
    instant("created_at"),
    instant("seen_at"),
)

chat_links = Table(
    "chat_links",
    metadata,
    Column("chat_hash", String(64), primary_key=True),
    Column("channel", String(16), nullable=False),
    # Needed to push: the address of the chat itself, sealed like the CPR number.
    Column("chat_sealed", Text, nullable=False),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("level", String(16), nullable=False),
    Column("consented", Boolean, nullable=False, server_default="false"),
    Column("blocked", Boolean, nullable=False, server_default="false"),
    instant("linked_at"),
    Index("ix_chat_links_citizen", "citizen_id"),
)

plans = Table(
    "plans",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("body", JSONB, nullable=False),
    instant("seen_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("direction", String(8), nullable=False),  # "out" to the jobcentre, "in" from it
    Column("kind", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(16), nullable=False),  # queued, delivered, refused, answered; read for answers
    Column("receipt", Text),
    Column("answers", UUID(as_uuid=True)),
    instant("promised_by", nullable=True),
    instant("created_at"),
    instant("changed_at"),
    Index("ix_messages_citizen_created_at", "citizen_id", "created_at"),
)

guidance_receipts = Table(
    "guidance_receipts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", UUID(as_uuid=True), nullable=False, unique=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE")),
    Column("conversation_hash", String(64), nullable=False),
    Column("topic", Text, nullable=False),
    Column("lang", String(8), nullable=False),
    Column("body", JSONB, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    instant("created_at"),
)
