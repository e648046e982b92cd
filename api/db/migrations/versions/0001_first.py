"""The first schema: btree_gist, which the exclusion of overlapping bookings needs, and all tables.

Its SQL stands beside it and never changes again; a change of the tables is a migration of its own.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
_SCHEMA = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    """Create the extension and every table."""
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for statement in _SCHEMA.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            op.execute(statement)
