"""All tables of the record, by subject. Importing this package fills `metadata`."""

from api.db.tables import booking, citizens, notices, outbox
from api.db.tables.base import metadata

__all__ = ["booking", "citizens", "metadata", "notices", "outbox"]
