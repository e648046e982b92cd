"""Guidance receipts: proof of which rules a citizen was told, each chained to the one before."""
