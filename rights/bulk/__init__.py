"""Everybody at once: the same book as one columnar plan."""

from rights.bulk import conditions, records, tables, values  # noqa: F401  they say how each node is compiled
from rights.bulk.frame import BulkError
from rights.bulk.run import count, evaluate, run

__all__ = ["BulkError", "count", "evaluate", "run"]
