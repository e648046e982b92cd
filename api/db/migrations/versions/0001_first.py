"""The first schema: btree_gist, which the exclusion of overlapping bookings needs, and all tables."""

from alembic import op

from api.db.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the extension and every table."""
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    metadata.create_all(op.get_bind())
