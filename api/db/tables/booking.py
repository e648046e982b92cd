"""Interviews, free times, deadlines, and the evidence that protects the citizen (owned by `api.booking`)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID, ExcludeConstraint

from api.db.tables.base import instant, metadata

# Interviews and holds, one table: what occupies a time is one kind of row, so one constraint covers it.
# `active`: the row occupies its time. A row with `replaces` is the new time of a move, beside the old one.
interviews = Table(
    "interviews",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("jobcentre", String(5), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("form", String(16), nullable=False),
    Column("time_id", Text),
    Column("group_id", Text),
    Column("adviser_id", Text),
    Column("adviser", Text),
    instant("starts_at"),
    instant("ends_at"),
    # The wall time as the planner said it, with its zone: it stays right if a zone's rules change.
    Column("wall_start", DateTime(timezone=False), nullable=False),
    Column("timezone", Text, nullable=False, server_default="Europe/Copenhagen"),
    Column("details", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    # What the planner has said: status, and its version of the interview (0: nothing yet).
    Column("status", String(16)),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("cancelled_by", String(8)),
    # What the citizen asked for, and what became of it.
    Column("wish", String(8)),
    Column("wish_state", String(12)),
    Column("refusal", Text),
    Column("replaces", ForeignKey("interviews.id", ondelete="CASCADE")),
    instant("hold_until", nullable=True),
    Column("extended", Boolean, nullable=False, server_default="false"),
    Column("active", Boolean, nullable=False),
    # Our own counter: ETag for the citizen, SEQUENCE of the calendar entry.
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("selfbooked", Boolean, nullable=False, server_default="true"),
    Column("obligatory", Boolean, nullable=False, server_default="true"),
    Column("movable", Boolean, nullable=False, server_default="true"),
    instant("move_until", nullable=True),
    Column("cancellable", Boolean, nullable=False, server_default="true"),
    instant("cancel_until", nullable=True),
    Column("rating", Integer),
    instant("created_at"),
    instant("changed_at"),
    CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    ExcludeConstraint(
        ("jobcentre", "="),
        ("adviser_id", "="),
        (text("tstzrange(starts_at, ends_at)"), "&&"),
        name="ex_interviews_adviser",
        using="gist",
        where=text("active AND group_id IS NULL"),
    ),
    ExcludeConstraint(
        ("citizen_id", "="),
        (text("tstzrange(starts_at, ends_at)"), "&&"),
        name="ex_interviews_citizen",
        using="gist",
        where=text("active AND replaces IS NULL"),
    ),
    Index(
        "uq_interviews_one_of_a_kind",
        "citizen_id",
        "kind",
        unique=True,
        postgresql_where=text(
            "active AND replaces IS NULL AND kind IN ('jobsamtale', 'opfoelgningssamtale')"
        ),
    ),
    Index("uq_interviews_one_move", "replaces", unique=True, postgresql_where=text("active")),
    Index("ix_interviews_citizen", "citizen_id", "starts_at"),
    Index("ix_interviews_active", "ends_at", postgresql_where=text("active")),
    Index("ix_interviews_changed", "jobcentre", "changed_at"),
)

# Seats of a group meeting: ours (`taken`) and those the planner gave to others, never above its capacity.
group_meetings = Table(
    "group_meetings",
    metadata,
    Column("jobcentre", String(5), primary_key=True),
    Column("group_id", Text, primary_key=True),
    Column("capacity", Integer, nullable=False),
    Column("taken", Integer, nullable=False, server_default="0"),
    Column("others", Integer, nullable=False, server_default="0"),
    CheckConstraint("taken >= 0 AND others >= 0 AND taken + others <= capacity", name="seats"),
)

selfbooking = Table(
    "selfbooking",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("may_selfbook", Boolean, nullable=False),
    Column("reason", String(16)),
    Column("instant_required", Boolean, nullable=False),
    instant("seen_at"),
)

deadlines = Table(
    "deadlines",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("deadline_id", Text, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("state", String(12), nullable=False),
    Column("due", Date, nullable=False),
    Column("latest_held", Date, nullable=False),
    Column("guided_on", Date),
    instant("first_seen_at"),
    instant("changed_at"),
)

offers = Table(
    "offers",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("jobcentre", String(5), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("is_group", Boolean, nullable=False),
    Column("forms", ARRAY(Text), nullable=False),
    Column("title", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("adviser_choice", Boolean, nullable=False),
    Column("place", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("window_from", Date, nullable=False),
    Column("window_to", Date, nullable=False),
)

# What the worker asks the planner for: how fresh our copy of an offer's times is, and who wants it.
offer_windows = Table(
    "offer_windows",
    metadata,
    Column("jobcentre", String(5), primary_key=True),
    Column("offer_id", Text, primary_key=True),
    Column("window_from", Date, nullable=False),
    Column("window_to", Date, nullable=False),
    instant("wanted_at", nullable=True),
    instant("seen_at", nullable=True),
    instant("due_at"),
)

times = Table(
    "times",
    metadata,
    Column("jobcentre", String(5), primary_key=True),
    Column("offer_id", Text, primary_key=True),
    Column("time_id", Text, primary_key=True),
    instant("starts_at"),
    instant("ends_at"),
    Column("adviser_id", Text),
    Column("adviser", Text),
    Column("forms", ARRAY(Text), nullable=False),
    Column("group_id", Text),
    instant("first_seen_at"),
    instant("seen_at"),
    Index("ix_times_search", "jobcentre", "offer_id", "starts_at"),
    Index("ix_times_id", "jobcentre", "time_id"),
)

waiting_list = Table(
    "waiting_list",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("interview_id", ForeignKey("interviews.id", ondelete="CASCADE"), nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("state", String(12), nullable=False),
    # Times that were first seen before have been told, or were there when the citizen joined.
    instant("told_at"),
    instant("created_at"),
    Index(
        "uq_waiting_list_open",
        "interview_id",
        unique=True,
        postgresql_where=text("state IN ('sent', 'waiting')"),
    ),
)

# Searches without a result, refused deeds, unconfirmed bookings: they protect the citizen. Never changed.
evidence = Table(
    "evidence",
    metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("id", UUID(as_uuid=True), nullable=False, unique=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("interview_id", UUID(as_uuid=True)),
    Column("data", JSONB, nullable=False),
    # The Idempotency-Key and the fingerprint of the request that was refused.
    Column("asked_with", Text),
    Column("asked", String(64)),
    instant("created_at"),
    Index(
        "uq_evidence_asked",
        "citizen_id",
        "asked_with",
        unique=True,
        postgresql_where=text("asked_with IS NOT NULL"),
    ),
    Index("ix_evidence_citizen", "citizen_id", "created_at"),
)

outages = Table(
    "outages",
    metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("jobcentre", String(5), nullable=False),
    Column("cause", Text, nullable=False),
    instant("began_at"),
    instant("ended_at", nullable=True),
    Index("uq_outages_open", "jobcentre", unique=True, postgresql_where=text("ended_at IS NULL")),
)

# What the authority has decided for one jobcentre, copied from the tenants at start.
jobcentre_settings = Table(
    "jobcentre_settings",
    metadata,
    Column("jobcentre", String(5), primary_key=True),
    Column("move_cutoff_minutes", Integer, nullable=False),
    Column("joint_selfbooking", Boolean, nullable=False),
    Column("hold_minutes", Integer, nullable=False),
)

reconciliations = Table(
    "reconciliations",
    metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("jobcentre", String(5), nullable=False),
    instant("window_from"),
    instant("ran_at"),
    Column("counts", JSONB, nullable=False),
)

differences = Table(
    "differences",
    metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("reconciliation", ForeignKey("reconciliations.number", ondelete="CASCADE"), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("interview_id", UUID(as_uuid=True), nullable=False),
    Column("ours", JSONB),
    Column("theirs", JSONB),
    Column("repaired", Boolean, nullable=False),
    UniqueConstraint("reconciliation", "kind", "interview_id"),
)
